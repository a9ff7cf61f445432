import { Hono } from 'hono'
import type { Deps } from './deps.ts'
import type { Env } from './env.ts'

/** Live updates for one browser. It goes on where it was by Last-Event-ID, or where its page was made by `?after=`. */
export function liveRoutes({ live }: Pick<Deps, 'live'>) {
  return new Hono<Env>().get('/live', (c) =>
    live.open(
      c.get('viewer'),
      c.get('sessionHash'),
      eventId(c.req.header('last-event-id') ?? c.req.query('after')),
    ),
  )
}

function eventId(text: string | undefined): number | null {
  return text !== undefined && /^\d{1,15}$/.test(text) ? Number(text) : null
}
