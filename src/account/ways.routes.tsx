import { Hono } from 'hono'
import { z } from 'zod'
import { KeysPage } from '../../views/account/keys-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { parseForm, ticked } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { localPath } from '../web/local-path.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { chooseWays } from './ways.store.ts'
import { afterActions } from './ways.ts'

/** How somebody likes to work: single keys, and where they go once they are done with a thread. */
export function waysRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/keys', async (c) =>
    sendDocument(c, <KeysPage frame={await frameOf(c, deps, { page: 'settings' })} />),
  )

  app.post('/settings/keys', async (c) => {
    const form = await parseForm(c, z.object({ keys: ticked() }))
    const { accountId } = c.get('viewer')
    await chooseWays(deps.db, accountId, { singleKeys: form.ok && form.value.keys })
    const url = c.req.header('hx-current-url') ?? c.req.header('referer') ?? ''
    return goTo(c, URL.canParse(url) ? localPath(new URL(url).pathname + new URL(url).search) : '/keys')
  })

  app.post('/settings/after-action', async (c) => {
    const form = await parseForm(c, z.object({ after: z.enum(afterActions) }))
    if (!form.ok) return goTo(c, '/settings')
    await chooseWays(deps.db, c.get('viewer').accountId, { afterAction: form.value.after })
    return goTo(c, '/settings?done=saved')
  })

  return app
}
