import { type Context, Hono } from 'hono'
import type { Flash } from '../../views/layout.tsx'
import { fieldTime } from '../../views/reader.ts'
import { inboxUrl, type Place, threadUrl } from '../../views/shown.ts'
import { InboxPage, ThreadBesideList } from '../../views/thread/inbox-page.tsx'
import type { ReplyState } from '../../views/thread/thread-page.tsx'
import { maySupervise } from '../access/viewer.ts'
import { changeInWords } from '../change/change-view.ts'
import { type Surroundings, surroundingsOf } from '../mailbox/surroundings.store.ts'
import { markThreadRead } from '../notification/read-notifications.ts'
import { sentInWords } from '../outbox/leaving-view.ts'
import { foldedReply, openReply } from '../outbox/reply-view.ts'
import { policiesOf } from '../policy/policy.store.ts'
import { sendOutOfSight } from '../restriction/visit-sheet.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { sendDocument } from '../web/page.tsx'
import { listInView } from './list-view.ts'
import { findNeighbours } from './neighbours.store.ts'
import { placeOf } from './place.ts'
import { seeThread } from './see-thread.ts'
import { pageShowing } from './stretch.store.ts'
import { findThread, type Thread } from './thread.store.ts'
import { cursorOf, writeCursor } from './thread-list.ts'
import { type Attempts, threadInView } from './thread-view.ts'

/** The inbox and the thread page. */
export function threadRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/', (c) => c.redirect('/inbox'))

  app.get('/inbox', async (c) => {
    const place = hereOf(c)
    const known = await surroundingsOf(deps.db, c.get('viewer'), deps.clock())
    const list = await listInView(deps.db, c.get('viewer'), c.get('reader'), place, null, known)
    const frame = await frameOf(c, deps, place, await toldOn(c, deps), known)
    return sendDocument(c, <InboxPage frame={frame} list={list} />)
  })

  app.get('/threads/:id', (c) => sendThread(c, deps, { open: 'nothing' }))

  // A form that was refused leaves its own address in the browser: reloading leads back to where it stood.
  app.get('/threads/:id/:form{(?:replies|draft|approvals)}', (c) =>
    c.redirect(threadUrl(threadId(c), hereOf(c), '/reply'), 303),
  )
  app.get(
    '/threads/:id/:form{(?:comments|policies|escalations|reports|policy-requests|waits|status|assignee|splits|merges|labels)}',
    (c) => c.redirect(threadUrl(threadId(c), hereOf(c)), 303),
  )
  app.get('/inbox/bulk', (c) => c.redirect(inboxUrl(hereOf(c)), 303))

  app.get('/threads/:id/policies/new', (c) => sendThread(c, deps, { open: 'policy' }))

  return app
}

/** The list in which the browser stands. */
export function hereOf(c: Context): Place {
  return placeOf((name) => c.req.query(name))
}

export type ThreadPageState = {
  /** Which form stands open, apart from those that `attempts` opens. */
  open: 'nothing' | 'reply' | 'policy'
  attempts?: Attempts
  flash?: Flash
  status?: 200 | 403 | 409 | 422
}

/** A page that shows the thread again and says why something was not done. */
export function refused(words: string, status: 403 | 409 | 422): ThreadPageState {
  return { open: 'nothing', flash: { kind: 'refused', words }, status }
}

/** Words whose own form is closed to their writer by now, kept in the form of a comment on the thread. */
export function asComment(body: string, { flash }: ThreadPageState): NonNullable<Attempts['comment']> {
  return { messageId: null, body, error: flash?.words ?? '' }
}

/** The thread's id in the address; 0, which no thread has, for anything else. */
export function threadId(c: Context, name = 'id'): number {
  return numberIn(c.req.param(name))
}

/** An id that somebody typed or sent; 0 for anything that none can be, which PostgreSQL would refuse to look for. */
export function numberIn(text: string | undefined): number {
  const id = Number(text)
  return Number.isSafeInteger(id) && id > 0 ? id : 0
}

/** After a form that worked: the thread again, with its list, at the given part of the page. */
export function backToThread(c: Context<Env>, deps: Deps, id = threadId(c), anchor = ''): Response {
  deps.live.wake()
  return c.redirect(threadUrl(id, hereOf(c)) + anchor, 303)
}

/**
 * Sends the thread page beside its list. Unknown and forbidden threads are the same 404, and a thread that
 * was merged leads to the one it went into.
 */
export async function sendThread(
  c: Context<Env>,
  deps: Deps,
  state: ThreadPageState,
  id = threadId(c),
): Promise<Response> {
  const { db } = deps
  const viewer = c.get('viewer')
  const reader = c.get('reader')
  const asked = hereOf(c)
  const thread = await findThread(db, viewer, id)
  if (!thread) return sendOutOfSight(c, deps, id)
  if (thread.merged_into_id !== null) {
    // The number of what it went into tells that this exists.
    const into = await findThread(db, viewer, thread.merged_into_id)
    return into ? c.redirect(threadUrl(into.id, asked), 303) : sendOutOfSight(c, deps, thread.merged_into_id)
  }
  // Every form on the page carries it on, as the thread may leave the list by any of them.
  const place = { ...asked, at: asked.at ?? writeCursor(cursorOf(thread)) }
  const here = { ...place, ...(await stretchAsked(c, deps, thread)) }

  const attempts = { ...state.attempts, ...(await policyForm(c, deps, thread, state)) }
  const reply = attempts.reply ?? (await replyOf(c, deps, thread, here, state))
  const known = await surroundingsOf(db, viewer, deps.clock())
  const [list, shown] = await Promise.all([
    listInView(db, viewer, reader, place, thread.id, known),
    threadInView(db, viewer, reader, thread, here, reply, attempts),
  ])
  // What this page shows is now read; a page that refreshes itself in the background reads nothing.
  if (c.req.method === 'GET' && c.req.header('x-hoshin-refresh') === undefined) {
    await markThreadRead(db, viewer, thread.id, deps.clock())
    await seeThread(db, viewer, thread, deps.clock())
  }
  const ways = await findNeighbours(db, viewer, reader, place, { id: thread.id, here: null }, list)
  const frame = await frameOf(c, deps, place, state.flash ?? (await toldOn(c, deps)), known)
  const page = { ...shown.page, ...ways, filesLimit: deps.config.filesLimit }
  return sendDocument(
    c,
    <ThreadBesideList frame={frame} list={list} thread={page} side={shown.side} />,
    state.status,
  )
}

/** Which part of a long thread is to be seen: it may be named by what stands in it. */
async function stretchAsked(c: Context<Env>, { db }: Deps, thread: Thread) {
  const asked = (name: string) => numberIn(c.req.query(name))
  const [message, comment] = [asked('message'), asked('comment')]
  const wanted = message ? { message } : comment ? { comment } : null
  return {
    earlier: asked('earlier') || (wanted && (await pageShowing(db, thread.id, wanted))) || undefined,
    notes: asked('notes') || undefined,
    ...(asked('whole') === 1 && { whole: true as const }),
  }
}

function replyOf(
  c: Context<Env>,
  deps: Deps,
  thread: Thread,
  place: Place,
  state: ThreadPageState,
): Promise<ReplyState> {
  const viewer = c.get('viewer')
  const reader = c.get('reader')
  return state.open === 'reply'
    ? openReply(deps.db, viewer, reader, thread, place, {
        quote: numberIn(c.req.query('quote')),
      })
    : foldedReply(deps.db, viewer, reader, thread)
}

/** The form for the next version, filled with the present one, as most changes keep most of it. */
async function policyForm(
  c: Context<Env>,
  deps: Deps,
  thread: Thread,
  state: ThreadPageState,
): Promise<Pick<Attempts, 'policyForm'>> {
  if (state.open !== 'policy' || !maySupervise(c.get('viewer'), thread.mailbox_id)) return {}
  const [latest] = await policiesOf(deps.db, thread.id)
  const reader = c.get('reader')
  const stillDue = latest?.due_at && latest.due_at > reader.now ? fieldTime(reader, latest.due_at) : ''
  return {
    policyForm: {
      version: (latest?.version ?? 0) + 1,
      values: {
        instruction: latest?.instruction ?? '',
        due: stillDue,
        replyBy: latest?.reply_by ?? 'assignee',
        needsApproval: latest?.needs_approval === 1,
        returnWhen: latest?.return_when ?? '',
        wording: latest?.wording ?? '',
        raiseWhenLate: latest?.raise_when_late === 1,
      },
      errors: {},
    },
  }
}

/** What the address asks the page to tell: a change (`did`) or a reply (`sent`) of this person, by its id. */
async function toldOn(c: Context<Env>, deps: Deps): Promise<Flash | undefined> {
  const [did, sent] = [numberIn(c.req.query('did')), numberIn(c.req.query('sent'))]
  const [viewer, reader] = [c.get('viewer'), c.get('reader')]
  if (did > 0) {
    const late = c.req.query('late') !== undefined
    return (await changeInWords(deps.db, viewer, reader, did, late)) ?? undefined
  }
  return sent > 0 ? ((await sentInWords(deps.db, viewer, reader, sent)) ?? undefined) : undefined
}

/** What stands around the page. */
export async function frameOf(
  c: Context<Env>,
  deps: Deps,
  place: Place,
  flash?: Flash,
  known?: Surroundings,
) {
  const viewer = c.get('viewer')
  return {
    ...(await deps.railOf(viewer, known)),
    reader: c.get('reader'),
    viewer,
    assets: deps.assets.addresses(),
    place,
    flash,
  }
}
