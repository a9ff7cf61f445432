import { Hono } from 'hono'
import { z } from 'zod'
import { NotificationPage, type NotificationView } from '../../views/notification/notification-page.tsx'
import { anchorUrl } from '../../views/shown.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { many, parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { countUnread, type ListedNotification, listNotifications } from './notification.store.ts'
import { markRead } from './read-notifications.ts'

const PAGE = 50

export function notificationRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/notifications', async (c) => {
    const viewer = c.get('viewer')
    const before = idOf(c.req.query('before'))
    const { notifications, nextBefore } = await listNotifications(deps.db, viewer, { before, limit: PAGE })
    return sendDocument(
      c,
      <NotificationPage
        frame={await frameOf(c, deps, { page: 'notifications' })}
        notifications={notifications.map(viewOf)}
        unread={(await countUnread(deps.db, viewer)).total}
        next={nextBefore === null ? null : `/notifications?before=${nextBefore}`}
      />,
    )
  })

  /** With `id`, those; without, all of them. */
  app.post('/notifications/read', async (c) => {
    const form = await parseForm(c, z.object({ id: many(z.string()) }))
    const ids = form.ok ? form.value.id.flatMap((typed) => idOf(typed) ?? []) : []
    const isAll = form.ok && form.value.id.length === 0
    await markRead(deps.db, c.get('viewer'), isAll ? 'all' : ids, deps.clock())
    return goTo(c, '/notifications')
  })

  return app
}

function idOf(typed: string | undefined): number | undefined {
  return typed !== undefined && /^\d{1,15}$/.test(typed) ? Number(typed) : undefined
}

function viewOf(listed: ListedNotification): NotificationView {
  const { commentId, messageId } = listed
  const below =
    commentId !== null ? `#comment-${commentId}` : messageId !== null ? `#message-${messageId}` : ''
  return {
    id: listed.id,
    kind: listed.kind,
    by: listed.by ?? '',
    at: listed.at,
    read: listed.readAt !== null,
    href: anchorUrl(listed.threadId, {}, below),
    subject: listed.subject,
    excerpt: listed.excerpt,
    email: { state: listed.emailState, at: listed.emailSentAt },
  }
}
