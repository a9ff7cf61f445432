import { Icon } from '../icons.tsx'
import { fullTime, type Reader } from '../reader.ts'
import { type Address, type Place, threadUrl } from '../shown.ts'
import { type MessageView, quoteUrl } from './message-card.tsx'

type Props = { reader: Reader; place: Place; threadId: number; message: MessageView; mayReply: boolean }

/** What else can be known of a mail: who exactly, why it stands here, its headers, its original. */
export function MessageMenu({ reader, place, threadId, message, mayReply }: Props) {
  const { t } = reader
  return (
    <details class="menu">
      <summary title={t('message.more')}>
        <Icon name="more" />
        <span class="away">{t('message.more')}</span>
      </summary>
      <div class="menu-sheet">
        <dl>
          <Fact name={t('message.from')} value={whole(message.from)} />
          <Fact name={t('message.to')} value={message.to.map(whole).join(', ')} />
          <Fact name={t('message.cc')} value={message.cc.map(whole).join(', ')} />
          <Fact name={t('message.date')} value={fullTime(reader, message.at)} />
          <Fact name={t('message.subject')} value={message.subject} />
          <Fact name={t('side.placed')} value={t(`placed.${message.placedBy}`)} />
          {message.headers.map(({ name, value }) => (
            <Fact name={name} value={value} />
          ))}
        </dl>
        <div class="menu-acts">
          {mayReply && message.direction !== 'internal' && (
            <a href={quoteUrl(threadId, place, message.id)}>{t('message.quote_reply')}</a>
          )}
          {message.direction === 'inbound' && (
            <>
              <a href={escalateUrl(threadId, place, 'message', message.id)}>{t('escalation.raise')}</a>
              <a href={threadUrl(threadId, place, '/reports/new')}>{t('escalation.afterwards')}</a>
            </>
          )}
          {(message.direction !== 'internal' || message.placedBy !== 'first') && (
            <a href={`/messages/${message.id}/original`} download hx-boost="false">
              {t('message.original')}
            </a>
          )}
        </div>
      </div>
    </details>
  )
}

function Fact({ name, value }: { name: string; value: string }) {
  if (!value) return null
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}

function whole(a: Address): string {
  return a.name ? `${a.name} <${a.address}>` : a.address
}

/** Where a decision on one message or comment is asked for, with its words in the report. */
export function escalateUrl(threadId: number, place: Place, from: 'message' | 'comment', id: number): string {
  const url = threadUrl(threadId, place, '/escalations/new')
  return `${url}${url.includes('?') ? '&' : '?'}${from}=${id}`
}
