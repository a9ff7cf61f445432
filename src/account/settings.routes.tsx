import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { SettingsPage } from '../../views/account/settings-page.tsx'
import { dueTime } from '../../views/reader.ts'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import { notificationKinds } from '../notification/notification.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { line, locale, password, phone, requiredLine, timeZone } from '../web/fields.ts'
import { inWords, many, parseForm, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { localPath } from '../web/local-path.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { remoteAddress } from '../web/remote-address.ts'
import { findAccount } from './account.store.ts'
import { changeAccount } from './change-account.ts'
import { changePassword } from './change-password.ts'
import { chooseNotifications } from './choose-notifications.ts'
import { notificationChoicesOf } from './notification-choice.store.ts'
import { waysOf } from './ways.store.ts'

const Profile = z.object({
  ...{
    name: requiredLine(),
    reading: line(),
    phone: phone().optional(),
    locale: locale(),
    timeZone: timeZone(),
  },
})
const Order = z.object({ order: z.enum(['newest', 'oldest']), next: z.string().optional() })
const NewPassword = z.object({ present_password: password(), new_password: password() })
const Choices = z.object({ by_email: many(z.enum(notificationKinds)) })

/** One's own settings: a form for each matter, so that a mistake in one loses nothing of another. */
export function settingsRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<Env>()

  app.get('/settings', (c) => page(c, {}, {}))

  app.post('/settings', async (c) => {
    const form = await parseForm(c, Profile)
    if (!form.ok) return page(c, form.values, inWords(form.errors, c.get('reader')))
    const { accountId } = c.get('viewer')
    const { phone, ...profile } = form.value
    // A form that was loaded before the field was there changes no number.
    const wish = { ...profile, ...(phone !== undefined && { phone }) }
    await changeAccount(db, accountId, wish, accountId, clock())
    return saved(c)
  })

  app.post('/settings/order', async (c) => {
    const form = await parseForm(c, Order)
    if (!form.ok) return page(c, {}, inWords(form.errors, c.get('reader')))
    const { accountId } = c.get('viewer')
    await changeAccount(db, accountId, { newestFirst: form.value.order === 'newest' }, accountId, clock())
    return form.value.next === undefined ? saved(c) : goTo(c, localPath(form.value.next))
  })

  app.post('/settings/notifications', async (c) => {
    const form = await parseForm(c, Choices)
    if (!form.ok) return page(c, {}, inWords(form.errors, c.get('reader')))
    await chooseNotifications(db, c.get('viewer').accountId, form.value.by_email, clock())
    return saved(c)
  })

  app.post('/settings/password', async (c) => {
    const { t } = c.get('reader')
    const form = await parseForm(c, NewPassword)
    if (!form.ok) return page(c, {}, inWords(form.errors, c.get('reader')))
    const { accountId, email } = c.get('viewer')
    const { present_password: present, new_password: wanted } = form.value
    const address = remoteAddress(c, config.trustProxy)
    const changed = await changePassword(
      db,
      { accountId, email, present, wanted, sessionHash: c.get('sessionHash'), address },
      clock(),
    )
    if (!('refused' in changed)) {
      deps.live.wake()
      return goTo(c, '/settings?done=password')
    }
    switch (changed.refused) {
      case 'wrong':
        return page(c, {}, { present_password: t('refused.password_wrong') })
      case 'too-many':
        return page(
          c,
          {},
          {
            present_password: t('signin.too_many', {
              time: dueTime(c.get('reader'), changed.until + 60_000),
            }),
          },
        )
      case 'weak':
        return page(c, {}, { new_password: t(`refused.password_${changed.problem}`) })
    }
  })

  function saved(c: Context<Env>) {
    deps.live.wake()
    return goTo(c, '/settings?done=saved')
  }

  async function page(c: Context<Env>, typed: Values, errors: Record<string, string>) {
    const { t } = c.get('reader')
    const { accountId } = c.get('viewer')
    const account = await findAccount(db, accountId)
    const choices = await notificationChoicesOf(db, accountId)
    const done = c.req.query('done')
    const words = done === 'password' ? t('own.password_changed') : done === 'saved' ? t('own.saved') : null
    const frame = await frameOf(c, deps, {
      page: 'settings',
      flash: words ? { kind: 'done', words } : undefined,
    })
    const status = Object.keys(errors).length > 0 ? 422 : 200
    const values = { ...account, ...typed }
    return sendDocument(
      c,
      <SettingsPage
        frame={frame}
        email={values.email ?? ''}
        title={values.title ?? ''}
        values={{
          name: values.name,
          reading: values.reading,
          phone: values.phone,
          locale: values.locale,
          timeZone: values.timeZone,
        }}
        afterAction={(await waysOf(db, accountId)).afterAction}
        choices={[...choices].map(([kind, byEmail]) => ({ kind, byEmail }))}
        mailboxes={await mailboxesWithHours(db, c.get('viewer'))}
        errors={errors}
      />,
      status,
    )
  }

  return app
}
