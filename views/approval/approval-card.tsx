import type { Difference } from '../../src/approval/word-diff.ts'
import { Icon } from '../icons.tsx'
import { sizeInWords } from '../parts.tsx'
import { dayAndTime, dueTime, type Reader } from '../reader.ts'
import { type Place, surname } from '../shown.ts'
import { closeWords } from '../target/due-chip.tsx'
import { ApprovalSteps, type ApprovalStepView } from './approval-steps.tsx'
import { DecideForm } from './decide-form.tsx'

export type ReplyFields = { to: string; cc: string; bcc: string; subject: string; body: string }

export type ApprovalView = {
  id: number
  threadId: number
  state: 'waiting' | 'approved' | 'returned' | 'withdrawn' | 'taken_back'
  writer: string
  askedAt: number
  /** In words. */
  reasons: readonly string[]
  note: string
  round: number
  rounds: number
  /** Who is called; null: everybody who may approve. */
  holder: string | null
  until: number | null
  text: ReplyFields
  files: readonly { id: number; filename: string; size: number }[]
  /** What others made of the writer's text; null where it stands as written. */
  difference: {
    by: string
    fields: readonly { name: keyof ReplyFields; parts: readonly Difference[] }[]
  } | null
  textVersion: number
  threadVersion: number
  /** What came in since it was asked. */
  changed: readonly { who: string; at: number; excerpt: string; href: string }[]
  may: { decide: boolean; withdraw: boolean }
  /** Who ended it, and why it was returned. */
  endedBy: string | null
  endedAt: number | null
  words: string | null
  steps: readonly ApprovalStepView[]
}

/** What was typed into the form of a decision that was refused. */
export type DecisionAttempt = { id: number; text: ReplyFields; reason: string; error: string | null }

type Props = { reader: Reader; place: Place; approval: ApprovalView; attempt: DecisionAttempt | null }

/** A reply that waits for a yes, or had it: whose, why, the text with what was changed, and what can be done. */
export function ApprovalCard({ reader, place, approval, attempt }: Props) {
  const { t } = reader
  const { id, text, files, difference, state } = approval
  return (
    <section id={`approval-${id}`} class={`approval is-${state}`} aria-labelledby={`approval-${id}-title`}>
      <header>
        <h2 id={`approval-${id}-title`}>
          <Icon name="seal" />
          {t('approval.from', { name: surname(approval.writer) })}
        </h2>
        {approval.rounds > 1 && (
          <span class="chip">{t('approval.round', { n: approval.round, of: approval.rounds })}</span>
        )}
        <Clock reader={reader} approval={approval} />
      </header>
      <Ending reader={reader} approval={approval} />
      <ul class="approval-why" aria-label={t('approval.why')}>
        {approval.reasons.map((reason) => (
          <li>{reason}</li>
        ))}
      </ul>
      {approval.note && (
        <p class="approval-note">
          <b>{surname(approval.writer)}</b> {approval.note}
        </p>
      )}
      <dl class="approval-head">
        {(['to', 'cc', 'bcc', 'subject'] as const)
          .filter((name) => text[name] !== '')
          .map((name) => (
            <div>
              <dt>{t(`approval.${name}`)}</dt>
              <dd>{text[name]}</dd>
            </div>
          ))}
      </dl>
      {difference ? (
        <Changes reader={reader} difference={difference} body={text.body} />
      ) : (
        <pre>{text.body}</pre>
      )}
      {files.length > 0 && (
        <ul class="files" aria-label={t('approval.files')}>
          {files.map((file) => (
            <li>
              <Icon name="attachment" />
              <a href={`/approvals/${id}/files/${file.id}`} hx-boost="false">
                {file.filename}
              </a>
              <small>{sizeInWords(file.size)}</small>
            </li>
          ))}
        </ul>
      )}
      {(approval.may.decide || approval.may.withdraw) && (
        <DecideForm reader={reader} place={place} approval={approval} attempt={attempt} />
      )}
      <ApprovalSteps reader={reader} steps={approval.steps} />
    </section>
  )
}

function Clock({ reader, approval }: { reader: Reader; approval: ApprovalView }) {
  const { t } = reader
  const { state, holder, until } = approval
  if (state !== 'waiting') return <span class="clock">{t(`approval.state_${state}`)}</span>
  const who =
    holder === null ? t('approval.waits_for_everybody') : t('approval.waits_for', { name: surname(holder) })
  return (
    <span class={until !== null && until <= reader.now ? 'clock due is-late' : 'clock due'}>
      {who}
      {until !== null && (
        <>
          {' '}
          {t('approval.until', { time: dueTime(reader, until) })} <b>{closeWords(reader, until)}</b>
        </>
      )}
    </span>
  )
}

type Changed = { reader: Reader; difference: NonNullable<ApprovalView['difference']>; body: string }

function Changes({ reader, difference, body }: Changed) {
  const { t } = reader
  const fields = difference.fields.filter(({ name }) => name !== 'body')
  const inBody = difference.fields.find(({ name }) => name === 'body')
  return (
    <div class="approval-changes">
      <p>
        <b>{t('approval.edited', { name: surname(difference.by) })}</b>{' '}
        <small>{t('approval.edited_hint')}</small>
      </p>
      {fields.map(({ name, parts }) => (
        <p>
          <small>{t(`approval.${name}`)}</small> <Parts parts={parts} />
        </p>
      ))}
      <pre>{inBody ? <Parts parts={inBody.parts} /> : body}</pre>
    </div>
  )
}

function Parts({ parts }: { parts: readonly Difference[] }) {
  return parts.map(({ is, text }) =>
    is === 'same' ? text : is === 'out' ? <del>{text}</del> : <ins>{text}</ins>,
  )
}

function Ending({ reader, approval }: { reader: Reader; approval: ApprovalView }) {
  const { state, endedBy, endedAt, words } = approval
  if (state === 'waiting' || endedBy === null || endedAt === null) return null
  return (
    <p class="approval-end">
      <b>{reader.t(`approval.${state}_by`, { name: surname(endedBy) })}</b>{' '}
      <small>{dayAndTime(reader, endedAt)}</small>
      {words && <span>{words}</span>}
    </p>
  )
}
