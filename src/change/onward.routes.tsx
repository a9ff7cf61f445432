import type { Context } from 'hono'
import { inboxUrl, threadUrl } from '../../views/shown.ts'
import { waysOf } from '../account/ways.store.ts'
import { findNeighbours } from '../thread/neighbours.store.ts'
import { hereOf, threadId } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'

type Done = {
  threadId: number
  /** What the page that follows tells: a change, or a reply, by its id. */
  told: { did: number | null } | { sent: number }
  /** The part of the thread's own page that shows it, for who stays. */
  anchor?: string
}

/** After somebody is done with a thread: where they chose to go, the next one of their list, the list, or nowhere. */
export async function onward(c: Context<Env>, deps: Deps, done: Done): Promise<Response> {
  deps.live.wake()
  const { afterAction } = await waysOf(deps.db, c.get('viewer').accountId)
  return c.redirect(telling(await whereTo(c, deps, done, afterAction), done), 303)
}

/** The thread again, telling what was done there. */
export function backTelling(c: Context<Env>, deps: Deps, did: number | null): Response {
  deps.live.wake()
  return c.redirect(telling(threadUrl(threadId(c), hereOf(c)), { told: { did } }), 303)
}

/** After a reply was put into the outbox. */
export function onwardFromReply(
  c: Context<Env>,
  deps: Deps,
  { outboxId, messageId }: { outboxId: number; messageId: number },
): Promise<Response> {
  return onward(c, deps, {
    threadId: threadId(c),
    told: { sent: outboxId },
    anchor: `#message-${messageId}`,
  })
}

async function whereTo(
  c: Context<Env>,
  deps: Deps,
  { threadId: id, anchor = '' }: Done,
  wish: 'next' | 'list' | 'stay',
): Promise<string> {
  const place = hereOf(c)
  switch (wish) {
    case 'stay':
      return threadUrl(id, place) + anchor
    case 'list':
      return inboxUrl(place)
    case 'next': {
      const thread = { id, here: null }
      const { next } = await findNeighbours(deps.db, c.get('viewer'), c.get('reader'), place, thread)
      return next ? threadUrl(next.id, next.place) : inboxUrl({ ...place, after: undefined })
    }
  }
}

/** The same page, telling of a change or a reply. */
export function telling(url: string, { told }: Pick<Done, 'told'>): string {
  const there = new URL(url, 'http://local.invalid')
  there.searchParams.delete('did')
  there.searchParams.delete('sent')
  there.searchParams.delete('late')
  const [name, id] = 'did' in told ? ['did', told.did] : ['sent', told.sent]
  if (id !== null && id !== undefined) there.searchParams.set(name, String(id))
  return `${there.pathname}${there.search}${there.hash}`
}
