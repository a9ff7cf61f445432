import type { HeldReason } from '../../src/mail-answer/held-reason.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Empty, Field, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import type { Address } from '../shown.ts'

export type HeldAnswerView = {
  id: number
  why: HeldReason
  from: Address
  /** Whom the notification went to; null where no token says so. */
  to: Address | null
  thread: { id: number; subject: string } | null
  subject: string
  /** Without quotes and signature. */
  text: string
  at: number
  /** The thread's number as it was typed. */
  typed: string
}

/** What came by mail as an answer to a notification, and was not acted on: each says why. */
export function HeldAnswersPage({
  frame,
  answers,
}: {
  frame: ShellFrame
  answers: readonly HeldAnswerView[]
}) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('held_answer.title')}>
      <Page reader={reader} title={t('held_answer.title')} lead={t('held_answer.lead')}>
        {answers.length === 0 && <Empty title={t('held_answer.none')}>{t('held_answer.none_next')}</Empty>}
        <div class="desk">
          {answers.map((answer) => (
            <Held reader={reader} answer={answer} />
          ))}
        </div>
      </Page>
    </Shell>
  )
}

function Held({ reader, answer }: { reader: Reader; answer: HeldAnswerView }) {
  const { t } = reader
  const { id, why, from, to, thread, subject, text, at, typed } = answer
  const whole = (one: Address) => (one.name ? `${one.name} <${one.address}>` : one.address)
  return (
    <article class="desk-card" id={`answer-${id}`}>
      <header>
        <b>{t(`held_answer.why.${why}`)}</b>
        <When reader={reader} at={at} as="clock" />
      </header>
      <p class="desk-about">
        {thread ? (
          <a href={`/threads/${thread.id}`}>{thread.subject || t('list.no_subject')}</a>
        ) : (
          <span>{subject || t('list.no_subject')}</span>
        )}
        <span>{t('held_answer.from', { from: whole(from) })}</span>
        {thread && to && <span>{t('held_answer.to', { to: whole(to) })}</span>}
      </p>
      {text.trim() !== '' && <p class="held-text">{text}</p>}
      <form method="post" action={`/held-answers/${id}/settlement`}>
        {!thread && (
          <Field
            label={t('held_answer.thread')}
            name="thread"
            within={`h${id}`}
            value={typed}
            hint={t('held_answer.thread_hint')}
          />
        )}
        <p class="desk-acts">
          {text.trim() !== '' && (
            <Button tone="act" name="act" value="comment">
              {t('held_answer.take')}
            </Button>
          )}
          <Button name="act" value="drop">
            {t('held_answer.drop')}
          </Button>
          {thread && (
            <a class="button" href={`/threads/${thread.id}`}>
              {t('held_answer.open')}
            </a>
          )}
        </p>
      </form>
    </article>
  )
}
