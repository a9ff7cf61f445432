import { loadViewers } from '../access/viewer.store.ts'
import { maySeeMailbox, mayWork, type Viewer } from '../access/viewer.ts'
import { groupIdsThere } from '../account/grantable.store.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent, recordEvents } from '../event/record-event.ts'
import { tellWaiting } from '../notification/tell-waiting.ts'
import { changeThread, lockThread, type Thread } from '../thread/thread.store.ts'
import { workersWithGroups } from './insiders.store.ts'
import { differences, type Limits, leftIn, mayRestrict, REASON_LIMIT } from './restriction.ts'
import { limitsOf, writeLimits } from './thread-viewers.store.ts'

export type RestrictedThread =
  | { threadId: number; changed: boolean }
  | { refused: 'not-found' | 'read-only' | 'no-reason' | 'too-long' | 'unknown-person' }
  /** Neither a supervisor nor the assignee; `names` are those who can. */
  | { refused: 'not-yours'; names: string[] }
  /** Without a role in the mailbox they would see nothing. */
  | { refused: 'no-role'; name: string }
  /** Nobody would be left who may answer; `names` are those whom it needs one of. */
  | { refused: 'locks-out'; names: string[] }

/**
 * Limits a thread to people and groups, or changes whom it is limited to: a supervisor's or the assignee's
 * act, with a reason. For everybody else it exists no longer, wherever they look. An assignee who is left out
 * has it no longer, and whoever was called by name before they could see it is told now.
 *
 * Also called for each of several threads that are restricted together.
 *
 * @param now UTC ms
 */
export async function restrictThread(
  db: Db,
  viewer: Viewer,
  input: Limits & { threadId: number; reason: string },
  now: number,
): Promise<RestrictedThread> {
  const reason = input.reason.trim()
  if (reason === '') return { refused: 'no-reason' }
  if (reason.length > REASON_LIMIT) return { refused: 'too-long' }

  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    const { mailbox_id: mailboxId } = thread
    const workers = await workersWithGroups(tx, mailboxId)
    if (!mayRestrict(viewer, { id: thread.id, mailboxId, assigneeId: thread.assignee_id })) {
      if (!mayWork(viewer, mailboxId)) return { refused: 'read-only' }
      return { refused: 'not-yours', names: namesOf(workers.filter((person) => person.supervises)) }
    }
    const accountIds = [...new Set(input.accountIds)]
    const people = await loadViewers(tx, accountIds)
    for (const id of accountIds) {
      const person = people.get(id)
      if (!person) return { refused: 'unknown-person' }
      if (!maySeeMailbox(person, mailboxId)) return { refused: 'no-role', name: person.name }
    }
    const limits = { accountIds, groupIds: [...(await groupIdsThere(tx, [...new Set(input.groupIds)]))] }
    const inside = leftIn(workers, limits)
    if (!inside.some((person) => person.sends)) {
      return { refused: 'locks-out', names: namesOf(workers.filter((person) => person.sends)) }
    }

    const before = await limitsOf(tx, thread.id)
    const { joined, left, groupsJoined, groupsLeft } = differences(before, limits)
    const moved = [joined, left, groupsJoined, groupsLeft].some((ids) => ids.length > 0)
    if (thread.restricted_at !== null && !moved && thread.restriction_reason === reason) {
      return { threadId: thread.id, changed: false }
    }
    await writeLimits(tx, thread.id, limits, viewer.accountId, now)
    const stays = inside.some((person) => person.id === thread.assignee_id)
    await changeThread(tx, thread, {
      restricted_at: thread.restricted_at ?? now,
      restricted_by: viewer.accountId,
      restriction_reason: reason,
      ...(!stays && { assignee_id: null }),
    })
    await recordEvents(tx, [
      {
        ...by(thread, viewer, now),
        kind: thread.restricted_at === null ? 'thread_restricted' : 'restriction_changed',
        facts: {
          reason,
          people: await namesIn(tx, limits),
          joined: joined.join(' '),
          left: left.join(' '),
          groupsJoined: groupsJoined.join(' '),
          groupsLeft: groupsLeft.join(' '),
        },
      },
      ...(stays || thread.assignee_id === null
        ? []
        : [
            {
              ...by(thread, viewer, now),
              kind: 'assigned' as const,
              facts: { from: thread.assignee_id, to: null, because: 'restricted' },
            },
          ]),
    ])
    await tellWaiting(tx, { threadId: thread.id }, now)
    return { threadId: thread.id, changed: true }
  })
}

export type LiftedRestriction =
  | { threadId: number; changed: boolean }
  | { refused: 'not-found' | 'read-only' }
  | { refused: 'not-yours'; names: string[] }

/** Gives a thread back to everybody who sees its mailbox. @param now UTC ms */
export async function liftRestriction(
  db: Db,
  viewer: Viewer,
  input: { threadId: number },
  now: number,
): Promise<LiftedRestriction> {
  return transact(db, async (tx) => {
    const thread = await lockThread(tx, viewer, input.threadId)
    if (!thread) return { refused: 'not-found' }
    const { mailbox_id: mailboxId } = thread
    if (!mayRestrict(viewer, { id: thread.id, mailboxId, assigneeId: thread.assignee_id })) {
      if (!mayWork(viewer, mailboxId)) return { refused: 'read-only' }
      const workers = await workersWithGroups(tx, mailboxId)
      return { refused: 'not-yours', names: namesOf(workers.filter((person) => person.supervises)) }
    }
    if (thread.restricted_at === null) return { threadId: thread.id, changed: false }
    await writeLimits(tx, thread.id, { accountIds: [], groupIds: [] }, viewer.accountId, now)
    await changeThread(tx, thread, { restricted_at: null, restricted_by: null, restriction_reason: null })
    await recordEvent(tx, {
      ...by(thread, viewer, now),
      kind: 'restriction_lifted',
      facts: { reason: thread.restriction_reason },
    })
    await tellWaiting(tx, { threadId: thread.id }, now)
    return { threadId: thread.id, changed: true }
  })
}

/** As the history tells them later, whatever they are called then. */
async function namesIn(tx: Db, { accountIds, groupIds }: Limits): Promise<string> {
  const accounts = await tx
    .selectFrom('accounts')
    .select('name')
    .where('id', 'in', [0, ...accountIds])
    .orderBy('id')
    .execute()
  const groups = await tx
    .selectFrom('groups')
    .select('name')
    .where('id', 'in', [0, ...groupIds])
    .orderBy('id')
    .execute()
  return [...accounts.map(({ name }) => name), ...groups.map(({ name }) => `@${name}`)].join('、')
}

function by(thread: Thread, viewer: Viewer, now: number) {
  return { at: now, mailboxId: thread.mailbox_id, threadId: thread.id, actorId: viewer.accountId }
}

function namesOf(people: readonly { name: string; title: string }[]): string[] {
  return people.map((person) => [person.name, person.title].filter(Boolean).join(' '))
}
