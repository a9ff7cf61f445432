import { Button, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

const audiences = ['nobody', 'assignee', 'supervisors', 'both'] as const

export type AudienceWords = Record<'warning' | 'overdue', (typeof audiences)[number]>

type Props = { reader: Reader; mailboxId: number; audiences: AudienceWords }

/** Who is told at each stage of a clock. */
export function AudiencesForm({ reader, mailboxId, audiences: chosen }: Props) {
  const { t } = reader
  return (
    <form method="post" action={`/mailboxes/${mailboxId}/target-audiences`} class="panel" id="audiences">
      <h2>{t('target_page.audiences')}</h2>
      <p class="hint">{t('target_page.audiences_hint')}</p>
      <div class="fields">
        {(['warning', 'overdue'] as const).map((stage) => (
          <Field
            within="told"
            name={stage}
            label={t(`target_page.${stage}`)}
            value={chosen[stage]}
            options={audiences.map((word) => ({ value: word, label: t(`target_page.${word}`) }))}
          />
        ))}
      </div>
      <p class="acts">
        <Button>{t('common.save')}</Button>
      </p>
    </form>
  )
}
