import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { LocaleField, TimeZoneField, untouched } from './fields.tsx'

type ChoosePasswordProps = {
  reader: Reader
  /** The link itself. */
  action: string
  purpose: 'join' | 'password'
  email: string
  values: Readonly<Record<string, string>>
  errors: Errors
}

/** Joining by an invitation, or choosing a new password by a link. */
export function ChoosePassword({ reader, action, purpose, email, values, errors }: ChoosePasswordProps) {
  const { t } = reader
  const joins = purpose === 'join'
  return (
    <>
      <p class="lead">{t(joins ? 'invitation.lead' : 'invitation.reset_lead', { email })}</p>
      <form method="post" action={action} data-own-zone={untouched(errors)}>
        <ErrorSummary reader={reader} errors={errors} />
        {/* Password managers keep the address beside the password. */}
        <input type="hidden" value={email} autocomplete="username" />
        {joins && <WhoYouAre reader={reader} values={values} errors={errors} />}
        <Field
          label={t(joins ? 'account.password' : 'account.new_password')}
          name="password"
          type="password"
          error={errors.password}
          hint={t('account.password_hint')}
          autocomplete="new-password"
          autofocus
          required
        />
        {joins && (
          <div class="fields">
            <LocaleField reader={reader} value={values.locale} error={errors.locale} />
            <TimeZoneField reader={reader} value={values.timeZone} error={errors.timeZone} />
          </div>
        )}
        <Button tone="act">{t(joins ? 'invitation.act' : 'invitation.reset_act')}</Button>
      </form>
    </>
  )
}

function WhoYouAre({ reader, values, errors }: Pick<ChoosePasswordProps, 'reader' | 'values' | 'errors'>) {
  const { t } = reader
  return (
    <>
      <Field
        label={t('account.name')}
        name="name"
        value={values.name}
        error={errors.name}
        autocomplete="name"
        required
      />
      <Field
        label={t('account.reading')}
        name="reading"
        value={values.reading}
        error={errors.reading}
        hint={t('account.reading_hint')}
      />
    </>
  )
}

/** A link that does not work any more says why and where to go on. */
export function LinkEnded({ reader, why }: { reader: Reader; why: 'unknown' | 'used' | 'ended' }) {
  const { t } = reader
  return (
    <>
      <p class="lead">{t(`invitation.${why}`)}</p>
      <a class="button act" href="/sign-in">
        {t('invitation.sign_in')}
      </a>
    </>
  )
}
