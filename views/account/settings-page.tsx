import type { NotificationKind } from '../../src/notification/notification.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, ErrorSummary, type Errors, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { LocaleField, TimeZoneField } from './fields.tsx'

type NoticeKind = NotificationKind

export type SettingsPageProps = {
  frame: ShellFrame
  email: string
  /** 役職; read only, an administrator sets it. */
  title: string
  values: {
    name?: string | undefined
    reading?: string | undefined
    phone?: string | undefined
    locale?: string | undefined
    timeZone?: string | undefined
  }
  /** Where they go once they are done with a thread. */
  afterAction: 'next' | 'list' | 'stay'
  choices: readonly { kind: NoticeKind; byEmail: boolean }[]
  /** Whose hours this person sets. */
  mailboxes: readonly { id: number; name: string }[]
  errors: Errors
}

export function SettingsPage(props: SettingsPageProps) {
  const { frame, errors } = props
  const { reader } = frame
  const { t } = reader
  return (
    <Shell {...frame} view="page" title={t('own.title')}>
      <Page reader={reader} title={t('own.title')}>
        <ErrorSummary reader={reader} errors={errors} />
        <Profile {...props} />
        <ReadingOrder reader={reader} />
        <AfterAction reader={reader} chosen={props.afterAction} />
        <Notices {...props} />
        <section class="panel">
          <h2>{t('absence.of_settings')}</h2>
          <p>
            <a href="/absences">{t('absence.link')}</a>
          </p>
        </section>
        <section class="panel">
          <h2>{t('template_page.title')}</h2>
          <p>
            <a href="/templates">{t('template_page.link')}</a>
          </p>
        </section>
        <Hours {...props} />
        <Password {...props} />
        <section class="panel">
          <h2>{t('own.sessions')}</h2>
          <p>
            <a href="/settings/sessions">{t('own.sessions_link')}</a>
          </p>
        </section>
      </Page>
    </Shell>
  )
}

function Profile({ frame, email, title, values, errors }: SettingsPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <form method="post" action="/settings" class="panel">
      <h2>{t('own.me')}</h2>
      <p class="hint">{t('own.me_hint')}</p>
      <div class="fields">
        <Field
          label={t('account.name')}
          name="name"
          value={values.name}
          error={errors.name}
          autocomplete="name"
          required
        />
        <Field label={t('account.reading')} name="reading" value={values.reading} error={errors.reading} />
        <Field
          label={t('call.phone')}
          name="phone"
          value={values.phone}
          hint={t('call.phone_hint')}
          error={errors.phone}
          autocomplete="tel"
        />
        <LocaleField reader={reader} value={values.locale} error={errors.locale} />
        <TimeZoneField reader={reader} value={values.timeZone} error={errors.timeZone} />
      </div>
      <dl class="facts">
        <dt>{t('account.email')}</dt>
        <dd>{email}</dd>
        {title && <dt>{t('account.title')}</dt>}
        {title && (
          <dd>
            {title} <small>{t('own.title_by_admin')}</small>
          </dd>
        )}
      </dl>
      <p class="acts">
        <Button tone="act">{t('common.save')}</Button>
      </p>
    </form>
  )
}

function ReadingOrder({ reader }: { reader: Reader }) {
  const { t } = reader
  const orders = [
    { value: 'newest', words: t('own.newest_first'), chosen: reader.newestFirst },
    { value: 'oldest', words: t('own.oldest_first'), chosen: !reader.newestFirst },
  ]
  return (
    <form method="post" action="/settings/order" class="panel">
      <fieldset>
        <legend>{t('own.reading_order')}</legend>
        {orders.map(({ value, words, chosen }) => (
          <label class="check">
            <input type="radio" name="order" value={value} checked={chosen} /> {words}
          </label>
        ))}
      </fieldset>
      <p class="acts">
        <Button>{t('common.save')}</Button>
      </p>
    </form>
  )
}

function AfterAction({ reader, chosen }: { reader: Reader; chosen: SettingsPageProps['afterAction'] }) {
  const { t } = reader
  return (
    <form method="post" action="/settings/after-action" class="panel">
      <fieldset>
        <legend>{t('own.after_action')}</legend>
        <p class="hint">{t('own.after_action_hint')}</p>
        {(['next', 'list', 'stay'] as const).map((value) => (
          <label class="check">
            <input type="radio" name="after" value={value} checked={value === chosen} />{' '}
            {t(`own.after_${value}`)}
          </label>
        ))}
      </fieldset>
      <p class="acts">
        <Button>{t('common.save')}</Button>
      </p>
      <p>
        <a href="/keys">{t('own.keys_link')}</a>
      </p>
    </form>
  )
}

function Notices({ frame, choices }: SettingsPageProps) {
  const { t } = frame.reader
  return (
    <form method="post" action="/settings/notifications" class="panel">
      <fieldset>
        <legend>{t('own.notices')}</legend>
        <p class="hint">{t('own.notices_hint')}</p>
        {choices.map(({ kind, byEmail }) => (
          <label class="check">
            <input type="checkbox" name="by_email" value={kind} checked={byEmail} />{' '}
            {t(`notice_kind.${kind}`)}
          </label>
        ))}
      </fieldset>
      <p class="acts">
        <Button>{t('common.save')}</Button>
      </p>
    </form>
  )
}

function Hours({ frame, mailboxes }: SettingsPageProps) {
  const { t } = frame.reader
  if (mailboxes.length === 0) return null
  return (
    <section class="panel">
      <h2>{t('target_page.of_mailboxes')}</h2>
      <ul>
        {mailboxes.map(({ id, name }) => (
          <li>
            {name}: <a href={`/mailboxes/${id}/hours`}>{t('hours.title')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/targets`}>{t('target.title')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/route`}>{t('route.link')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/rules`}>{t('rule.link')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/acknowledgement`}>{t('acknowledgement.link')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/channels`}>{t('channel.link')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/approval`}>{t('approval_page.link')}</a>
            {' · '}
            <a href={`/mailboxes/${id}/sending-checks`}>{t('check_page.link')}</a>
          </li>
        ))}
      </ul>
    </section>
  )
}

function Password({ frame, email, errors }: SettingsPageProps) {
  const { t } = frame.reader
  return (
    <form method="post" action="/settings/password" class="panel">
      <h2>{t('own.password')}</h2>
      {/* Password managers keep the address beside the password. */}
      <input type="hidden" value={email} autocomplete="username" />
      <div class="fields">
        <Field
          label={t('account.present_password')}
          name="present_password"
          type="password"
          error={errors.present_password}
          autocomplete="current-password"
          required
        />
        <Field
          label={t('account.new_password')}
          name="new_password"
          type="password"
          hint={t('account.password_hint')}
          error={errors.new_password}
          autocomplete="new-password"
          required
        />
      </div>
      <p class="acts">
        <Button>{t('own.change_password')}</Button>
      </p>
    </form>
  )
}
