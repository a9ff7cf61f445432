import { Chip } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Due, DueChip, markTime } from '../target/due-chip.tsx'

/** Why a thread needs somebody, in words. Rows show them in the order given. */
export type Mark =
  | { kind: 'policy'; by: string }
  | { kind: 'decision'; of: string | null }
  | ({ kind: 'due' } & Due)
  | { kind: 'wait'; with: string; due: number | null }
  | { kind: 'customer_wrote' }
  | { kind: 'mentioned' }
  | { kind: 'attachments'; count: number }
  | { kind: 'comments'; count: number }
  | { kind: 'writing'; by: string }
  | { kind: 'broken' }
  | { kind: 'failed' }
  | { kind: 'uncertain' }

export function MarkChip({ reader, mark }: { reader: Reader; mark: Mark }) {
  const { t } = reader
  switch (mark.kind) {
    case 'policy':
      return <Chip tone="shu">{t('mark.policy', { by: mark.by })}</Chip>
    case 'decision':
      return (
        <Chip tone="kohaku">{mark.of ? t('mark.decision_of', { of: mark.of }) : t('mark.decision')}</Chip>
      )
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
      return <Chip icon="edit">{t('mark.writing', { by: mark.by })}</Chip>
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
