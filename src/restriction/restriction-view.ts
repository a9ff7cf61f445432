import type { Errors } from '../../views/parts.tsx'
import type { RestrictionFormProps } from '../../views/restriction/restriction-form.tsx'
import type { RestrictionView } from '../../views/restriction/restriction-line.tsx'
import type { Viewer } from '../access/viewer.ts'
import { allGroups } from '../account/group.store.ts'
import type { Db } from '../db/database.ts'
import { readersOf } from '../thread/people.store.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Limits, mayRestrict } from './restriction.ts'
import { limitsOf } from './thread-viewers.store.ts'

/** What opens the form: as it was typed, or with somebody to be added. */
export type RestrictionAttempt = {
  typed?: Limits & { reason: string }
  errors?: Errors
  /** An account. */
  add?: number | null
}

/** Who sees a thread, as its page tells it to one person. */
export async function restrictionInView(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  attempt: RestrictionAttempt | null,
): Promise<RestrictionView> {
  const facts = { id: thread.id, mailboxId: thread.mailbox_id, assigneeId: thread.assignee_id }
  const may = mayRestrict(viewer, facts)
  const opens = may && attempt !== null
  if (thread.restricted_at === null && !opens) return { current: null, mayRestrict: may, form: null }
  const limits = await limitsOf(db, thread.id)
  const groups = await allGroups(db)
  return {
    current: await currentOf(db, thread, limits, groups),
    mayRestrict: may,
    form: opens ? await formOf(db, viewer, thread, limits, groups, attempt) : null,
  }
}

type Groups = Awaited<ReturnType<typeof allGroups>>

async function currentOf(
  db: Db,
  thread: Thread,
  limits: Limits,
  groups: Groups,
): Promise<RestrictionView['current']> {
  if (thread.restricted_at === null) return null
  const accounts = await db
    .selectFrom('accounts')
    .select(['id', 'name'])
    .where('id', 'in', [0, thread.restricted_by ?? 0, ...limits.accountIds])
    .execute()
  const nameOf = (id: number | null) => accounts.find((account) => account.id === id)?.name ?? ''
  return {
    names: [
      ...limits.accountIds.map(nameOf),
      ...groups.filter(({ id }) => limits.groupIds.includes(id)).map(({ name }) => `@${name}`),
    ],
    reason: thread.restriction_reason ?? '',
    by: nameOf(thread.restricted_by),
    at: thread.restricted_at,
  }
}

/** Filled with what stands; the one who sets it first is in, and so is the assignee. */
async function formOf(
  db: Db,
  viewer: Viewer,
  thread: Thread,
  limits: Limits,
  groups: Groups,
  { typed, errors = {}, add = null }: RestrictionAttempt,
): Promise<Omit<RestrictionFormProps, 'reader' | 'place' | 'threadId' | 'isRestricted'>> {
  const readers = await readersOf(db, thread.mailbox_id)
  const first = [viewer.accountId, thread.assignee_id].filter((id) => id !== null)
  const chosen: Limits =
    typed ??
    (thread.restricted_at === null
      ? { accountIds: [...first, ...(add === null ? [] : [add])], groupIds: [] }
      : { ...limits, accountIds: [...limits.accountIds, ...(add === null ? [] : [add])] })
  return {
    people: readers.map(({ id, name, title }) => ({
      id,
      name,
      note: title,
      chosen: chosen.accountIds.includes(id),
    })),
    groups: groups
      .filter((group) => group.memberIds.some((id) => readers.some((person) => person.id === id)))
      .map(({ id, name }) => ({ id, name, note: '', chosen: chosen.groupIds.includes(id) })),
    reason: typed?.reason ?? thread.restriction_reason ?? '',
    content: { messages: thread.message_count, comments: thread.comment_count },
    adding: readers.find((person) => person.id === add)?.name ?? null,
    errors,
  }
}
