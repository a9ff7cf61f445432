import type { MailboxConfig } from './config.ts'
import type { ConfigProblem } from './problems.ts'

/**
 * Mailboxes that would feed themselves or each other: one that takes its own Sent folder for what customers wrote,
 * two under one address, two that read one folder. Each reply would come back as a customer's mail.
 */
export function feedingProblems(mailboxes: readonly MailboxConfig[]): ConfigProblem[] {
  const problems: ConfigProblem[] = []
  const addresses = new Map<string, string>()
  const places = new Map<string, string>()
  for (const { key, address, imap } of mailboxes) {
    const other = addresses.get(address)
    if (other !== undefined) {
      problems.push({
        key: `mailbox.${key}.address`,
        found: `the address of mailbox.${other}`,
        expected: 'an address that no other mailbox has, or its answers come back as customers’ mails',
      })
    }
    addresses.set(address, other ?? key)
    for (const folder of imap.folders) {
      if (imap.sent !== null && folder === imap.sent) {
        problems.push({
          key: `mailbox.${key}.imap.folders`,
          found: `"${folder}", which is also the Sent folder`,
          expected: 'folders into which customers’ mails come, without the Sent folder',
        })
      }
      const place = [imap.host, imap.port, imap.user, folder].join('\n')
      const reader = places.get(place)
      if (reader !== undefined && reader !== key) {
        problems.push({
          key: `mailbox.${key}.imap.folders`,
          found: `"${folder}", which mailbox.${reader} reads too`,
          expected: 'a folder that no other mailbox reads, or every mail comes in twice',
        })
      }
      places.set(place, reader ?? key)
    }
  }
  return problems
}
