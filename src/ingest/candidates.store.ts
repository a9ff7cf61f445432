import type { Db, Tx } from '../db/database.ts'
import { threadOfMessageId } from '../mail/message-id.ts'
import type { ParsedMail } from '../mail/parsed-mail.ts'
import type { Candidate, Candidates } from '../thread/placing.ts'
import { subjectKey } from '../thread/placing.ts'
import { addressesOf, answeredIds, type ReceivingMailbox } from './arrival.ts'
import { type Foreseen, threadAnswered } from './foresee.store.ts'
import { hearSoFar, type LateRows } from './late-rows.ts'

/** What is known of the whole batch, and the secret of hoshin's own Message-IDs. */
type Looked = { secret: string; foreseen: Foreseen; late: LateRows; subjects: ReadonlySet<string> }

/**
 * Looks up the threads of this mailbox in which a mail could belong, by the surest sign that there is; weaker
 * ones are then not looked for. A merged thread stands for the one it went into.
 */
export async function findCandidates(
  tx: Tx,
  mailbox: ReceivingMailbox,
  mail: ParsedMail,
  { secret, foreseen, late, subjects }: Looked,
  now: number,
): Promise<Candidates> {
  const none: Candidates = { byReference: [], byToken: null, byFailedAddress: null, bySubject: [] }
  const threadId = threadAnswered(foreseen, mail)
  if (threadId !== null) return { ...none, byReference: [{ threadId, lastAt: 0 }] }
  const token = await byToken(tx, mailbox.id, answeredIds(mail), secret)
  if (token) return { ...none, byToken: token }
  if (mail.kind === 'bounce') {
    await hearSoFar(tx, late)
    return { ...none, byFailedAddress: await byFailedAddress(tx, mailbox.id, mail, now) }
  }
  return { ...none, bySubject: await bySubject(tx, mailbox, mail, { late, subjects }) }
}

async function byToken(
  tx: Db,
  mailboxId: number,
  ids: readonly string[],
  secret: string,
): Promise<Candidate | null> {
  for (const id of ids) {
    const threadId = threadOfMessageId(id, secret)
    if (threadId === null) continue
    const thread = await tx
      .selectFrom('threads')
      .select(['id', 'merged_into_id', 'last_at'])
      .where('id', '=', threadId)
      .where('mailbox_id', '=', mailboxId)
      .executeTakeFirst()
    if (thread) return { threadId: thread.merged_into_id ?? thread.id, lastAt: thread.last_at }
  }
  return null
}

/** A mail that came back comes within days (RFC 5321, section 4.5.4.1). Ms. */
const COMES_BACK_WITHIN = 6 * 86_400_000

/** A report that names no mail is about the last thread in which we wrote to the address that failed. */
async function byFailedAddress(
  tx: Db,
  mailboxId: number,
  { bounce }: ParsedMail,
  now: number,
): Promise<Candidate | null> {
  const failed = (bounce?.recipients ?? []).map(({ address }) => address)
  if (failed.length === 0) return null
  const thread = await tx
    .selectFrom('participants')
    .innerJoin('threads', 'threads.id', 'participants.thread_id')
    .select(['threads.id as threadId', 'threads.last_at as lastAt'])
    .where('participants.address', 'in', failed)
    .where('participants.last_at', '>=', now - COMES_BACK_WITHIN)
    .where('threads.mailbox_id', '=', mailboxId)
    .where('threads.merged_into_id', 'is', null)
    .where('threads.last_outbound_at', '>=', now - COMES_BACK_WITHIN)
    .orderBy('threads.last_outbound_at', 'desc')
    .limit(1)
    .executeTakeFirst()
  return thread ?? null
}

async function bySubject(
  tx: Tx,
  mailbox: ReceivingMailbox,
  mail: ParsedMail,
  { late, subjects }: Pick<Looked, 'late' | 'subjects'>,
): Promise<Candidate[]> {
  const key = subjectKey(mail.subject).replaceAll('\0', '')
  const involved = writersOf(mail, mailbox.address)
  if (involved.length === 0 || key === '' || mail.kind !== 'mail' || !subjects.has(key)) return []
  if (late.heardUnder.has(key)) await hearSoFar(tx, late)
  return tx
    .selectFrom('threads')
    .innerJoin('participants', 'participants.thread_id', 'threads.id')
    .select(['threads.id as threadId', 'threads.last_at as lastAt'])
    .where('threads.mailbox_id', '=', mailbox.id)
    .where('threads.subject_key', '=', key)
    .where('threads.merged_into_id', 'is', null)
    .where('participants.address', 'in', involved)
    .orderBy('threads.last_at', 'desc')
    .limit(5)
    .execute()
}

/**
 * Who must have taken part already. A contact form sends everybody's mail from one address under one subject,
 * and names the person in Reply-To. In the Sent folder the sender is the mailbox; there the recipients count.
 */
function writersOf(mail: ParsedMail, own: string): string[] {
  const sender = mail.from?.address.toLowerCase() ?? ''
  const replyTo = mail.replyTo.map(({ address }) => address.toLowerCase())
  const others = replyTo.filter((address) => address !== own.toLowerCase())
  if (others.length > 0) return others
  if (sender === own.toLowerCase()) return addressesOf(mail, own)
  return sender === '' ? [] : [sender]
}
