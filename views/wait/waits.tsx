import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { Button, type Errors, Field, Remaining, When } from '../parts.tsx'
import { dayAndTime, dueTime, lateness, type Reader, tomorrowEvening } from '../reader.ts'
import { type Person, type Place, placeQuery, threadUrl } from '../shown.ts'
import { ByMail } from './by-mail.tsx'
import { PartyField } from './party-field.tsx'

export type WaitView = {
  id: number
  /** A group's name, or an outside partner in words. */
  with: string
  question: string
  by: Person
  at: number
  dueAt: number | null
  ended: { by: string; at: number; answer: string } | null
  /** Where it went by mail; null where it was asked otherwise. */
  mailedTo?: string | null
}

type WaitsProps = { reader: Reader; place: Place; waits: readonly WaitView[]; mayWork: boolean }

/** The questions out to others: open ones as amber cards with their clock, answered ones as a line. */
export function Waits({ reader, place, waits, mayWork }: WaitsProps) {
  return waits.map((wait) =>
    wait.ended ? (
      <EndedWait reader={reader} wait={wait} />
    ) : (
      <WaitCard reader={reader} place={place} wait={wait} mayWork={mayWork} />
    ),
  )
}

export function WaitCard({ reader, place, wait, mayWork }: Omit<WaitsProps, 'waits'> & { wait: WaitView }) {
  const { t } = reader
  const late = wait.dueAt !== null && wait.dueAt < reader.now
  return (
    <section class={late ? 'wait late' : 'wait'} id={`wait-${wait.id}`}>
      <header>
        <Icon name="wait" />
        <h2>{t('wait.waiting', { with: wait.with })}</h2>
        {wait.dueAt !== null && (
          <span class="clock">
            {t('wait.until', { time: dueTime(reader, wait.dueAt) })} ·{' '}
            {late ? lateness(reader, wait.dueAt) : <Remaining reader={reader} at={wait.dueAt} />}
          </span>
        )}
      </header>
      <p>{wait.question}</p>
      <small>
        {t('wait.asked', { by: wait.by.name, time: dayAndTime(reader, wait.at) })}
        {wait.mailedTo && <> · {t('wait.mailed_to', { to: wait.mailedTo })}</>}
      </small>
      {mayWork && (
        <details>
          <summary class="button">{t('wait.end')}</summary>
          <form method="post" action={`/waits/${wait.id}/end${placeQuery(place)}`}>
            <Field within={`wait-${wait.id}`} name="answer" label={t('wait.answer')} rows={3} />
            <Button tone="act">{t('wait.end')}</Button>
          </form>
        </details>
      )}
    </section>
  )
}

function EndedWait({ reader, wait }: { reader: Reader; wait: WaitView }) {
  if (!wait.ended) return null
  return (
    <details class="wait-ended">
      <summary>
        <Icon name="check" />
        {reader.t('wait.ended', { with: wait.with })} · <When reader={reader} at={wait.ended.at} as="clock" />
      </summary>
      <p>{wait.question}</p>
      {wait.ended.answer && <p class="answer">{wait.ended.answer}</p>}
    </details>
  )
}

export type WaitFormProps = {
  reader: Reader
  place: Place
  threadId: number
  groups: readonly { id: number; name: string }[]
  /** As typed; `with` is `group:ID` or free text, `due` a datetime-local value in the reader's zone. */
  values?: { with: string; question: string; due: string; byMail?: boolean; forward?: readonly number[] }
  /** Mails that can go along when it is asked by mail, newest first; none where the viewer may not send. */
  mails?: readonly { id: number; from: string; at: number; excerpt: string; inbound: boolean }[]
  /** By field name: with, question, due. Given ones open the form. */
  errors?: Errors
}

/** Asking a department or an outside partner, folded into the thread's tool row. */
export function WaitForm({
  reader,
  place,
  threadId,
  groups,
  values,
  mails = [],
  errors = {},
}: WaitFormProps) {
  const { t } = reader
  return (
    <details class="tool" name="tools" id="ask-department" open={Object.keys(errors).length > 0}>
      <summary class="button" {...keyed(reader, 'wait')}>
        <Icon name="wait" />
        {t('wait.open')}
      </summary>
      <form method="post" action={threadUrl(threadId, place, '/waits')}>
        <div class="fields">
          <PartyField
            reader={reader}
            within="wait"
            name="with"
            groups={groups}
            value={values?.with ?? ''}
            error={errors.with}
            required
          />
          <Field
            within="wait"
            name="due"
            type="datetime-local"
            label={t('wait.due')}
            value={values?.due ?? tomorrowEvening(reader)}
            error={errors.due}
          />
        </div>
        <Field
          within="wait"
          name="question"
          label={t('wait.question')}
          value={values?.question}
          error={errors.question}
          rows={3}
          required
        />
        {mails.length > 0 && <ByMail reader={reader} mails={mails} values={values} />}
        <div class="acts">
          <Button tone="act">{t('wait.start')}</Button>
        </div>
      </form>
    </details>
  )
}
