import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'

/** For whom a thread waits, as its row in a list tells it. */
export type OpenEscalation = {
  state: 'waiting' | 'accepted'
  everybody: boolean
  holder: { id: number; name: string; title: string } | null
  /** By when it is to be accepted or decided, UTC ms. */
  until: number | null
}

/** The decisions that are awaited on these threads, by thread id. */
export async function openEscalationsOf(
  db: Db,
  threadIds: readonly number[],
): Promise<Map<number, OpenEscalation>> {
  if (threadIds.length === 0) return new Map()
  const rows = await db
    .selectFrom('escalations')
    .innerJoin('escalation_steps as last', (join) =>
      join.onRef('last.escalation_id', '=', 'escalations.id').onRef('last.seq', '=', 'escalations.seq'),
    )
    .leftJoin('accounts', 'accounts.id', 'escalations.holder_id')
    .select(['escalations.thread_id', 'escalations.state', 'escalations.stage', 'holder_id'])
    .select(['decision_due_at', 'last.until_at', 'accounts.name', 'accounts.title'])
    .where('escalations.thread_id', 'in', threadIds)
    .where('escalations.state', 'in', ['waiting', 'accepted'])
    .execute()
  return new Map(
    rows.map((row) => {
      const isAccepted = row.state === 'accepted'
      return [
        row.thread_id,
        {
          state: isAccepted ? 'accepted' : 'waiting',
          everybody: !isAccepted && row.stage === 'everybody',
          holder:
            row.holder_id === null
              ? null
              : { id: row.holder_id, name: row.name ?? '', title: row.title ?? '' },
          until: isAccepted ? row.decision_due_at : row.until_at,
        },
      ]
    }),
  )
}

/** Mailboxes in which this person may decide; null: in all of them. */
export function decidesIn(viewer: Viewer): readonly number[] | null {
  if (viewer.isAdmin) return null
  return [...viewer.roles].filter(([, role]) => role === 'supervisor').map(([mailboxId]) => mailboxId)
}
