import { maySupervise, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { transact } from '../db/transact.ts'
import { recordEvent } from '../event/record-event.ts'
import { findChannel } from './channel.store.ts'
import { type ChannelKind, type ChannelProblem, channelProblem } from './channel.ts'

export type NewChannel = {
  mailboxId: number
  kind: ChannelKind
  name: string
  url: string
  token: string
  locale: 'ja' | 'en'
}

export type ChannelAdded =
  | { channelId: number }
  | { refused: 'no-right' }
  | ({ refused: 'wrong' } & ChannelProblem)

/** Adds a place where calls of this mailbox are written, beside the mail. */
export async function addChannel(
  db: Db,
  viewer: Viewer,
  { mailboxId, ...wanted }: NewChannel,
  now: number,
): Promise<ChannelAdded> {
  if (!maySetChannels(viewer, mailboxId)) return { refused: 'no-right' }
  const channel = {
    ...wanted,
    name: wanted.name.trim(),
    url: wanted.url.trim(),
    token: wanted.token.trim(),
  }
  const wrong = channelProblem(channel)
  if (wrong) return { refused: 'wrong', ...wrong }
  return transact(db, async (tx) => {
    const { id } = await tx
      .insertInto('channels')
      .values({
        ...channel,
        mailbox_id: mailboxId,
        created_by: viewer.accountId,
        created_at: now,
        removed_at: null,
      })
      .returning('id')
      .executeTakeFirstOrThrow()
    await noteChange(tx, viewer, mailboxId, 'channel_added', now)
    return { channelId: id }
  })
}

/**
 * Takes a channel out of use and forgets its secrets. What was still to be written there is settled as failed
 * at its next turn.
 *
 * @returns false where there is none that this person may remove
 */
export async function removeChannel(
  db: Db,
  viewer: Viewer,
  { mailboxId, channelId }: { mailboxId: number; channelId: number },
  now: number,
): Promise<boolean> {
  if (!maySetChannels(viewer, mailboxId)) return false
  return transact(db, async (tx) => {
    const channel = await findChannel(tx, mailboxId, channelId)
    if (!channel) return false
    await tx
      .updateTable('channels')
      .set({ removed_at: now, url: '', token: '' })
      .where('id', '=', channelId)
      .execute()
    await noteChange(tx, viewer, mailboxId, 'channel_removed', now)
    return true
  })
}

/** Supervisors of the mailbox, and administrators. */
export function maySetChannels(viewer: Viewer, mailboxId: number): boolean {
  return viewer.isAdmin || maySupervise(viewer, mailboxId)
}

async function noteChange(
  tx: Db,
  viewer: Viewer,
  mailboxId: number,
  what: 'channel_added' | 'channel_removed',
  now: number,
): Promise<void> {
  await recordEvent(tx, {
    at: now,
    kind: 'mailbox_changed',
    mailboxId,
    threadId: null,
    actorId: viewer.accountId,
    facts: { mailbox: mailboxId, what },
  })
}
