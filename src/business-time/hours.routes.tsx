import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { HoursPage } from '../../views/hours/hours-page.tsx'
import type { Key } from '../../views/locales/index.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { nextOpening } from './business-time.ts'
import { calendarOf, keptCalendar, nameOfAccount } from './calendar.store.ts'
import { dayOf } from './calendar.ts'
import { comingDays, dayNumber } from './coming-days.ts'
import type { Definition } from './definition.ts'
import { draftFrom, draftOf, edited, focusAfter, type HoursDraft, readEdit } from './hours-draft.ts'
import { mailboxesWithHours, openState, regionChoices } from './hours-view.ts'
import { type HoursError, readHours } from './read-hours.ts'
import { setCalendar } from './set-calendar.ts'

const HALF_A_YEAR = 183

/** Each field once: the form has no two of one name. */
const Fields = z.record(z.string(), z.string().catch(''))

type Mailbox = { id: number; name: string }
type Shown = {
  draft?: HoursDraft
  version?: number
  errors?: readonly HoursError[]
  /** Shown for what is typed, and not for what holds. */
  definition?: Definition
  words?: { kind: 'done' | 'refused'; words: string }
  asksNever?: boolean
  focus?: string | null
}

/** A mailbox's business hours, for its supervisors and for administrators. */
export function hoursRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/mailboxes/:id{[0-9]{1,15}}/hours', async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const { t } = c.get('reader')
    const done = c.req.query('done')
    const said: Record<string, Key> = {
      saved: 'hours.saved',
      past: 'hours.saved_past',
      same: 'hours.unchanged',
    }
    const key = said[done ?? '']
    return page(c, mailbox, key ? { words: { kind: 'done', words: t(key) } } : {})
  })

  app.post('/mailboxes/:id{[0-9]{1,15}}/hours', async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const form = await parseForm(c, Fields)
    const fields = form.ok ? form.value : {}
    const version = Number(fields.version) || 0
    const draft = draftFrom(fields)
    const act = fields.act ?? 'save'
    if (act === 'copy') return copy(c, mailbox, Number(fields.copy_from), version)
    const edit = readEdit(act)
    if (edit) {
      const words = c
        .get('reader')
        .t(edit.kind === 'add' ? 'hours.added' : edit.kind === 'remove' ? 'hours.removed' : 'hours.filled')
      const changed = edited(draft, edit)
      return page(c, mailbox, {
        draft: changed,
        version,
        focus: focusAfter(edit, changed),
        words: { kind: 'done', words },
      })
    }
    return save(c, mailbox, {
      draft,
      version,
      isTrial: act === 'check',
      meansNever: fields.never !== undefined,
    })
  })

  /** Only those that this person may set exist here. */
  async function mailboxOf(c: Context<Env>): Promise<Mailbox | undefined> {
    const id = Number(c.req.param('id'))
    return (await mailboxesWithHours(db, c.get('viewer'))).find((one) => one.id === id)
  }

  async function copy(c: Context<Env>, mailbox: Mailbox, from: number, version: number) {
    const source = (await mailboxesWithHours(db, c.get('viewer'))).find(({ id }) => id === from)
    if (!source) return notFound(c, deps)
    const { definition } = await keptCalendar(db, source.id)
    const words = c.get('reader').t('hours.copied', { mailbox: source.name })
    return page(c, mailbox, {
      draft: draftOf(definition),
      version,
      definition,
      words: { kind: 'done', words },
    })
  }

  async function save(
    c: Context<Env>,
    mailbox: Mailbox,
    wanted: { draft: HoursDraft; version: number; isTrial: boolean; meansNever: boolean },
  ) {
    const { draft, version, isTrial, meansNever } = wanted
    const { t, locale } = c.get('reader')
    const codes = new Set((await regionChoices(locale)).map(({ code }) => code))
    const read = readHours(draft, codes)
    if ('errors' in read) return page(c, mailbox, { draft, version, errors: read.errors })
    const { definition } = read
    const calendar = await calendarOf(definition, clock())
    const isNever = nextOpening(calendar, clock()) === null
    if (isTrial) {
      const words = t('hours.nothing_saved')
      return page(c, mailbox, {
        draft,
        version,
        definition,
        asksNever: isNever,
        words: { kind: 'done', words },
      })
    }
    if (isNever && !meansNever) {
      const errors: HoursError[] = [{ field: 'never', problem: 'never' }]
      return page(c, mailbox, { draft, version, definition, asksNever: true, errors })
    }
    const set = await setCalendar(
      db,
      c.get('viewer'),
      { mailboxId: mailbox.id, definition, version },
      clock(),
    )
    if (!('refused' in set)) {
      deps.live.wake()
      const today = dayOf(dayNumber(calendar, clock()))
      const isPast = [
        ...definition.closings.filter(({ yearly }) => !yearly).map(({ until }) => until),
        ...definition.openings.map(({ on }) => on),
      ].some((day) => day < today)
      return goTo(
        c,
        `/mailboxes/${mailbox.id}/hours?done=${set.changed ? (isPast ? 'past' : 'saved') : 'same'}`,
      )
    }
    if (set.refused === 'forbidden') return notFound(c, deps)
    const name = (await nameOfAccount(db, set.by)) ?? t('hours.somebody')
    const words = t('hours.changed_meanwhile', { name })
    return page(c, mailbox, { draft, version: set.version, definition, words: { kind: 'refused', words } })
  }

  async function page(c: Context<Env>, mailbox: Mailbox, shown: Shown) {
    const reader = c.get('reader')
    const viewer = c.get('viewer')
    const kept = await keptCalendar(db, mailbox.id)
    const definition = shown.definition ?? kept.definition
    const calendar = await calendarOf(definition, clock())
    const others = (await mailboxesWithHours(db, viewer)).filter(({ id }) => id !== mailbox.id)
    const frame = await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings', flash: shown.words })
    return sendDocument(
      c,
      <HoursPage
        frame={frame}
        mailbox={mailbox}
        others={others}
        draft={shown.draft ?? draftOf(kept.definition)}
        version={shown.version ?? kept.version}
        isUsual={kept.version === 0}
        changed={
          kept.changedAt === null ? null : { at: kept.changedAt, by: await nameOfAccount(db, kept.changedBy) }
        }
        regions={await regionChoices(reader.locale)}
        errors={shown.errors ?? []}
        asksNever={shown.asksNever ?? false}
        isTyped={shown.definition !== undefined}
        timeZone={calendar.timeZone}
        state={openState(calendar, clock())}
        coming={comingDays(calendar, clock(), HALF_A_YEAR)}
        focus={shown.focus ?? null}
      />,
      (shown.errors ?? []).length > 0 || shown.words?.kind === 'refused' ? 422 : 200,
    )
  }

  return app
}
