import { Hono } from 'hono'
import { z } from 'zod'
import { SessionsPage } from '../../views/account/sessions-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { deviceOf } from './device.ts'
import { endSessions } from './end-session.ts'
import { sessionsOf } from './session.store.ts'

const Ended = z.object({ session: z.union([z.literal('others'), z.string().regex(/^[0-9a-f]{64}$/)]) })

/** Where one is signed in, and signing out there. */
export function sessionsRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/settings/sessions', async (c) => {
    const { t } = c.get('reader')
    const sessions = await sessionsOf(db, c.get('viewer').accountId, clock())
    const ended = Number(c.req.query('ended') ?? 0)
    const flash =
      ended > 0 ? ({ kind: 'done', words: t('own.ended_sessions', { count: ended }) } as const) : undefined
    return sendDocument(
      c,
      <SessionsPage
        frame={await frameOf(c, deps, { page: 'settings', flash })}
        sessions={sessions.map((session) => ({
          ...session,
          device: deviceOf(session.userAgent),
          isThis: session.hash === c.get('sessionHash'),
        }))}
      />,
    )
  })

  app.post('/settings/sessions/end', async (c) => {
    const form = await parseForm(c, Ended)
    if (!form.ok) return goTo(c, '/settings/sessions')
    const { session } = form.value
    const which = session === 'others' ? { allBut: c.get('sessionHash') } : { hash: session }
    const { ended } = await endSessions(db, c.get('viewer').accountId, which, clock())
    deps.live.wake()
    return goTo(c, `/settings/sessions?ended=${ended}`)
  })

  return app
}
