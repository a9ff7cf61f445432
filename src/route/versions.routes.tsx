import { Hono } from 'hono'
import { VersionsPage } from '../../views/route/versions-page.tsx'
import { namesOf } from '../absence/absence.store.ts'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import { peopleOn } from '../escalation/around.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { frameOf, sendDocument } from '../web/page.tsx'
import { routeChanges } from './route-changes.ts'
import { versionsOf } from './versions.store.ts'

/** The versions of a mailbox's route, compared in words. */
export function routeVersionRoutes(deps: Deps) {
  const { db } = deps
  const app = new Hono<Env>()

  app.get('/mailboxes/:id{[0-9]{1,15}}/route/versions', async (c) => {
    const viewer = c.get('viewer')
    const id = Number(c.req.param('id'))
    const mailbox = (await mailboxesWithHours(db, viewer)).find((one) => one.id === id)
    if (!mailbox) return notFound(c, deps)
    const versions = await versionsOf(db, id)
    const asked = (name: 'from' | 'to') =>
      versions.find(({ version }) => String(version) === c.req.query(name))
    const [from, to] = [asked('from'), asked('to')]
    const frame = await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings' })
    return sendDocument(
      c,
      <VersionsPage
        frame={frame}
        mailbox={mailbox}
        versions={versions.map(({ version, by, at, running, route }, n) => {
          const before = versions[n + 1]
          return { version, by, at, running, changes: before ? routeChanges(before.route, route) : null }
        })}
        compared={
          from && to
            ? { from: from.version, to: to.version, changes: routeChanges(from.route, to.route) }
            : null
        }
        names={
          await namesOf(
            db,
            versions.flatMap(({ route }) => peopleOn(route)),
          )
        }
      />,
    )
  })

  return app
}
