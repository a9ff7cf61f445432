import { routeMail } from '../../views/email/route-mail.ts'
import { namesOf } from '../absence/absence.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySupervise } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { peopleOn } from '../escalation/around.store.ts'
import { presentRoute } from '../escalation/route.store.ts'
import { mailboxOfCause } from '../route/examine-routes.ts'
import { problemsOf } from '../route/route-view.ts'
import type { Leased } from './mail-lease.store.ts'
import { type MailFrom, mailToPerson } from './mail-to-person.ts'

/**
 * The mail that warns of a route that could fall silent, as it stands now.
 *
 * @returns null when nobody need be told any more: it was mended, or the account could not mend it
 */
export async function routeTroubleMail(
  db: Db,
  leased: Leased,
  from: MailFrom,
): Promise<{ to: string; raw: Uint8Array } | null> {
  const viewer = await loadViewer(db, leased.account_id)
  const mailboxId = mailboxOfCause(leased.cause)
  if (!viewer || mailboxId === null) return null
  if (!viewer.isAdmin && !maySupervise(viewer, mailboxId)) return null
  const mailbox = await db
    .selectFrom('mailboxes')
    .select('name')
    .where('id', '=', mailboxId)
    .executeTakeFirst()
  const present = await presentRoute(db, mailboxId)
  if (!mailbox || !present) return null
  const { route } = present
  const problems = await problemsOf(db, { mailboxId, route }, from.now)
  if (problems.length === 0) return null
  const written = routeMail({
    mailbox: mailbox.name,
    problems,
    titles: {
      inside: route.ladder.map(({ title }) => title),
      outside: (route.outside ?? []).map(({ title }) => title),
    },
    names: await namesOf(db, peopleOn(route)),
    url: `${from.publicUrl}/mailboxes/${mailboxId}/route`,
    reader: { locale: viewer.locale, timeZone: viewer.timeZone, now: from.now },
  })
  return mailToPerson(leased, viewer, written, from)
}
