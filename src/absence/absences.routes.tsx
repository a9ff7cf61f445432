import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { AbsencesPage, type AbsencesPageProps } from '../../views/absence/absences-page.tsx'
import { dayAndTime, fieldTime } from '../../views/reader.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { fromLocalTime } from '../web/local-time.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { namesOf } from './absence.store.ts'
import { absencesInView } from './absence-view.ts'
import { type AbsenceSet, endAbsence, setAbsence } from './set-absence.ts'

const text = () => z.string().default('')
const Form = z.object({ person: text(), from: text(), until: text(), deputy: text(), note: text() })

type Values = AbsencesPageProps['values']
type Errors = Record<string, string>

/** Being away, with a deputy: one's own, and of others for supervisors and administrators. */
export function absenceRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/absences', (c) => page(c, { changing: Number(c.req.query('change')) || null }))
  app.post('/absences', (c) => save(c, null))
  app.post('/absences/:id{[0-9]{1,15}}', (c) => save(c, Number(c.req.param('id'))))

  app.post('/absences/:id{[0-9]{1,15}}/end', async (c) => {
    const ended = await endAbsence(db, c.get('viewer'), Number(c.req.param('id')), clock())
    if (!ended) return notFound(c, deps)
    deps.live.wake()
    return goTo(c, '/absences?done=ended')
  })

  async function save(c: Context<Env>, id: number | null) {
    const viewer = c.get('viewer')
    const { t, timeZone } = c.get('reader')
    const form = await parseForm(c, Form)
    if (!form.ok) return notFound(c, deps)
    const values = form.value
    const again = (errors: Errors) => page(c, { changing: id, values, errors })
    const [from, until] = [fromLocalTime(values.from, timeZone), fromLocalTime(values.until, timeZone)]
    if (from === null || until === null) {
      const wrong = t('absence_problem.bad_time')
      return again({ ...(from === null && { from: wrong }), ...(until === null && { until: wrong }) })
    }
    const row =
      id === null
        ? undefined
        : await db.selectFrom('absences').select('account_id').where('id', '=', id).executeTakeFirst()
    const accountId = row?.account_id ?? (Number(values.person) || viewer.accountId)
    const deputyId = values.deputy === '' ? null : Number(values.deputy) || 0
    const wanted = { id, accountId, from, until, deputyId, note: values.note }
    const set = await setAbsence(db, viewer, wanted, clock())
    if ('refused' in set) {
      return set.refused === 'not-found' ? notFound(c, deps) : again(await refusalInWords(c, set))
    }
    deps.live.wake()
    return goTo(c, '/absences?done=saved')
  }

  /** Each beside the field that mends it. */
  async function refusalInWords(
    c: Context<Env>,
    set: Extract<AbsenceSet, { refused: string }>,
  ): Promise<Errors> {
    const reader = c.get('reader')
    const { t } = reader
    switch (set.refused) {
      case 'backwards':
      case 'past':
        return { until: t(`absence_problem.${set.refused}`) }
      case 'own-deputy':
        return { deputy: t('absence_problem.own_deputy') }
      case 'unknown-deputy':
        return { deputy: t('absence_problem.unknown_deputy') }
      case 'long-note':
        return { note: t('absence_problem.long_note') }
      case 'overlaps': {
        const [from, until] = [set.from, set.until].map((at) => dayAndTime(reader, at))
        return { from: t('absence_problem.overlaps', { from: from ?? '', until: until ?? '' }) }
      }
      case 'circle': {
        const names = await namesOf(db, set.accounts)
        const round = [...set.accounts, set.accounts[0] ?? 0].map((id) => names.get(id) ?? '')
        return { deputy: t('absence_problem.circle', { names: round.join(' → ') }) }
      }
      case 'not-found':
        return {}
    }
  }

  async function page(
    c: Context<Env>,
    { changing, values, errors = {} }: { changing: number | null; values?: Values; errors?: Errors },
  ) {
    const reader = c.get('reader')
    const now = clock()
    const view = await absencesInView(db, c.get('viewer'), now)
    const found = view.absences.find(({ id, mayChange }) => id === changing && mayChange)
    if (changing !== null && !found) return notFound(c, deps)
    const frame = await frameOf(c, deps, { page: 'settings', flash: flashOf(c) })
    const kept: Values = {
      person: String(c.get('viewer').accountId),
      from: fieldTime(reader, found?.from ?? now),
      until: found ? fieldTime(reader, found.until) : '',
      deputy: found?.deputyId ? String(found.deputyId) : '',
      note: found?.note ?? '',
    }
    return sendDocument(
      c,
      <AbsencesPage
        frame={frame}
        {...view}
        changing={found ?? null}
        values={values ?? kept}
        errors={errors}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return app
}

function flashOf(c: Context<Env>): { kind: 'done'; words: string } | undefined {
  const { t } = c.get('reader')
  const done = c.req.query('done')
  return done === 'ended' || done === 'saved' ? { kind: 'done', words: t(`absence.${done}`) } : undefined
}
