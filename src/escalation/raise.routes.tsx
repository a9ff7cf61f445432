import { type Context, Hono } from 'hono'
import type { RaiseValues } from '../../views/escalation/raise-form.tsx'
import type { Key } from '../../views/locales/index.ts'
import { asComment, backToThread, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import { partyOf } from '../wait/party.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { type AskedDepartment, askDepartment } from './ask-department.ts'
import { findEscalation, openEscalationOf, reportOf } from './escalation.store.ts'
import { type RaisedEscalation, raiseEscalation } from './raise-escalation.ts'
import { raiseFormSchema, valuesOf } from './raise-fields.ts'

/** Raising, from a thread, a message, a comment or a report: to a superior, or to another department. */
export function raiseRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.get('/threads/:id/escalations/new', async (c) => {
    const seen = await findThread(db, c.get('viewer'), threadId(c))
    const open = seen && (await openEscalationOf(db, seen.id))
    if (open) {
      return sendThread(c, deps, refused(c.get('reader').t('escalation.already_open'), 409))
    }
    const from = {
      commentId: numberIn(c.req.query('comment')) || null,
      messageId: numberIn(c.req.query('message')) || null,
      reportId: numberIn(c.req.query('report')) || null,
      hitId: numberIn(c.req.query('rule')) || null,
    }
    return sendThread(c, deps, { open: 'nothing', attempts: { raise: { from } } })
  })

  app.post('/threads/:id/escalations', async (c) => {
    const form = await parseForm(c, raiseFormSchema)
    if (!form.ok) return notFound(c, deps)
    const { values, wantedBy } = valuesOf(form.value, c.get('reader').timeZone)
    if (form.value.use !== null) return withDecision(c, values, form.value.use)
    if (values.wantedBy !== '' && wantedBy === null)
      return again(c, values, { wanted_by: 'refusal.bad_time' })
    const made = await raise(c, values, wantedBy)
    if (!('refused' in made)) return backToThread(c, deps, threadId(c), '#escalation')
    return answer(c, values, made)
  })

  async function raise(c: Context<Env>, values: RaiseValues, wantedBy: number | null) {
    const { urgency, expertise, impact, kind, report, commentId, messageId } = values
    const asked = {
      threadId: threadId(c),
      criteria: { urgency, expertise, impact },
      report,
      wantedBy,
      commentId,
      messageId,
    }
    if (kind === 'other_dept') {
      const party = await partyOf(db, values.party)
      return askDepartment(db, c.get('viewer'), { ...asked, party }, clock())
    }
    const to = {
      kind,
      level: numberIn(values.level) || null,
      levelReason: values.levelReason,
      of: numberIn(values.of) || null,
      reportId: values.reportId,
    }
    return raiseEscalation(db, c.get('viewer'), { ...asked, ...to }, clock())
  }

  /** The form again, asking whether a past decision may be followed once more. */
  async function withDecision(c: Context<Env>, values: RaiseValues, id: number) {
    const past = await findEscalation(db, c.get('viewer'), id)
    const words = past && (past.decision_words ?? reportOf(past).how.text)
    const proposed = words ? c.get('reader').t('escalation.use_wanted', { words }) : ''
    const wanted = [values.report.wanted, proposed].filter(Boolean).join('\n')
    const report = { ...values.report, wanted }
    return sendThread(c, deps, {
      open: 'nothing',
      attempts: { raise: { values: { ...values, report }, errors: {} } },
    })
  }

  /** The form again, with what was typed and what is wrong. */
  function again(c: Context<Env>, values: RaiseValues, errors: Record<string, Key>) {
    const { t } = c.get('reader')
    const inWords = Object.fromEntries(Object.entries(errors).map(([field, key]) => [field, t(key)]))
    return sendThread(c, deps, {
      open: 'nothing',
      status: 422,
      attempts: { raise: { values, errors: inWords } },
    })
  }

  type Refused = Extract<RaisedEscalation | AskedDepartment, { refused: string }>

  function answer(c: Context<Env>, values: RaiseValues, made: Refused) {
    const { t } = c.get('reader')
    switch (made.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403))
      case 'already-open': {
        // What is new belongs with what is open: the words stand in a comment, ready to be posted.
        const page = refused(t('escalation.already_open'), 409)
        const words = [values.report.wanted, values.report.what.text].filter(Boolean).join('\n')
        return sendThread(c, deps, { ...page, attempts: { comment: asComment(words, page) } })
      }
      case 'level-needs-reason':
        return again(c, values, { level_reason: 'escalation.level_needs_reason' })
      case 'unknown-person':
        return again(c, values, { of: 'escalation.unknown_person' })
      case 'wanted-in-the-past':
      case 'due-in-the-past':
        return again(c, values, { wanted_by: 'escalation.wanted_in_the_past' })
      case 'no-party':
        return again(c, values, { party: 'refusal.no_party' })
      case 'empty':
        return again(c, values, { wanted: 'escalation.needs_words' })
      case 'too-long':
        return again(c, values, { ['field' in made ? made.field : 'wanted']: 'escalation.too_long' })
    }
  }

  return app
}
