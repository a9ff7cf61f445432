import { Icon } from '../icons.tsx'
import { Button, Countdown } from '../parts.tsx'
import { dayAndTime, dueTime, exactTime, type Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'

/** How far a reply has come. Instants in UTC ms. */
export type SendingView = {
  outboxId: number
  state: 'queued' | 'sending' | 'sent' | 'failed' | 'uncertain' | 'cancelled'
  /** When this state began. */
  at: number
  /** Queued: when it goes; null when at once. */
  sendAt: number | null
  /** After a failure that will be tried again. */
  nextTryAt: number | null
  /** The mailbox has sent as much as it may for now: when this one's turn is. */
  turnAt?: number | null
  /** Uncertain: when hoshin looks for it in Sent the next time. */
  lookAt?: number | null
  /** The server's own words, good or bad. */
  serverReply: string | null
  /** Uncertain because the database was put back to this instant. */
  restoredFrom?: number | null
  /** It went out, but could not be appended to the Sent folder. */
  appendFailed: boolean
  /** May take it back, or say that it arrived. */
  mayAct: boolean
  /** May send it once more. */
  maySend: boolean
}

type Props = { reader: Reader; place: Place; sending: SendingView }

export function Sending({ reader, place, sending }: Props) {
  const { t } = reader
  return (
    <footer class={`sending sending-${sending.state}`}>
      <p>
        <Icon name={icons[sending.state]} />
        <b>
          <StateInWords reader={reader} sending={sending} />
        </b>
        {sending.nextTryAt !== null && (
          <span>{t('outbox.next_try', { time: dayAndTime(reader, sending.nextTryAt) })}</span>
        )}
      </p>
      {sending.lookAt && (
        <p class="why">{t('outbox.look_next', { time: dayAndTime(reader, sending.lookAt) })}</p>
      )}
      {sending.state === 'uncertain' && (
        <p class="why">
          {sending.restoredFrom
            ? t('backup.reply_restored', { time: dueTime(reader, sending.restoredFrom) })
            : t('outbox.uncertain_next')}
        </p>
      )}
      {sending.serverReply &&
        (sending.state === 'failed' || sending.state === 'uncertain' || sending.nextTryAt !== null) && (
          <p class="said">
            {t('outbox.said')}: <q>{sending.serverReply}</q>
          </p>
        )}
      {sending.appendFailed && <p class="why">{t('outbox.not_in_sent')}</p>}
      {sending.mayAct && <SendingActs reader={reader} place={place} sending={sending} />}
    </footer>
  )
}

const icons = {
  queued: 'clock',
  sending: 'send',
  sent: 'check',
  failed: 'warning',
  uncertain: 'warning',
  cancelled: 'close',
} as const

function StateInWords({ reader, sending }: { reader: Reader; sending: SendingView }) {
  const { t } = reader
  switch (sending.state) {
    case 'queued':
      if (sending.turnAt && sending.turnAt > reader.now) {
        return t('outbox.turn', { time: dayAndTime(reader, sending.turnAt) })
      }
      return sending.sendAt !== null && sending.sendAt > reader.now ? (
        <GoesOut reader={reader} at={sending.sendAt} />
      ) : (
        t('outbox.queued_now')
      )
    case 'sent':
      return t('outbox.sent', { time: dayAndTime(reader, sending.at) })
    default:
      return t(`outbox.${sending.state}`)
  }
}

const countedDown = 600_000

/** The pause for thinking again: its seconds run where there is a script, and its end is named where there is none. */
function GoesOut({ reader, at }: { reader: Reader; at: number }) {
  const { t } = reader
  if (at - reader.now > countedDown) return t('outbox.queued', { time: dayAndTime(reader, at) })
  const [before, after] = t('outbox.queued_in', { time: gap }).split(gap)
  return (
    <>
      <span class="no-script">{t('outbox.queued', { time: exactTime(reader, at) })}</span>
      <span class="needs-script">
        {before}
        <Countdown reader={reader} at={at} />
        {after}
      </span>
    </>
  )
}

/** Where the running time stands in its sentence. */
const gap = '\u0000'

function SendingActs({ reader, place, sending }: Props) {
  const { t } = reader
  const to = (noun: string) => `/outbox/${sending.outboxId}/${noun}${placeQuery(place)}`
  switch (sending.state) {
    case 'queued':
      return (
        <form method="post" action={to('cancellation')}>
          <Button icon="undo">{t('outbox.cancel')}</Button>
        </form>
      )
    case 'failed':
      return sending.maySend ? (
        <form method="post" action={to('attempts')}>
          <Button icon="again">{t('outbox.attempt')}</Button>
        </form>
      ) : null
    case 'uncertain':
      return (
        <form method="post" action={to('resolution')} class="acts-row">
          <Button name="outcome" value="sent">
            {t('outbox.was_sent')}
          </Button>
          {sending.maySend && (
            <Button name="outcome" value="not_sent">
              {t('outbox.was_not_sent')}
            </Button>
          )}
        </form>
      )
    default:
      return null
  }
}
