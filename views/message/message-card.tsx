import { Icon } from '../icons.tsx'
import { When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Address, addressName, type Person, type Place, threadUrl } from '../shown.ts'
import { Attachments, type AttachmentView } from './attachments.tsx'
import { Bounced, type BouncedView } from './bounced.tsx'
import { MessageMenu } from './message-menu.tsx'
import { MessageText, type Segment } from './message-text.tsx'
import { Sending, type SendingView } from './sending.tsx'

export type MessageView = {
  id: number
  direction: 'inbound' | 'outbound' | 'internal'
  kind: 'mail' | 'bounce' | 'auto_reply' | 'broken'
  from: Address
  to: readonly Address[]
  cc: readonly Address[]
  subject: string
  /** When it came or was written, UTC ms. */
  at: number
  /** The colleague who wrote it in hoshin. */
  author: Person | null
  /** `cut`: the text is longer than a page can show. */
  body: { segments: readonly Segment[]; html: boolean; remoteImages: boolean; cut?: boolean }
  attachments: readonly AttachmentView[]
  placedBy:
    | 'first'
    | 'references'
    | 'token'
    | 'subject'
    | 'sent_folder'
    | 'outbox'
    | 'split'
    | 'merge'
    | 'notification'
    | 'failed_address'
  /** The header facts worth reading: Message-ID and the like, by header name. */
  headers: readonly { name: string; value: string }[]
  /** Why it could not be understood, in the reader's language; null for a healthy mail. */
  problem: string | null
  /** Of a broken mail the server gave only the beginning, or nothing. */
  keptInPart?: boolean
  /** Only of replies written here. */
  sending: SendingView | null
  /** Only of mails of ours that came back, or are late. */
  bounced?: BouncedView | null
  /** Came in since the viewer last looked. */
  unseen: boolean
}

type Props = {
  reader: Reader
  place: Place
  threadId: number
  threadSubject: string
  message: MessageView
  mayReply: boolean
}

export function MessageCard(props: Props) {
  const { reader, message, threadSubject } = props
  const { t } = reader
  return (
    <article id={`message-${message.id}`} class={cardClass(message)} data-message={message.id}>
      <header>
        <Names {...props} />
        {message.unseen && <span class="chip chip-ai">{t('message.new_here')}</span>}
        {message.direction === 'internal' && <span class="chip">{t('message.internal')}</span>}
        {message.kind !== 'mail' && message.kind !== 'broken' && (
          <span class="chip">{t(`message.${message.kind}`)}</span>
        )}
        <When reader={reader} at={message.at} as="clock" />
        <MessageMenu {...props} />
      </header>
      {bare(message.subject) !== bare(threadSubject) && message.subject && (
        <p class="own-subject">{message.subject}</p>
      )}
      {message.problem && (
        <div class="problem">
          <p>
            <Icon name="warning" />
            {message.kind === 'broken' ? t('message.broken') : message.problem}
          </p>
          {message.kind === 'broken' && (
            <small>
              {message.problem} {t(message.keptInPart ? 'message.broken_part' : 'message.broken_next')}
              <a href={`/messages/${message.id}/original`} download hx-boost="false">
                {t('message.original')}
              </a>
            </small>
          )}
        </div>
      )}
      {message.placedBy === 'notification' && <small class="hint">{t('message.notice')}</small>}
      <Body {...props} />
      <Attachments reader={reader} attachments={message.attachments} />
      {message.bounced && <Bounced reader={reader} bounced={message.bounced} />}
      {message.sending && <Sending reader={reader} place={props.place} sending={message.sending} />}
    </article>
  )
}

function cardClass({ direction, kind, unseen }: MessageView): string {
  const auto = kind === 'bounce' || kind === 'auto_reply'
  return ['mail', direction, kind === 'broken' && 'broken', auto && 'auto', unseen && 'unseen']
    .filter(Boolean)
    .join(' ')
}

/** A subject without the marks that answering and forwarding put before it. */
function bare(subject: string): string {
  return subject.replace(/^(\s*(re|fwd?|返信|転送)\s*[:：])+/i, '').trim()
}

function Names({ message }: Props) {
  const whole = (a: Address) => (a.name ? `${a.name} <${a.address}>` : a.address)
  const receivers = [...message.to, ...message.cc]
  const first = receivers[0]
  if (message.direction === 'inbound') return <b title={whole(message.from)}>{addressName(message.from)}</b>
  return (
    <b title={receivers.map(whole).join(', ')}>
      {message.author?.name ?? addressName(message.from)}
      {first && <span class="to"> → {addressName(first)}</span>}
      {receivers.length > 1 && <span class="to"> +{receivers.length - 1}</span>}
    </b>
  )
}

function Body({ reader, message }: Props) {
  if (!message.body.html) {
    return (
      <>
        <MessageText reader={reader} segments={message.body.segments} />
        {message.body.cut && (
          <p class="hint">
            {reader.t('message.cut')}{' '}
            <a href={`/messages/${message.id}/original`} download hx-boost="false">
              {reader.t('message.original')}
            </a>
          </p>
        )}
      </>
    )
  }
  const title = reader.t('message.html_title', { from: addressName(message.from) })
  return (
    <>
      {/* No allow-scripts: nothing in a mail ever runs. Same origin lets the page measure its height. */}
      <iframe
        class="html-body"
        src={`/messages/${message.id}/body`}
        title={title}
        sandbox="allow-same-origin allow-popups allow-popups-to-escape-sandbox"
        loading="lazy"
      ></iframe>
      {message.body.remoteImages && (
        <a
          class="show-images"
          href={`/messages/${message.id}/body?images=1`}
          target="_blank"
          rel="noopener"
          data-images={message.id}
        >
          <Icon name="image" />
          {reader.t('message.images')}
        </a>
      )}
    </>
  )
}

/** Where a message is answered with its words quoted. */
export function quoteUrl(threadId: number, place: Place, messageId: number): string {
  const url = threadUrl(threadId, place, '/reply')
  return `${url}${url.includes('?') ? '&' : '?'}quote=${messageId}`
}
