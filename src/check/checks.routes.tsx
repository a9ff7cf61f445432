import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { type CheckRow, ChecksPage } from '../../views/check/checks-page.tsx'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { type CheckKind, checkKinds } from './check.ts'
import { keptChecks, linesOf } from './check-settings.store.ts'
import { MANY_RECIPIENTS } from './recipients.ts'
import { setChecks } from './set-checks.ts'

/** Each field once. */
const Fields = z.record(z.string(), z.string().catch(''))
type Values = z.infer<typeof Fields>

/** What is typed for one check, characters. */
const WORDS_LIMIT = 5000
const LONGEST_PAUSE = 600

/** What a mailbox's replies are looked at for before they go, for its supervisors and for administrators. */
export function checkRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()
  const address = '/mailboxes/:id{[0-9]{1,15}}/sending-checks'

  app.get(address, (c) => page(c, null))

  app.post(address, async (c) => {
    const mailbox = await mailboxOf(c)
    const form = await parseForm(c, Fields)
    if (!mailbox || !form.ok) return notFound(c, deps)
    const pause = readPause(form.value.pause ?? '')
    if (pause === 'wrong') return page(c, form.value)
    const checks = Object.fromEntries(
      checkKinds.map((kind) => [
        kind,
        {
          on: form.value[`on_${kind}`] !== undefined,
          words: linesOf((form.value[`words_${kind}`] ?? '').slice(0, WORDS_LIMIT)),
        },
      ]),
    ) as Record<CheckKind, { on: boolean; words: string[] }>
    const set = await setChecks(db, c.get('viewer'), { mailboxId: mailbox.id, checks, pause }, clock())
    if ('refused' in set) return notFound(c, deps)
    deps.live.wake()
    return goTo(c, `/mailboxes/${mailbox.id}/sending-checks?done=saved`)
  })

  /** Only those that this person may set exist here. */
  async function mailboxOf(c: Context<Env>) {
    const id = Number(c.req.param('id'))
    return (await mailboxesWithHours(db, c.get('viewer'))).find((one) => one.id === id)
  }

  /** @param typed what was refused; null for what stands */
  async function page(c: Context<Env>, typed: Values | null) {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const kept = await keptChecks(db, mailbox.id)
    const { send_pause } = await db
      .selectFrom('mailboxes')
      .select('send_pause')
      .where('id', '=', mailbox.id)
      .executeTakeFirstOrThrow()
    const rows = checkKinds.map((kind): CheckRow => {
      const { on, words, score } = kept[kind]
      const shown =
        kind === 'many_recipients' && words.length === 0 ? String(MANY_RECIPIENTS) : words.join('\n')
      return {
        kind,
        on: typed ? typed[`on_${kind}`] !== undefined : on,
        words: typed ? (typed[`words_${kind}`] ?? '') : shown,
        ...score,
      }
    })
    const { t } = c.get('reader')
    const isSaved = typed === null && c.req.query('done') === 'saved'
    const frame = await frameOf(c, deps, {
      page: c.get('viewer').isAdmin ? 'admin' : 'settings',
      flash: isSaved ? { kind: 'done', words: t('check_page.saved') } : undefined,
    })
    return sendDocument(
      c,
      <ChecksPage
        frame={frame}
        mailbox={mailbox}
        rows={rows}
        pause={typed ? (typed.pause ?? '') : send_pause === null ? '' : String(send_pause / 1000)}
        usualPause={Math.round(deps.config.sendPause / 1000)}
        pauseIsWrong={typed !== null}
      />,
      typed ? 422 : 200,
    )
  }

  return app
}

/** Seconds as typed → ms; null where nothing is. */
function readPause(typed: string): number | null | 'wrong' {
  const text = typed.normalize('NFKC').trim()
  if (text === '') return null
  const seconds = /^[0-9]{1,3}$/.test(text) ? Number(text) : Number.NaN
  return seconds <= LONGEST_PAUSE ? seconds * 1000 : 'wrong'
}
