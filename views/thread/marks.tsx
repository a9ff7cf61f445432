import { Chip } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { surname } from '../shown.ts'
import { closeWords, type Due, DueChip, markTime } from '../target/due-chip.tsx'

/** Why a thread needs somebody, in words. Rows show them in the order given. */
export type Mark =
  | { kind: 'policy'; by: string }
  | { kind: 'decision'; of: string | null }
  | ({ kind: 'escalated' } & Escalated)
  | ({ kind: 'due' } & Due)
  | { kind: 'wait'; with: string; due: number | null }
  | { kind: 'customer_wrote' }
  | { kind: 'mentioned' }
  | { kind: 'attachments'; count: number }
  | { kind: 'comments'; count: number }
  | { kind: 'writing'; by: string; since: number }
  | { kind: 'broken' }
  | { kind: 'failed' }
  | { kind: 'uncertain' }

/** Whose decision is awaited, and until when (UTC ms). */
type Escalated = {
  state: 'waiting' | 'accepted'
  everybody: boolean
  name: string
  title: string
  isMine: boolean
  until: number | null
}

export function MarkChip({ reader, mark }: { reader: Reader; mark: Mark }) {
  const { t } = reader
  switch (mark.kind) {
    case 'policy':
      return <Chip tone="shu">{t('mark.policy', { by: mark.by })}</Chip>
    case 'decision':
      return (
        <Chip tone="kohaku">{mark.of ? t('mark.decision_of', { of: mark.of }) : t('mark.decision')}</Chip>
      )
    case 'escalated':
      return <EscalatedChip reader={reader} mark={mark} />
    case 'due':
      return <DueChip reader={reader} due={mark} />
    case 'wait':
      return (
        <Chip tone="kohaku">
          {mark.due === null
            ? t('mark.wait', { with: mark.with })
            : t('mark.wait_due', { with: mark.with, time: markTime(reader, mark.due) })}
        </Chip>
      )
    case 'customer_wrote':
      return <Chip tone="ai">{t('mark.customer_wrote')}</Chip>
    case 'mentioned':
      return <Chip tone="ai">{t('mark.mentioned')}</Chip>
    case 'attachments':
      return <Chip>{t('mark.attachments', { count: mark.count })}</Chip>
    case 'comments':
      return <Chip>{t('mark.comments', { count: mark.count })}</Chip>
    case 'writing':
      return (
        <Chip icon="edit">{t('mark.writing', { by: mark.by, time: dayAndTime(reader, mark.since) })}</Chip>
      )
    case 'broken':
    case 'failed':
    case 'uncertain':
      return (
        <Chip tone="shu" icon="warning">
          {t(`mark.${mark.kind}`)}
        </Chip>
      )
  }
}

/** 係長 佐藤の受理待ち あと 12分: the clock runs on in the browser, as every due time does. */
function EscalatedChip({ reader, mark }: { reader: Reader; mark: Escalated }) {
  const { t } = reader
  const { everybody, isMine, state, title, until } = mark
  if (everybody) {
    return (
      <Chip tone="shu" icon="raise">
        {t('mark.everybody')}
      </Chip>
    )
  }
  const name = [title, surname(mark.name)].filter(Boolean).join(' ')
  const words = t(`mark.${isMine ? 'you_' : 'by_'}${state}`, { name })
  if (until === null) return <Chip tone="kohaku">{words}</Chip>
  return (
    <span
      class={until <= reader.now ? 'chip due is-late' : 'chip due is-soon'}
      data-due={String(until)}
      title={dayAndTime(reader, until)}
    >
      <span>{words}</span>
      <b>{closeWords(reader, until) ?? t('mark.due', { time: markTime(reader, until) })}</b>
    </span>
  )
}
