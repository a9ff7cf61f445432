import type { Ways } from '../../views/channel/ways.tsx'
import { mayWork, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'

/** How the people of an escalation are called beside the mail, and what became of it; newest first. */
export async function waysInView(
  db: Db,
  viewer: Viewer,
  { escalationId, mailboxId }: { escalationId: number; mailboxId: number },
): Promise<Ways> {
  return {
    messages: await messagesOf(db, escalationId),
    calls: await callsOf(db, viewer, { escalationId, mailboxId }),
  }
}

async function messagesOf(db: Db, escalationId: number): Promise<Ways['messages']> {
  const rows = await db
    .selectFrom('channel_deliveries')
    .innerJoin('channels', 'channels.id', 'channel_deliveries.channel_id')
    .select(['channels.name', 'state', 'next_at', 'settled_at', 'problem', 'problem_words'])
    .where('escalation_id', '=', escalationId)
    .where('state', '!=', 'needless')
    .orderBy('channel_deliveries.id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    name: row.name,
    is: row.state === 'sent' || row.state === 'failed' ? row.state : row.problem ? 'retrying' : 'queued',
    at: row.settled_at ?? row.next_at ?? 0,
    problem: row.problem,
    words: row.problem_words,
  }))
}

/** Where everybody is called again and again, the newest tell enough. */
const SHOWN = 6

async function callsOf(
  db: Db,
  viewer: Viewer,
  { escalationId, mailboxId }: { escalationId: number; mailboxId: number },
): Promise<Ways['calls']> {
  const rows = await db
    .selectFrom('phone_calls')
    .innerJoin('accounts', 'accounts.id', 'phone_calls.account_id')
    .leftJoin('accounts as caller', 'caller.id', 'phone_calls.caller_id')
    .leftJoin('accounts as doer', 'doer.id', 'phone_calls.done_by')
    .select(['phone_calls.id', 'phone_calls.account_id', 'accounts.name', 'accounts.phone'])
    .select(['caller_id', 'caller.name as callerName', 'outcome', 'note', 'doer.name as doerName', 'done_at'])
    .where('escalation_id', '=', escalationId)
    .orderBy('phone_calls.id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.map((row) => ({
    id: row.id,
    name: row.name,
    phone: row.phone,
    caller: row.callerName,
    isViewers: row.caller_id === viewer.accountId,
    mayRecord:
      mayWork(viewer, mailboxId) || [row.caller_id, row.account_id].some((id) => id === viewer.accountId),
    done: row.outcome && {
      outcome: row.outcome,
      note: row.note,
      by: row.doerName ?? '',
      at: row.done_at ?? 0,
    },
  }))
}
