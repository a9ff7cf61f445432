import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { AcceptancePage, type AcceptanceState } from '../../views/escalation/acceptance-page.tsx'
import { makeReader } from '../../views/reader.ts'
import { loadViewer } from '../access/viewer.store.ts'
import { nameOf } from '../account/account.store.ts'
import { secretFor } from '../settings/settings.store.ts'
import type { Deps } from '../web/deps.ts'
import type { PublicEnv } from '../web/env.ts'
import { parseForm } from '../web/forms.ts'
import { sendSheet } from '../web/page.tsx'
import { acceptEscalation } from './accept-escalation.ts'
import { isSpent } from './acceptance-link.store.ts'
import { readAcceptanceLink } from './acceptance-link.ts'
import { findEscalation } from './escalation.store.ts'
import { viewOf } from './escalation-view.ts'
import { declineEscalation } from './pass-escalation.ts'

const form = z.object({ act: z.enum(['accept', 'decline']).default('accept'), words: z.string().default('') })

/**
 * The page behind the link in a call's mail: it works without signing in, for its addressee alone, and shows
 * the report and nothing else. Fetching it does nothing, as mail scanners follow links; its form acts.
 */
export function acceptanceRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<PublicEnv>()

  app.get('/acceptances/:token', async (c) => {
    const found = await linked(c)
    return found.why ? ended(c, found.why) : page(c, found, { error: null, words: '' })
  })

  app.post('/acceptances/:token', async (c) => {
    const found = await linked(c)
    if (found.why) return ended(c, found.why)
    if (found.isSpent) return ended(c, 'used')
    const sent = await parseForm(c, form)
    const { t } = found.reader
    const words = sent.ok ? sent.value.words : ''
    const declines = sent.ok && sent.value.act === 'decline'
    const done = declines
      ? await declineEscalation(db, found.viewer, { id: found.escalation.id, reason: words }, clock())
      : await acceptEscalation(db, found.viewer, found.escalation.id, clock())
    deps.live.wake()
    if ('refused' in done && done.refused === 'needs-reason') {
      return page(c, found, { error: t('escalation.needs_words'), words })
    }
    const again = await linked(c)
    return again.why ? ended(c, again.why) : page(c, again, { error: null, words: '' })
  })

  async function linked(c: Context<PublicEnv>) {
    const token = c.req.param('token') ?? ''
    const link = readAcceptanceLink(token, await secretFor(db, 'message-id'))
    const viewer = link && (await loadViewer(db, link.accountId))
    const escalation = link && viewer ? await findEscalation(db, viewer, link.escalationId) : null
    if (!link || !viewer || !escalation) return { why: 'unknown' } as const
    if (link.until < clock()) return { why: 'ended' } as const
    return {
      why: null,
      // Where it comes round to them again, a new mail has a new link.
      isSpent: escalation.state === 'waiting' && (await isSpent(db, link)),
      viewer,
      escalation,
      reader: makeReader({
        locale: viewer.locale,
        timeZone: viewer.timeZone,
        newestFirst: viewer.newestFirst,
        now: clock(),
      }),
    }
  }

  type Linked = Extract<Awaited<ReturnType<typeof linked>>, { why: null }>

  async function page(c: Context<PublicEnv>, found: Linked, typed: { error: string | null; words: string }) {
    const { viewer, escalation, reader } = found
    const thread = await db
      .selectFrom('threads')
      .selectAll()
      .where('id', '=', escalation.thread_id)
      .executeTakeFirstOrThrow()
    const view = await viewOf(db, viewer, { escalation, thread }, clock())
    const state = await stateOf(found, view.may.accept)
    if (state.is === 'open' && found.isSpent) return ended(c, 'used')
    const reporter = await nameOf(db, escalation.raised_by)
    c.set('reader', reader)
    return sendSheet(
      c,
      deps,
      { title: reader.t('escalation.title'), status: typed.error ? 422 : 200 },
      <AcceptancePage
        reader={reader}
        action={c.req.path}
        threadId={thread.id}
        subject={thread.subject}
        reporter={reporter}
        escalation={view}
        state={state}
        {...typed}
      />,
    )
  }

  async function stateOf({ viewer, escalation }: Linked, mayAccept: boolean): Promise<AcceptanceState> {
    if (escalation.state === 'accepted' && escalation.holder_id === viewer.accountId) return { is: 'own' }
    if (mayAccept) return { is: 'open' }
    const isOver = escalation.state !== 'waiting' && escalation.state !== 'accepted'
    if (isOver) return { is: 'over' }
    return {
      is: 'taken',
      by: await nameOf(db, escalation.holder_id),
      isAccepted: escalation.state === 'accepted',
    }
  }

  function ended(c: Context<PublicEnv>, why: 'unknown' | 'ended' | 'used') {
    const { t } = c.get('reader')
    return sendSheet(
      c,
      deps,
      { title: t(`escalation.link_${why}_title`), status: why === 'unknown' ? 404 : 410 },
      <>
        <p class="lead">{t(`escalation.link_${why}`)}</p>
        <a class="button act" href="/inbox">
          {t('invitation.sign_in')}
        </a>
      </>,
    )
  }

  return app
}
