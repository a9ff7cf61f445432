import type { MessageView } from '../../views/message/message-card.tsx'
import type { SendingView } from '../../views/message/sending.tsx'
import type { Reader } from '../../views/reader.ts'
import { maySend, mayWork, type Viewer } from '../access/viewer.ts'
import { bouncedOf } from '../bounce/bounce.store.ts'
import type { Db, Row } from '../db/database.ts'
import { foldQuotes } from '../mail/quote.ts'
import type { Thread } from '../thread/thread.store.ts'
import { beginningOfText, parseRecipients, parseReferences } from './message.store.ts'
import { problemInWords } from './problem.ts'

/** Characters of a mail on the page; all of it is in the original. */
const SHOWN_TEXT = 100_000

/** Messages of the thread as its page shows them, oldest first; no more at once than one page holds. */
export async function messagesInView(
  db: Db,
  viewer: Viewer,
  reader: Reader,
  thread: Thread,
  ids: readonly number[],
): Promise<MessageView[]> {
  if (ids.length === 0) return []
  const messages = await db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .leftJoin('accounts', 'accounts.id', 'messages.author_id')
    .selectAll('messages')
    .select(beginningOfText(SHOWN_TEXT + 1).as('text'))
    .select(['accounts.name as author_name', 'accounts.title as author_title'])
    .where('messages.id', 'in', ids)
    .where('messages.thread_id', '=', thread.id)
    .orderBy('messages.received_at')
    .orderBy('messages.id')
    .execute()
  const [attachments, outbox, unread] = await Promise.all([
    db.selectFrom('attachments').selectAll().where('message_id', 'in', ids).orderBy('position').execute(),
    db.selectFrom('outbox').selectAll().where('message_id', 'in', ids).execute(),
    db
      .selectFrom('notifications')
      .select('message_id')
      .where('account_id', '=', viewer.accountId)
      .where('thread_id', '=', thread.id)
      .where('message_id', 'in', ids)
      .where('read_at', 'is', null)
      .execute(),
  ])
  const ours = messages.filter(({ direction }) => direction !== 'inbound')
  const bounced = await bouncedOf(db, ours)
  const unseen = new Set(unread.map((row) => row.message_id))
  return messages.map((message) => {
    const { to, cc } = parseRecipients(message.recipients)
    const mail = outbox.find((row) => row.message_id === message.id)
    return {
      id: message.id,
      direction: message.direction,
      kind: message.kind,
      from: { name: message.from_name, address: message.from_address },
      to,
      cc,
      subject: message.subject,
      at: message.received_at,
      author:
        message.author_id === null
          ? null
          : { id: message.author_id, name: message.author_name ?? '', title: message.author_title ?? '' },
      body: {
        segments: foldQuotes(message.text.slice(0, SHOWN_TEXT)).map(({ kind, text }) => ({
          quoted: kind === 'quote',
          text,
        })),
        cut: message.text.length > SHOWN_TEXT,
        html: message.has_html === 1,
        remoteImages: message.remote_images === 1,
      },
      attachments: attachments.filter((file) => file.message_id === message.id && file.inline === 0),
      placedBy: message.placed_by,
      headers: headersOf(message),
      problem: message.problem === null ? null : problemInWords(reader, message.problem),
      keptInPart: message.problem === 'too-large' || message.problem === 'not-given',
      bounced: bounced.get(message.id) ?? null,
      sending: mail ? sendingInView(viewer, mail) : null,
      unseen: unseen.has(message.id),
    }
  })
}

export function sendingInView(viewer: Viewer, mail: Row<'outbox'>): SendingView {
  return {
    outboxId: mail.id,
    state: mail.state,
    at: mail.state_at,
    sendAt: mail.state === 'queued' && mail.attempts === 0 && mail.put_off === null ? mail.send_at : null,
    nextTryAt:
      mail.state === 'queued' && (mail.attempts > 0 || mail.put_off === 'server') ? mail.next_try_at : null,
    turnAt: mail.state === 'queued' && mail.put_off === 'rate' ? mail.next_try_at : null,
    lookAt: mail.state === 'uncertain' ? mail.look_next_at : null,
    serverReply: mail.server_reply,
    restoredFrom: mail.restored_from,
    appendFailed: mail.append_error !== null && mail.appended_at === null,
    mayAct: isSettled(mail) && mayWork(viewer, mail.mailbox_id),
    maySend: isSettled(mail) && maySend(viewer, mail.mailbox_id),
  }
}

/** By a person: every reply, and a question that did not certainly go out. */
function isSettled({ purpose, state }: Row<'outbox'>): boolean {
  return purpose === 'reply' || (purpose === 'question' && (state === 'failed' || state === 'uncertain'))
}

function headersOf(message: Row<'messages'>): { name: string; value: string }[] {
  const references = parseReferences(message.reference_ids)
  return [
    { name: 'Message-ID', value: message.message_id ? `<${message.message_id}>` : '' },
    { name: 'In-Reply-To', value: message.in_reply_to ? `<${message.in_reply_to}>` : '' },
    { name: 'References', value: references.map((id) => `<${id}>`).join(' ') },
    { name: 'Date', value: message.date === null ? '' : new Date(message.date).toUTCString() },
    { name: 'SHA-256', value: message.raw_sha256 },
  ].filter(({ value }) => value !== '')
}
