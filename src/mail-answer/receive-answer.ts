import { sightOf } from '../access/sight.store.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { maySeeThread, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { recordEvent } from '../event/record-event.ts'
import type { Authentication } from '../mail/authentication.ts'
import { notify } from '../notification/notify.ts'
import type { Thread } from '../thread/thread.store.ts'
import { type Acted, type AnsweredNotice, actOnAnswer } from './act-on-answer.ts'
import type { HeldReason } from './held-reason.ts'
import type { Intent } from './intent.ts'
import { type AnswerMail, keepAnswer } from './mail-answer.store.ts'

const DAY = 86_400_000
/** After so long the notification is in many hands and archives, and what it told is no longer so. */
export const ANSWERS_LAST = 30 * DAY

export type Answer = {
  mail: AnswerMail
  intent: Intent
  isBroken: boolean
  authentication: Authentication
}

/** The notification that a genuine token names. `email`: where it went, lower case. */
export type Notified = AnsweredNotice & { email: string }

/**
 * An answer whose token is genuine: it is acted on when whoever was notified sent it and still sees the thread, and
 * held with its reason when there is any doubt. It never becomes a customer's mail, and nothing of it is sent.
 *
 * @param storeFiles stores the mail among ourselves, where it has files; null otherwise
 * @param now UTC ms
 */
export async function receiveAnswer(
  tx: Db,
  { answer, notice, thread }: { answer: Answer; notice: Notified; thread: Thread },
  storeFiles: () => Promise<number | null>,
  now: number,
): Promise<{ messageId: number | null }> {
  const viewer = await loadViewer(tx, notice.account_id)
  const sees = viewer !== null && maySeeThread(viewer, await sightOf(tx, thread))
  const doubt = doubtOf(answer, notice, sees, now)
  if (doubt || !viewer) {
    await holdAnswer(tx, { answer, notice, thread }, doubt ?? 'no-access', now)
    return { messageId: null }
  }
  const messageId = await storeFiles()
  const about = { thread, notice, messageId, isProven: answer.authentication === 'aligned' }
  const acted = await actOnAnswer(tx, viewer, answer.intent, about, now)
  if ('held' in acted) await holdAnswer(tx, { answer, notice, thread }, acted.held, now)
  else await noteActed(tx, viewer, { answer, notice, thread }, acted, messageId, now)
  return { messageId }
}

/** The first doubt that stands against acting; null when there is none. */
function doubtOf(answer: Answer, notice: Notified, sees: boolean, now: number): HeldReason | null {
  if (answer.mail.fromAddress.toLowerCase() !== notice.email) return 'wrong-sender'
  if (!sees) return 'no-access'
  if (answer.authentication === 'failed') return 'authentication-failed'
  if (answer.isBroken) return 'unreadable'
  return notice.created_at < now - ANSWERS_LAST ? 'old' : null
}

type About = { answer: Answer; notice: Notified | null; thread: Thread | null }

/**
 * Keeps an answer for a person to decide. Whoever was notified is told where it is, which also tells them of one
 * that somebody else sent in their name.
 *
 * @param claimed whose address the sender claims, where no token says whom it was to
 */
export async function holdAnswer(
  tx: Db,
  { answer, notice, thread }: About,
  why: HeldReason,
  now: number,
  claimed: number | null = null,
): Promise<void> {
  const accountId = notice?.account_id ?? claimed
  const mail = { ...answer.mail, mailboxId: thread?.mailbox_id ?? answer.mail.mailboxId }
  const about = { thread_id: thread?.id ?? null, account_id: accountId, outcome: 'held' as const, why }
  const id = await keepAnswer(tx, mail, { ...about, comment_id: null }, now)
  await recordEvent(tx, {
    at: now,
    kind: 'answer_held',
    mailboxId: mail.mailboxId,
    threadId: thread?.id ?? null,
    actorId: null,
    facts: { answer: id, why, from: mail.fromAddress },
  })
  if (!thread || accountId === null) return
  await notify(
    tx,
    [accountId],
    {
      kind: 'answer_held',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      actorId: null,
      cause: `answer_held:${id}`,
    },
    now,
  )
}

async function noteActed(
  tx: Db,
  viewer: Viewer,
  { answer, notice, thread }: About & { notice: Notified; thread: Thread },
  acted: Exclude<Acted, { held: HeldReason }>,
  messageId: number | null,
  now: number,
): Promise<void> {
  const { outcome, commentId } = acted
  const mail = { ...answer.mail, mailboxId: thread.mailbox_id }
  const about = { thread_id: thread.id, account_id: viewer.accountId, outcome, why: null }
  await keepAnswer(tx, mail, { ...about, comment_id: commentId }, now)
  await recordEvent(tx, {
    at: now,
    kind: 'notice_answered',
    mailboxId: thread.mailbox_id,
    threadId: thread.id,
    actorId: viewer.accountId,
    facts: { message: messageId, comment: commentId, notification: notice.id, as: outcome },
  })
  // A policy, an acceptance, a yes and an answered question tell by themselves.
  const waiting = [thread.assignee_id, notice.actor_id].filter((id) => id !== null)
  if (outcome !== 'comment' || commentId === null || waiting.length === 0) return
  await notify(
    tx,
    waiting,
    {
      kind: 'answered_by_mail',
      threadId: thread.id,
      mailboxId: thread.mailbox_id,
      commentId,
      ...(messageId !== null && { messageId }),
      actorId: viewer.accountId,
      cause: `answered_by_mail:comment:${commentId}`,
    },
    now,
  )
}
