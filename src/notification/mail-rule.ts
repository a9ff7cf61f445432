import { ruleMail } from '../../views/email/rule-mail.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeMailbox } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { ruleById } from '../rule/rule.store.ts'
import { RULE_SHOWN, ruleOfCause } from '../rule/rule-notice.ts'
import type { Leased } from './mail-lease.store.ts'
import { type MailFrom, mailToPerson } from './mail-to-person.ts'

/**
 * The mail about a rule: that its review is due, or that the team is to read it.
 *
 * @returns null when nobody need be told any more: the rule is gone, or the account does not see its mailbox
 */
export async function ruleNoticeMail(
  db: Db,
  leased: Leased,
  from: MailFrom,
): Promise<{ to: string; raw: Uint8Array } | null> {
  const viewer = await loadViewer(db, leased.account_id)
  const id = ruleOfCause(leased.cause)
  const kept = id === null ? null : await ruleById(db, id)
  if (!viewer || !kept) return null
  const mailbox = await db
    .selectFrom('mailboxes')
    .select(['id', 'name'])
    .$if(kept.mailbox_id !== null, (query) => query.where('id', '=', kept.mailbox_id ?? 0))
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  if (!mailbox || !maySeeMailbox(viewer, mailbox.id)) return null
  const about = leased.kind === RULE_SHOWN ? 'shown' : 'review'
  const page = about === 'shown' ? 'rules/reading' : `rules?rule=${kept.id}`
  const written = ruleMail({
    about,
    name: kept.rule.name,
    mailbox: kept.mailbox_id === null ? translatorFor(viewer.locale)('rule.everywhere') : mailbox.name,
    hits: kept.hits,
    wrong: kept.wrong,
    url: `${from.publicUrl}/mailboxes/${mailbox.id}/${page}`,
    locale: viewer.locale,
  })
  return mailToPerson(leased, viewer, written, from)
}
