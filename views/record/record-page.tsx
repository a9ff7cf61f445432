import type { Report } from '../../src/escalation/report.ts'
import { type RecordQuery, recordOutcomes, recordStates } from '../../src/record/record-query.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, Empty, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'

export type RecordRowView = {
  id: number
  threadId: number
  kind: 'instruction' | 'question' | 'takeover' | 'other_dept' | 'customer_notice'
  state: 'waiting' | 'accepted' | 'asked' | 'decided' | 'withdrawn' | 'reported'
  /** The title that its level had. */
  level: string | null
  subject: string
  /** Null: an internal matter. */
  customer: string | null
  mailbox: string
  report: Report
  raisedAt: number
  acceptedAt: number | null
  endedAt: number | null
  decision: {
    how: 'policy' | 'option' | 'guidance' | 'answer' | 'takeover'
    words: string
    by: string
  } | null
  outcome: 'solved' | 'followed' | 'neither' | null
}

export type RecordPageProps = {
  frame: ShellFrame
  query: RecordQuery
  levels: readonly number[]
  /** Newest first. */
  rows: readonly RecordRowView[]
  /** Addresses of the next page, of the first one, and of the same as a file. */
  next: string | null
  first: string | null
  file: string
}

const kinds = ['instruction', 'question', 'takeover', 'other_dept', 'customer_notice'] as const

/** GET /escalations: what was escalated and reported, and what was decided, found by its words. */
export function RecordPage({ frame, query, levels, rows, next, first, file }: RecordPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('record.title')}>
      <Page
        reader={reader}
        title={t('record.title')}
        lead={t('record.lead')}
        actions={
          <a class="button" href={file} download hx-boost="false">
            {t('record.csv')}
          </a>
        }
      >
        <form method="get" action="/escalations" class="record-search">
          <label class="away" for="record-q">
            {t('record.search')}
          </label>
          <input id="record-q" type="search" name="q" value={query.words} placeholder={t('record.search')} />
          <Choice reader={reader} name="state" value={query.state} label={t('record.state')}>
            {recordStates.map((state) => ({
              value: state,
              words: state === 'open' ? t('record.open_ones') : t(`escalation_state.${state}`),
            }))}
          </Choice>
          <Choice reader={reader} name="kind" value={query.kind} label={t('record.kind')}>
            {kinds.map((kind) => ({ value: kind, words: t(`escalation_kind.${kind}`) }))}
          </Choice>
          {levels.length > 1 && (
            <Choice reader={reader} name="level" value={query.level} label={t('escalation.level')}>
              {levels.map((level) => ({ value: String(level), words: t('record.level_n', { n: level }) }))}
            </Choice>
          )}
          <Choice reader={reader} name="outcome" value={query.outcome} label={t('record.outcome')}>
            {recordOutcomes.map((outcome) => ({
              value: outcome,
              words: outcome === 'unknown' ? t('record.no_outcome') : t(`escalation.outcome_${outcome}`),
            }))}
          </Choice>
          <span class="record-span">
            <input type="date" name="from" value={query.from} aria-label={t('record.from')} />
            <span aria-hidden="true">–</span>
            <input type="date" name="until" value={query.until} aria-label={t('record.until')} />
          </span>
          <Button tone="act">{t('record.search_act')}</Button>
        </form>
        {rows.length === 0 ? (
          <Empty title={t('record.none')}>{t('record.none_next')}</Empty>
        ) : (
          <ol class="record">
            {rows.map((row) => (
              <RecordItem reader={reader} row={row} />
            ))}
          </ol>
        )}
        {(next || first) && (
          <nav class="more">
            {first && <a href={first}>{t('record.to_first')}</a>}
            {next && <a href={next}>{t('record.more')}</a>}
          </nav>
        )}
      </Page>
    </Shell>
  )
}

function RecordItem({ reader, row }: { reader: Reader; row: RecordRowView }) {
  const { t } = reader
  const { decision, report } = row
  const handled = row.state === 'reported' ? report.how.text : ''
  return (
    <li>
      <p class="record-head">
        <StateChip reader={reader} row={row} />
        {row.state !== 'reported' && <span>{t(`escalation_kind.${row.kind}`)}</span>}
        {row.level && <span>{row.level}</span>}
        <When reader={reader} at={row.raisedAt} />
      </p>
      <a class="record-subject" href={`/escalations/${row.id}`}>
        {row.subject || t('list.no_subject')}
      </a>
      <p class="record-said">{report.wanted || report.what.text}</p>
      {(decision?.words || handled) && (
        <p class="record-decision">
          {decision?.words || handled}
          {decision?.by && <small> {decision.by}</small>}
        </p>
      )}
      <small>
        {[
          row.customer ?? t('desk.internal'),
          row.mailbox,
          row.outcome && t(`escalation.outcome_${row.outcome}`),
        ]
          .filter(Boolean)
          .join(' · ')}
      </small>
    </li>
  )
}

function StateChip({ reader, row }: { reader: Reader; row: RecordRowView }) {
  const words = reader.t(`escalation_state.${row.state}`)
  switch (row.state) {
    case 'waiting':
    case 'accepted':
    case 'asked':
      return <Chip tone="kohaku">{words}</Chip>
    case 'decided':
      return <Chip tone="matsu">{words}</Chip>
    case 'withdrawn':
    case 'reported':
      return <Chip>{words}</Chip>
  }
}

type ChoiceProps = {
  reader: Reader
  name: string
  label: string
  value: string | number | null
  children: readonly { value: string; words: string }[]
}

function Choice({ reader, name, label, value, children }: ChoiceProps) {
  return (
    <select name={name} aria-label={label}>
      <option value="">{reader.t('record.every', { what: label })}</option>
      {children.map((one) => (
        <option value={one.value} selected={one.value === String(value)}>
          {one.words}
        </option>
      ))}
    </select>
  )
}
