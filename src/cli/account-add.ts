import { foldEmail, isEmail, isTimeZone, type MailboxRole } from '../account/account.ts'
import { addAccount } from '../account/add-account.ts'
import { hashPassword } from '../account/hash-password.ts'
import type { Db } from '../db/database.ts'
import { openReady } from '../db/open-ready.ts'
import { syncMailboxes } from '../mailbox/sync-mailboxes.ts'
import { goodPassword, newPassword } from './ask-password.ts'
import type { Context } from './context.ts'
import { CommandFailed } from './failure.ts'
import type { KeyedRole } from './mailbox-role.ts'

export type AccountAddOptions = {
  email: string
  name: string
  reading: string
  title: string
  locale?: 'ja' | 'en'
  timeZone?: string
  admin?: boolean
  mailbox?: KeyedRole[]
  passwordStdin?: boolean
}

/** Adds a person; the mailboxes of the configuration are made first, so that they can be named. */
export async function accountAddCommand(
  options: AccountAddOptions,
  { config, stdout, clock }: Context,
): Promise<void> {
  const settings = config()
  const email = foldEmail(options.email)
  const timeZone = options.timeZone ?? settings.timeZone
  if (!isEmail(email)) throw new CommandFailed(`--email: found ${options.email}, expected a mail address.`, 2)
  if (!isTimeZone(timeZone))
    throw new CommandFailed(`--time-zone: found ${timeZone}, expected an IANA time zone.`, 2)
  if (options.name.trim() === '') throw new CommandFailed('--name: found nothing, expected a name.', 2)

  const { db } = await openReady(settings.databaseUrl)
  try {
    await syncMailboxes(db, settings.mailboxes, clock())
    const memberships = await rolesIn(db, options.mailbox ?? [])
    const password = goodPassword(await newPassword(options.passwordStdin ?? false), email)
    const added = await addAccount(
      db,
      {
        email,
        name: options.name.trim(),
        reading: options.reading.trim(),
        title: options.title.trim(),
        locale: options.locale ?? settings.language,
        timeZone,
        passwordHash: await hashPassword(password),
        isAdmin: options.admin ?? false,
        memberships,
      },
      clock(),
    )
    if ('refused' in added) throw new CommandFailed(`There is an account ${email} already.`)
    // The configuration may name them as a member already.
    await syncMailboxes(db, settings.mailboxes, clock())
    await stdout.write(`${email} can sign in now.\n`)
  } finally {
    await db.destroy()
  }
}

async function rolesIn(db: Db, wanted: readonly KeyedRole[]): Promise<MailboxRole[]> {
  const mailboxes = await db.selectFrom('mailboxes').select(['id', 'key']).orderBy('key').execute()
  return wanted.map(({ key, role }) => {
    const mailbox = mailboxes.find((one) => one.key === key)
    if (mailbox) return { mailboxId: mailbox.id, role }
    const known = mailboxes.map((one) => one.key).join(', ') || 'none'
    throw new CommandFailed(`--mailbox: found ${key}, expected a mailbox of the configuration (${known}).`, 2)
  })
}
