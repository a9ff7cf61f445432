import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { SignIn } from '../../views/account/sign-in.tsx'
import { dueTime } from '../../views/reader.ts'
import type { Deps } from '../web/deps.ts'
import type { PublicEnv } from '../web/env.ts'
import { inWords, parseForm, says, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { localPath } from '../web/local-path.ts'
import { sendSheet } from '../web/page.tsx'
import { remoteAddress } from '../web/remote-address.ts'
import { dropToken, keepToken } from '../web/session.ts'
import { isAnyAccount } from './account.store.ts'
import { endSessions } from './end-session.ts'
import { signIn } from './sign-in.ts'

const Form = z.object({
  email: z
    .string({ error: says('refused.required') })
    .trim()
    .min(1, says('refused.required')),
  password: z.string({ error: says('refused.required') }).min(1, says('refused.required')),
  next: z.string().optional(),
})

export function signInRoutes(deps: Deps) {
  const { db, clock, config } = deps
  const app = new Hono<PublicEnv>()

  app.get('/sign-in', async (c) => {
    const next = localPath(c.req.query('next'))
    if (c.get('viewer')) return goTo(c, next)
    if (!(await isAnyAccount(db))) return goTo(c, '/first-run')
    const { t } = c.get('reader')
    const flash =
      c.req.query('ended') === undefined ? undefined : ({ kind: 'done', words: t('signin.ended') } as const)
    return sendSheet(
      c,
      deps,
      { title: t('signin.title'), flash },
      <SignIn reader={c.get('reader')} values={{ next }} errors={{}} />,
    )
  })

  app.post('/sessions', async (c) => {
    const form = await parseForm(c, Form)
    if (!form.ok) return again(c, form.values, inWords(form.errors, c.get('reader')), 422)
    const { email, password, next } = form.value
    const from = { userAgent: c.req.header('user-agent') ?? '', address: remoteAddress(c, config.trustProxy) }
    const signed = await signIn(db, { email, password, from }, clock())
    if ('refused' in signed) {
      const { t } = c.get('reader')
      if (signed.refused === 'wrong') return again(c, form.values, { password: t('signin.wrong') }, 422)
      const time = dueTime(c.get('reader'), roundUpToMinute(signed.until))
      return again(c, form.values, { email: t('signin.too_many', { time }) }, 429)
    }
    keepToken(c, config, signed.token)
    return goTo(c, localPath(next))
  })

  app.post('/sessions/end', async (c) => {
    const viewer = c.get('viewer')
    const hash = c.get('sessionHash')
    if (viewer && hash) {
      await endSessions(db, viewer.accountId, { hash }, clock())
      deps.live.wake()
    }
    dropToken(c)
    return goTo(c, '/sign-in?ended')
  })

  function again(c: Context<PublicEnv>, values: Values, errors: Record<string, string>, status: 422 | 429) {
    const reader = c.get('reader')
    const shown = { ...values, next: localPath(values.next) }
    return sendSheet(
      c,
      deps,
      { title: reader.t('signin.title'), status },
      <SignIn reader={reader} values={shown} errors={errors} />,
    )
  }

  return app
}

/** "After 14:31" must hold for the whole minute that is shown. */
function roundUpToMinute(at: number): number {
  return Math.ceil(at / 60_000) * 60_000
}
