import type { NotificationMail } from '../../views/email/notification-mail.ts'
import type { Db } from '../db/database.ts'
import { LINK_LASTS, writeAcceptanceLink } from './acceptance-link.ts'
import { reportOf } from './escalation.store.ts'
import { routeById } from './route.store.ts'

type About = NonNullable<NotificationMail['escalation']>

/** What makes links into hoshin: where it is reached (no slash at its end), and what signs them. */
export type Links = { publicUrl: string; secret: string }

/**
 * What a mail tells of an escalation: the step that caused it as it was, and who has it as it stands now.
 *
 * @param notice.cause `escalation:ID:SEQ`, which names the step; any other names none
 */
export async function escalationFacts(
  db: Db,
  notice: { escalationId: number; accountId: number; kind: string; cause: string; createdAt: number },
  links: Links,
): Promise<About | null> {
  const row = await db
    .selectFrom('escalations')
    .selectAll()
    .where('id', '=', notice.escalationId)
    .executeTakeFirst()
  if (!row) return null
  const [what, , number] = notice.cause.split(':')
  const seq = what === 'escalation' ? Number(number) : 0
  const step = await db
    .selectFrom('escalation_steps')
    .selectAll()
    .where('escalation_id', '=', row.id)
    .where('seq', '=', Number.isSafeInteger(seq) ? seq : 0)
    .executeTakeFirst()
  const route = await routeById(db, row.route_id)
  const holder =
    step?.account_id == null
      ? undefined
      : await db.selectFrom('accounts').select('name').where('id', '=', step.account_id).executeTakeFirst()
  const link = {
    escalationId: row.id,
    accountId: notice.accountId,
    until: notice.createdAt + LINK_LASTS,
  }
  return {
    action: step?.action ?? 'raised',
    level: route.ladder.find((rung) => rung.level === (step?.level ?? row.level))?.title ?? '',
    report: reportOf(row),
    wantedBy: row.wanted_by,
    holder: holder?.name ?? null,
    acceptBy: step?.until_at ?? null,
    words: step?.words ?? null,
    acceptUrl:
      notice.kind === 'escalated'
        ? `${links.publicUrl}/acceptances/${writeAcceptanceLink(link, links.secret)}`
        : null,
  }
}
