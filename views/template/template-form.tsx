import { Button, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

export type TemplateValues = { folder: string; name: string; body: string; needsApproval: boolean }

type Props = {
  reader: Reader
  action: string
  /** Makes the fields' ids unique on the page. */
  within: string
  values: TemplateValues
  errors: Errors
  hidden: Readonly<Record<string, string>>
  /** Whether the reader decides that changes need approval. */
  mayGuard: boolean
  words: 'add' | 'save' | 'propose'
}

/** The variables by their names in the reader's language. */
export const offeredVariables = {
  ja: ['お客様名', '会社名', '担当者名', '窓口', '案件番号', '件名', '期限', '営業時間', '今日'],
  en: ['customer', 'company', 'sender', 'mailbox', 'ticket', 'subject', 'due', 'hours', 'today'],
} as const

export function variablesInWords({ locale }: Reader): string {
  return offeredVariables[locale].map((name) => `{{${name}}}`).join(locale === 'ja' ? '、' : ', ')
}

export function TemplateForm({ reader, action, within, values, errors, hidden, mayGuard, words }: Props) {
  const { t } = reader
  return (
    <form method="post" action={action}>
      {Object.entries(hidden).map(([name, value]) => (
        <input type="hidden" name={name} value={value} />
      ))}
      <div class="fields">
        <Field
          within={within}
          label={t('template_page.name')}
          name="name"
          value={values.name}
          error={errors.name}
          required
          autocomplete="off"
        />
        <Field
          within={within}
          label={t('template_page.folder')}
          name="folder"
          value={values.folder}
          error={errors.folder}
          hint={t('template_page.folder_hint')}
          autocomplete="off"
        />
      </div>
      <Field
        within={within}
        label={t('template_page.body')}
        name="body"
        value={values.body}
        error={errors.body}
        hint={t('template_page.body_hint', { names: variablesInWords(reader) })}
        rows={8}
        required
        autofocus={Object.keys(errors).length > 0}
      />
      {mayGuard && (
        <label class="check">
          <input type="checkbox" name="needs_approval" value="1" checked={values.needsApproval} />{' '}
          {t('template_page.needs_approval')}
        </label>
      )}
      {words === 'propose' && <p class="hint">{t('template_page.propose_hint')}</p>}
      <p class="acts">
        <Button tone="act">{t(`template_page.${words}`)}</Button>
      </p>
    </form>
  )
}
