import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { LocaleField, TimeZoneField, untouched } from './fields.tsx'

type Typed = Readonly<Record<string, string>>

export function FirstRun({ reader, values, errors }: { reader: Reader; values: Typed; errors: Errors }) {
  const { t } = reader
  const focused = firstWrong(errors) ?? 'name'
  return (
    <>
      <p class="lead">{t('first_run.lead')}</p>
      <form method="post" action="/first-run" data-own-zone={untouched(errors)}>
        <ErrorSummary reader={reader} errors={errors} />
        <Field
          label={t('account.name')}
          name="name"
          value={values.name}
          error={errors.name}
          autocomplete="name"
          autofocus={focused === 'name'}
          required
        />
        <Field
          label={t('account.reading')}
          autofocus={focused === 'reading'}
          name="reading"
          value={values.reading}
          error={errors.reading}
          hint={t('account.reading_hint')}
        />
        <Field
          label={t('account.email')}
          autofocus={focused === 'email'}
          name="email"
          type="email"
          value={values.email}
          error={errors.email}
          autocomplete="username"
          required
        />
        <Field
          label={t('account.password')}
          autofocus={focused === 'password'}
          name="password"
          type="password"
          error={errors.password}
          hint={t('account.password_hint')}
          autocomplete="new-password"
          required
        />
        <div class="fields">
          <LocaleField reader={reader} value={values.locale} error={errors.locale} />
          <TimeZoneField reader={reader} value={values.timeZone} error={errors.timeZone} />
        </div>
        <Button tone="act">{t('first_run.act')}</Button>
      </form>
    </>
  )
}

function firstWrong(errors: Errors): string | undefined {
  return ['name', 'reading', 'email', 'password'].find((field) => errors[field])
}
