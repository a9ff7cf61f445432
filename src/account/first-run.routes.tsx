import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { FirstRun } from '../../views/account/first-run.tsx'
import type { Deps } from '../web/deps.ts'
import type { PublicEnv } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { email, line, locale, password, requiredLine, timeZone } from '../web/fields.ts'
import { inWords, parseForm, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { sendSheet } from '../web/page.tsx'
import { remoteAddress } from '../web/remote-address.ts'
import { keepToken } from '../web/session.ts'
import { isAnyAccount } from './account.store.ts'
import { createFirstAccount } from './create-first-account.ts'
import { hashPassword } from './hash-password.ts'
import { passwordProblem } from './password.ts'
import { openSession } from './sign-in.ts'

const Form = z.object({
  name: requiredLine(),
  reading: line(),
  email: email(),
  password: password(),
  locale: locale(),
  timeZone: timeZone(),
})

/** Only while there is no account at all; afterwards this page does not exist. */
export function firstRunRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<PublicEnv>()

  app.get('/first-run', async (c) => {
    if (await isAnyAccount(db)) return notFound(c, deps)
    return page(c, { locale: c.get('reader').locale, timeZone: config.timeZone }, {})
  })

  app.post('/first-run', async (c) => {
    if (await isAnyAccount(db)) return notFound(c, deps)
    const { t } = c.get('reader')
    const form = await parseForm(c, Form)
    if (!form.ok) return page(c, form.values, inWords(form.errors, c.get('reader')))
    const { password, ...account } = form.value
    const problem = passwordProblem(password, account.email)
    if (problem) return page(c, form.values, { password: t(`refused.password_${problem}`) })

    const now = clock()
    const passwordHash = await hashPassword(password)
    const created = await createFirstAccount(db, { ...account, passwordHash }, now)
    if ('refused' in created) return goTo(c, '/sign-in')
    const from = { userAgent: c.req.header('user-agent') ?? '', address: remoteAddress(c, config.trustProxy) }
    keepToken(c, config, await openSession(db, created.accountId, from, now))
    return goTo(c, '/')
  })

  function page(c: Context<PublicEnv>, values: Values, errors: Record<string, string>) {
    const reader = c.get('reader')
    const status = Object.keys(errors).length > 0 ? 422 : 200
    return sendSheet(
      c,
      deps,
      { title: reader.t('first_run.title'), status },
      <FirstRun reader={reader} values={values} errors={errors} />,
    )
  }

  return app
}
