import { dayAndTime, type Reader } from '../reader.ts'
import type { WaitFormProps } from './waits.tsx'

type Props = {
  reader: Reader
  mails: NonNullable<WaitFormProps['mails']>
  values: WaitFormProps['values']
}

/** Asking by mail: on where the partner has an address, with the customer's newest mail unless others are chosen. */
export function ByMail({ reader, mails, values }: Props) {
  const { t } = reader
  const newest = mails.find(({ inbound }) => inbound)?.id
  const chosen = values?.forward ?? (newest === undefined ? [] : [newest])
  return (
    <fieldset class="by-mail">
      <legend class="away">{t('wait.by_mail')}</legend>
      <label class="check">
        <input type="checkbox" name="by_mail" value="1" checked={values?.byMail ?? true} />
        <span>
          {t('wait.by_mail')}
          <small>{t('wait.by_mail_hint')}</small>
        </span>
      </label>
      <details>
        <summary>{t('wait.forward')}</summary>
        {mails.map((mail) => (
          <label class="check">
            <input
              type="checkbox"
              name="forward"
              value={String(mail.id)}
              checked={chosen.includes(mail.id)}
            />
            <span>
              {mail.from} · {dayAndTime(reader, mail.at)}
              <small>{mail.excerpt}</small>
            </span>
          </label>
        ))}
      </details>
    </fieldset>
  )
}
