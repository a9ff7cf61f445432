import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import { RoutePage } from '../../views/route/route-page.tsx'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import { noRoute, presentRoute } from '../escalation/route.store.ts'
import type { Route } from '../escalation/route.ts'
import type { RouteProblem } from '../escalation/route-problems.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { changeRoute } from './change-route.ts'
import { type DraftEdit, edited, focusAfter, readEdit } from './edit-draft.ts'
import { moveRunning } from './move-running.ts'
import { draftOfPreset, firstDraft, routePresets } from './presets.ts'
import { readRoute } from './read-route.ts'
import { draftFrom, draftOf, type RouteDraft } from './route-draft.ts'
import { routePeople } from './route-people.store.ts'
import { drawingsOf, problemsOf } from './route-view.ts'
import { runningElsewhere, savedBy } from './versions.store.ts'

/** Each field once: the form has no two of one name. */
const Fields = z.record(z.string(), z.string().catch(''))

type Mailbox = { id: number; name: string }
type Typed = {
  draft: RouteDraft
  /** That the form replaces. */
  version: number
  /** Of what was typed; undefined: they are not told while it is being filled in. */
  problems?: readonly RouteProblem[]
  words: { kind: 'done' | 'refused'; words: string } | undefined
  focus?: string
}

const said: Record<DraftEdit['kind'], Key> = {
  'add-level': 'route.added',
  'add-call': 'route.added',
  'remove-level': 'route.removed',
  'remove-call': 'route.removed',
  'outside-on': 'route.outside_added',
  'outside-off': 'route.outside_removed',
}

/** A mailbox's escalation route, for its supervisors and for administrators. */
export function routeRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/mailboxes/:id{[0-9]{1,15}}/route', async (c) => {
    const mailbox = await mailboxOf(c)
    return mailbox ? page(c, mailbox, null) : notFound(c, deps)
  })

  app.post('/mailboxes/:id{[0-9]{1,15}}/route', async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const form = await parseForm(c, Fields)
    const fields = form.ok ? form.value : {}
    const version = Number(fields.version) || 0
    const act = fields.act ?? 'save'
    const preset = routePresets.find(({ name }) => act === `preset-${name}`)
    const { t } = c.get('reader')
    if (preset) {
      const people = await routePeople(db, { mailboxId: mailbox.id, route: noRoute }, clock())
      const draft = draftOfPreset(preset, titlesIn(c), people)
      return page(c, mailbox, { draft, version, words: { kind: 'done', words: t('route.preset_taken') } })
    }
    const draft = draftFrom(fields)
    const edit = readEdit(act)
    if (!edit) return save(c, mailbox, { draft, version, isTrial: act === 'check' })
    const changed = edited(draft, edit, titlesIn(c))
    const words = { kind: 'done' as const, words: t(said[edit.kind]) }
    return page(c, mailbox, { draft: changed, version, words, focus: focusAfter(edit, changed) })
  })

  app.post('/mailboxes/:id{[0-9]{1,15}}/route/running', async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const form = await parseForm(c, z.object({ version: z.coerce.number().int().catch(0) }))
    const version = form.ok ? form.value.version : 0
    const done = await moveRunning(db, c.get('viewer'), { mailboxId: mailbox.id, version }, clock())
    deps.live.wake()
    if (!('refused' in done)) return goTo(c, `/mailboxes/${mailbox.id}/route?moved=${done.moved}`)
    if (done.refused !== 'replaced-meanwhile') return notFound(c, deps)
    const words = c.get('reader').t('route.running_replaced', { version: done.version })
    return page(c, mailbox, null, { kind: 'refused', words })
  })

  /** Only those that this person may set exist here. */
  async function mailboxOf(c: Context<Env>): Promise<Mailbox | undefined> {
    const id = Number(c.req.param('id'))
    return (await mailboxesWithHours(db, c.get('viewer'))).find((one) => one.id === id)
  }

  async function save(
    c: Context<Env>,
    mailbox: Mailbox,
    { draft, version, isTrial }: { draft: RouteDraft; version: number; isTrial: boolean },
  ) {
    const { t } = c.get('reader')
    const route = readRoute(draft)
    const problems = await problemsOf(db, { mailboxId: mailbox.id, route }, clock())
    if (isTrial) {
      const words = { kind: 'done' as const, words: t('route.checked') }
      return page(c, mailbox, { draft, version, problems, words })
    }
    const wanted = { mailboxId: mailbox.id, route, replaces: version }
    const changed = await changeRoute(db, c.get('viewer'), wanted, clock())
    if (!('refused' in changed)) {
      deps.live.wake()
      return goTo(c, `/mailboxes/${mailbox.id}/route?done=${'same' in changed ? 'same' : 'saved'}`)
    }
    switch (changed.refused) {
      case 'problems':
        return page(c, mailbox, { draft, version, problems, words: undefined })
      case 'replaced-meanwhile': {
        const { by } = await savedBy(db, { mailboxId: mailbox.id, version: changed.version })
        const name = by ?? t('route.somebody')
        const words = t('route.replaced', { name, version: changed.version })
        return page(c, mailbox, {
          ...{ draft, problems, version: changed.version },
          words: { kind: 'refused', words },
        })
      }
      case 'not-found':
      case 'no-right':
        return notFound(c, deps)
    }
  }

  async function page(c: Context<Env>, mailbox: Mailbox, typed: Typed | null, flash = flashOf(c)) {
    const viewer = c.get('viewer')
    const now = clock()
    const present = await presentRoute(db, mailbox.id)
    const kept = { mailboxId: mailbox.id, route: present?.route ?? noRoute }
    const wanted = typed ? { ...kept, route: readRoute(typed.draft) } : kept
    const found = typed?.problems ?? (typed || !present ? [] : await problemsOf(db, kept, now))
    const couldRun = typed?.problems?.every(({ weight }) => weight !== 'refused') ?? false
    const drawn: { mailboxId: number; route: Route } = couldRun ? wanted : kept
    const named = [...wanted.route.ladder, ...kept.route.ladder, ...(wanted.route.outside ?? [])]
    const everybody = { ...noRoute, ladder: named, outside: kept.route.outside }
    const people = await routePeople(db, { mailboxId: mailbox.id, route: everybody }, now)
    const words = typed?.words ?? flash
    const isRefused = found.some(({ weight }) => weight === 'refused') && typed !== null
    const frame = await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings', flash: words })
    const running = present ? await runningElsewhere(db, { mailboxId: mailbox.id, routeId: present.id }) : []
    return sendDocument(
      c,
      <RoutePage
        frame={frame}
        mailbox={mailbox}
        draft={typed?.draft ?? (present ? draftOf(present.route) : firstDraft(titlesIn(c), people))}
        version={typed?.version ?? present?.version ?? 0}
        saved={present && (await savedBy(db, { mailboxId: mailbox.id, version: present.version }))}
        problems={found}
        people={people}
        drawings={await drawingsOf(db, drawn, people, now)}
        isTyped={couldRun}
        repeat={drawn.route.repeatMinutes}
        running={typed ? 0 : running.length}
        focus={typed?.focus ?? null}
      />,
      isRefused || words?.kind === 'refused' ? 422 : 200,
    )
  }

  return app
}

/** What levels are called until somebody says otherwise. */
function titlesIn(c: Context<Env>): Record<number, string> {
  const { t } = c.get('reader')
  return { 2: t('route.level_2'), 3: t('route.level_3'), 4: t('route.level_4') }
}

function flashOf(c: Context<Env>): { kind: 'done' | 'refused'; words: string } | undefined {
  const { t } = c.get('reader')
  const done = c.req.query('done')
  const moved = c.req.query('moved')
  if (moved !== undefined)
    return { kind: 'done', words: t('route.running_moved', { count: Number(moved) || 0 }) }
  if (done === 'saved') return { kind: 'done', words: t('route.saved') }
  return done === 'same' ? { kind: 'done', words: t('route.unchanged') } : undefined
}
