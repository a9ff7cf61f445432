import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, placeQuery } from '../shown.ts'
import { problemWords } from './problem-words.ts'

export type Ways = {
  messages: readonly {
    name: string
    is: 'sent' | 'failed' | 'retrying' | 'queued'
    /** UTC ms: when it was settled, or is tried next. */
    at: number
    problem: string | null
    words: string | null
  }[]
  calls: readonly {
    id: number
    /** Who is to be reached. */
    name: string
    phone: string
    caller: string | null
    isViewers: boolean
    mayRecord: boolean
    done: { outcome: 'reached' | 'no_answer' | 'left_message'; note: string; by: string; at: number } | null
  }[]
}

type Props = { reader: Reader; place: Place; ways: Ways; isOpen: boolean }

/** How somebody is called beside the mail: a call to make now stands out, the rest is a record. */
export function WaysOfCalling({ reader, place, ways, isOpen }: Props) {
  const { t } = reader
  const [newest] = ways.calls
  const due = isOpen && newest?.done === null ? newest : null
  const past = ways.calls.filter((call) => call.done !== null)
  return (
    <>
      {due && <CallNow reader={reader} place={place} call={due} />}
      {(ways.messages.length > 0 || past.length > 0) && (
        <details class="report" open={ways.messages.some(({ is }) => is === 'failed' || is === 'retrying')}>
          <summary>{t('call.ways')}</summary>
          <ul>
            {past.map((call) => (
              <PastCall reader={reader} call={call} />
            ))}
            {ways.messages.map(({ name, is, at, problem, words }) => (
              <li>
                {t(`call.${is}`, {
                  name,
                  time: dayAndTime(reader, at),
                  why: problemWords(reader, problem, words),
                })}
              </li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

type Call = Ways['calls'][number]

function CallNow({ reader, place, call }: Omit<Props, 'ways' | 'isOpen'> & { call: Call }) {
  const { t } = reader
  const { id, name, phone, caller, isViewers, mayRecord } = call
  const words = isViewers
    ? t('call.now_you', { name })
    : caller === null
      ? t('call.now_anybody', { name })
      : t('call.now', { caller, name })
  return (
    <section class="call-now" id={`call-${id}`}>
      <p>
        <b>{words}</b>{' '}
        {phone === '' ? t('call.no_number') : <a href={`tel:${phone.replace(/[^+\d]/g, '')}`}>{phone}</a>}
      </p>
      {mayRecord && (
        <form method="post" action={`/calls/${id}${placeQuery(place)}`}>
          <label class="field">
            {t('call.note')} <input name="note" maxlength={500} />
          </label>
          {(['reached', 'no_answer', 'left_message'] as const).map((outcome) => (
            <Button name="outcome" value={outcome}>
              {t(`call.${outcome}`)}
            </Button>
          ))}
        </form>
      )}
    </section>
  )
}

function PastCall({ reader, call }: { reader: Reader; call: Call }) {
  const { done, name } = call
  if (!done) return null
  const time = dayAndTime(reader, done.at)
  return (
    <li>
      <Icon name="check" /> {reader.t(`call.was_${done.outcome}`, { time, by: done.by, name })}{' '}
      {done.note && <q>{done.note}</q>}
    </li>
  )
}
