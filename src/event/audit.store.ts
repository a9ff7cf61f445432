import { reachableThreads } from '../access/viewer.store.ts'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { type AuditFacts, type AuditKind, auditFacts, auditKinds } from './audit.ts'

/** `at` is UTC ms; `actor` is null when hoshin did it. */
export type Audited = {
  id: number
  at: number
  kind: AuditKind
  actor: string | null
  mailbox: string | null
  facts: AuditFacts
}

/**
 * The record of people, rights and mailboxes, newest first.
 *
 * @param page.before the id from which the earlier ones are wanted
 * @returns at most `limit`, and the id to go on from, null at the end
 */
export async function listAudited(
  db: Db,
  { before, limit }: { before?: number | undefined; limit: number },
): Promise<{ audited: Audited[]; nextBefore: number | null }> {
  const rows = await db
    .selectFrom('events')
    .leftJoin('accounts', 'accounts.id', 'events.actor_id')
    .leftJoin('mailboxes', 'mailboxes.id', 'events.mailbox_id')
    .select(['events.id', 'events.at', 'events.kind', 'events.facts'])
    .select(['accounts.name as actor', 'mailboxes.name as mailbox'])
    // None of them belongs to a thread, and the index begins with that.
    .where('events.thread_id', 'is', null)
    .where('events.kind', 'in', [...auditKinds])
    .$if(before !== undefined, (query) => query.where('events.id', '<', before ?? 0))
    .orderBy('events.id', 'desc')
    .limit(limit + 1)
    .execute()
  const shown = rows.slice(0, limit)
  return {
    audited: shown.flatMap((row) => {
      const kind = auditKinds.find((known) => known === row.kind)
      return kind ? [{ ...row, kind, facts: auditFacts.parse(JSON.parse(row.facts)) }] : []
    }),
    nextBefore: rows.length > limit ? (shown.at(-1)?.id ?? null) : null,
  }
}

/** The names that the facts' ids stand for, as they are now, and which of the threads the viewer may see. */
export async function namesInAudit(db: Db, viewer: Viewer, audited: readonly Audited[]) {
  const accountIds = audited.flatMap(({ facts }) => [facts.account, ...facts.joined, ...facts.left])
  const groupIds = audited.map(({ facts }) => facts.group)
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', 'in', [0, ...new Set(accountIds.filter((id) => id !== null))])
    .execute()
  const groups = await db
    .selectFrom('groups')
    .select(['id', 'name'])
    .where('id', 'in', [0, ...new Set(groupIds.filter((id) => id !== null))])
    .execute()
  const threadIds = audited.map(({ facts }) => facts.thread).filter((id) => id !== null)
  const threads = await db
    .selectFrom('threads')
    .select('id')
    .where('id', 'in', [0, ...new Set(threadIds)])
    .where(reachableThreads(viewer))
    .execute()
  return {
    threads: new Set(threads.map(({ id }) => id)),
    accounts: new Map(accounts.map(({ id, name }) => [id, name])),
    groups: new Map(groups.map(({ id, name }) => [id, name])),
  }
}
