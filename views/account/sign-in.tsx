import { Button, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

type Typed = Readonly<Record<string, string>>

export function SignIn({ reader, values, errors }: { reader: Reader; values: Typed; errors: Errors }) {
  const { t } = reader
  const wrong = Object.keys(errors).length > 0
  return (
    <>
      <p class="lead">{t('signin.lead')}</p>
      <form method="post" action="/sessions">
        <input type="hidden" name="next" value={values.next ?? '/'} />
        <Field
          label={t('account.email')}
          name="email"
          type="email"
          value={values.email}
          error={errors.email}
          autocomplete="username"
          autofocus={!wrong || Boolean(errors.email)}
          required
        />
        <Field
          label={t('account.password')}
          name="password"
          type="password"
          error={errors.password}
          autocomplete="current-password"
          autofocus={Boolean(errors.password)}
          required
        />
        <Button tone="act">{t('signin.act')}</Button>
      </form>
      <p class="hint">{t('signin.forgotten')}</p>
    </>
  )
}
