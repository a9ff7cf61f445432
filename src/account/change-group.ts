import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { tellWaiting } from '../notification/tell-waiting.ts'
import { groupIdsThere } from './grantable.store.ts'
import {
  deleteMember,
  findGroup,
  groupIdsOf,
  insertGroup,
  insertMember,
  isGroupName,
  memberIdsOf,
  updateGroup,
} from './group.store.ts'

export type GroupWish = { name: string; reading: string; memberIds: readonly number[] }

/** Makes a group with its members. @returns refused `taken` when there is one of that name */
export function createGroup(
  db: Db,
  { name, reading, memberIds }: GroupWish,
  actorId: number | null,
  now: number,
): Promise<{ groupId: number } | { refused: 'taken' }> {
  return transact(db, async (tx) => {
    const groupId = await insertGroup(tx, { name, reading }, now)
    if (groupId === null) return { refused: 'taken' }
    for (const accountId of memberIds) await insertMember(tx, groupId, accountId)
    await recordGroup(tx, groupId, { what: 'created', name, members: memberIds.join(' ') }, actorId, now)
    return { groupId }
  })
}

/** Renames a group and sets who is in it. @returns refused `unknown` or `taken` */
export function changeGroup(
  db: Db,
  groupId: number,
  { name, reading, memberIds }: GroupWish,
  actorId: number | null,
  now: number,
): Promise<{ changed: true } | { refused: 'unknown' | 'taken' }> {
  return transact(db, async (tx) => {
    const before = await findGroup(tx, groupId)
    if (!before) return { refused: 'unknown' }
    if (await isGroupName(tx, name, groupId)) return { refused: 'taken' }
    const joined = memberIds.filter((id) => !before.memberIds.includes(id))
    const left = before.memberIds.filter((id) => !memberIds.includes(id))
    await updateGroup(tx, groupId, { name, reading })
    for (const accountId of joined) await insertMember(tx, groupId, accountId)
    for (const accountId of left) await deleteMember(tx, groupId, accountId)
    await tellWaiting(tx, { accountIds: joined }, now)
    await recordGroup(
      tx,
      groupId,
      { what: 'changed', name, before: before.name, joined: joined.join(' '), left: left.join(' ') },
      actorId,
      now,
    )
    return { changed: true }
  })
}

/** Sets which groups a person is in. Returns whether anything changed. */
export function setGroupsOf(
  db: Db,
  accountId: number,
  groupIds: readonly number[],
  actorId: number,
  now: number,
): Promise<boolean> {
  return transact(db, async (tx) => {
    const before = await groupIdsOf(tx, accountId)
    const joined = groupIds.filter((id) => !before.includes(id))
    const left = before.filter((id) => !groupIds.includes(id))
    for (const groupId of await groupIdsThere(tx, joined))
      await addToGroup(tx, groupId, accountId, actorId, now)
    for (const groupId of left) {
      await deleteMember(tx, groupId, accountId)
      await recordGroup(tx, groupId, { what: 'changed', left: String(accountId) }, actorId, now)
    }
    return joined.length + left.length > 0
  })
}

/** Puts one person into a group, inside the caller's transaction. */
export async function addToGroup(
  tx: Db,
  groupId: number,
  accountId: number,
  actorId: number | null,
  now: number,
): Promise<void> {
  if ((await memberIdsOf(tx, groupId)).includes(accountId)) return
  await insertMember(tx, groupId, accountId)
  await tellWaiting(tx, { accountIds: [accountId] }, now)
  await recordGroup(tx, groupId, { what: 'changed', joined: String(accountId) }, actorId, now)
}

async function recordGroup(
  tx: Db,
  groupId: number,
  facts: Record<string, string>,
  actorId: number | null,
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'group_changed',
    mailboxId: null,
    threadId: null,
    actorId,
    facts: { group: groupId, ...facts },
  })
}
