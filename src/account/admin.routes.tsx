import { Hono } from 'hono'
import { backupsRoutes } from '../backup/backups.routes.tsx'
import { auditRoutes } from '../event/audit.routes.tsx'
import { labelAdminRoutes } from '../label/label-admin.routes.tsx'
import { mailboxesRoutes } from '../mailbox/mailboxes.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { goTo } from '../web/fragment.ts'
import { requireAdmin } from '../web/require-admin.ts'
import { groupRoutes } from './groups.routes.tsx'
import { peopleRoutes } from './people.routes.tsx'
import { personRoutes } from './person.routes.tsx'

/** What administrators see. */
export function adminRoutes(deps: Deps) {
  const app = new Hono<Env>()
  app.use('/admin/*', requireAdmin(deps))
  app.get('/admin', (c) => goTo(c, '/admin/people'))
  app.route('/', peopleRoutes(deps))
  app.route('/', personRoutes(deps))
  app.route('/', groupRoutes(deps))
  app.route('/', mailboxesRoutes(deps))
  app.route('/', labelAdminRoutes(deps))
  app.route('/', backupsRoutes(deps))
  app.route('/', auditRoutes(deps))
  return app
}
