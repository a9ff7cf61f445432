import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Errors } from '../../views/field.tsx'
import type { Key } from '../../views/locales/index.ts'
import { ReadingPage, RulesPage } from '../../views/rule/rules-page.tsx'
import { maySeeMailbox } from '../access/viewer.ts'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { confirmRule, shownRules } from './confirmations.store.ts'
import { rulesIn } from './rule.store.ts'
import { problemIn, type RuleProblem } from './rule.ts'
import { draftFrom, draftOf, emptyDraft, type RuleDraft, type RuleField, readDraft } from './rule-fields.ts'
import { choicesFor, reviewDate, rulesInView } from './rules-view.ts'
import { type SampleName, sampleDraft, samples } from './samples.ts'
import { type SetRule, setRule } from './set-rule.ts'
import { ruleStates, switchRule } from './switch-rule.ts'
import { type Trial, tryRule } from './try-rule.ts'

type Mailbox = { id: number; name: string }
type Shown = {
  draft?: RuleDraft
  ruleId?: number | null
  version?: number
  errors?: Errors
  trial?: Trial
  words?: { kind: 'done' | 'refused'; words: string }
}

/** A mailbox's rules for its supervisors and for administrators, and the page on which the team reads them. */
export function rulesRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()
  const rules = '/mailboxes/:id{[0-9]{1,15}}/rules'

  app.get(rules, async (c) => {
    const mailbox = await mailboxOf(c)
    return mailbox ? page(c, mailbox, await asked(c, mailbox)) : notFound(c, deps)
  })

  app.post(rules, async (c) => {
    const mailbox = await mailboxOf(c)
    if (!mailbox) return notFound(c, deps)
    const form = await parseForm(c, z.record(z.string(), z.string().catch('')))
    const fields = form.ok ? form.value : {}
    const { t, timeZone } = c.get('reader')
    const sample = sampleNamed((fields.act ?? '').replace(/^sample-/, ''))
    if (sample) {
      const words = { name: t(`rule_sample.${sample}`), hints: t('rule_sample.careful_hints') }
      const draft = sampleDraft(sample, words) ?? emptyDraft()
      return page(c, mailbox, { draft, words: { kind: 'done', words: t('rule.sample_taken') } })
    }
    const draft = draftFrom(fields)
    const typed = { draft, ruleId: Number(fields.rule) || null, version: Number(fields.version) || 0 }
    const { rule, reviewAt, wrong } = readDraft(draft, timeZone)
    const unreadable = Object.entries(wrong).map(([field, key]) => [field, t(`rule_refusal.${key}`)])
    if (unreadable.length > 0) return page(c, mailbox, { ...typed, errors: Object.fromEntries(unreadable) })
    if (fields.act === 'try') {
      const problem = problemIn({ ...rule, name: rule.name || '–' })
      if (problem && problem !== 'no_action') return page(c, mailbox, { ...typed, errors: said(c, problem) })
      const trial = await tryRule(db, c.get('viewer'), { mailboxId: mailbox.id, rule }, clock())
      return page(c, mailbox, { ...typed, trial })
    }
    const mailboxId = draft.scope === 'all' ? null : mailbox.id
    const ownerId = Number(draft.owner) || c.get('viewer').accountId
    const wanted = { id: typed.ruleId, mailboxId, ownerId, rule, reviewAt, replaces: typed.version }
    const set = await setRule(db, c.get('viewer'), wanted, clock())
    if (!('refused' in set)) return goTo(c, `/mailboxes/${mailbox.id}/rules?done=saved#rule-${set.ruleId}`)
    return refusedSave(c, mailbox, typed, set)
  })

  app.post(`${rules}/:rule{[0-9]{1,15}}/state`, async (c) => {
    const mailbox = await mailboxOf(c)
    const form = await parseForm(c, z.object({ state: z.enum(ruleStates) }))
    const id = Number(c.req.param('rule'))
    if (!mailbox || !form.ok || !(await isIn(mailbox.id, id))) return notFound(c, deps)
    const { state } = form.value
    const switched = await switchRule(db, c.get('viewer'), { id, state }, clock())
    if ('refused' in switched) return notFound(c, deps)
    deps.live.wake()
    return goTo(c, `/mailboxes/${mailbox.id}/rules?done=${state}#rule-${id}`)
  })

  app.get(`${rules}/reading`, async (c) => {
    const viewer = c.get('viewer')
    const mailbox = await seenMailbox(c)
    if (!mailbox) return notFound(c, deps)
    const shown = await shownRules(db, mailbox.id)
    const read = await db
      .selectFrom('rule_confirmations')
      .select(['rule_id', 'version', 'at'])
      .where('account_id', '=', viewer.accountId)
      .execute()
    const readAt = (id: number, version: number) =>
      read.find((row) => row.rule_id === id && row.version === version)?.at ?? null
    return sendDocument(
      c,
      <ReadingPage
        frame={await frameOf(c, deps, { page: 'settings' })}
        mailbox={mailbox}
        rules={shown.map(({ id, rule, version }) => ({ id, rule, readAt: readAt(id, version) }))}
        choices={await choicesFor(db, viewer, mailbox.id, clock())}
      />,
    )
  })

  app.post(`${rules}/:rule{[0-9]{1,15}}/confirmation`, async (c) => {
    const mailbox = await seenMailbox(c)
    const ruleId = Number(c.req.param('rule'))
    const input = { mailboxId: mailbox?.id ?? 0, ruleId }
    if (!mailbox || !(await confirmRule(db, c.get('viewer'), input, clock()))) return notFound(c, deps)
    return goTo(c, `/mailboxes/${mailbox.id}/rules/reading#rule-${ruleId}`)
  })

  async function mailboxOf(c: Context<Env>): Promise<Mailbox | undefined> {
    const id = Number(c.req.param('id'))
    return (await mailboxesWithHours(db, c.get('viewer'))).find((one) => one.id === id)
  }

  async function seenMailbox(c: Context<Env>): Promise<Mailbox | undefined> {
    const id = Number(c.req.param('id'))
    if (!maySeeMailbox(c.get('viewer'), id)) return undefined
    return db.selectFrom('mailboxes').select(['id', 'name']).where('id', '=', id).executeTakeFirst()
  }

  async function isIn(mailboxId: number, ruleId: number): Promise<boolean> {
    return (await rulesIn(db, mailboxId)).some(({ id }) => id === ruleId)
  }

  /** The rule that is to be edited, in the form; or what was done. */
  async function asked(c: Context<Env>, mailbox: Mailbox): Promise<Shown> {
    const { t } = c.get('reader')
    const kept = (await rulesIn(db, mailbox.id)).find(({ id }) => String(id) === c.req.query('rule'))
    const done: Record<string, Key> = {
      saved: 'rule.saved',
      on: 'rule.done_on',
      off: 'rule.done_off',
      shown: 'rule.done_shown',
      removed: 'rule.done_removed',
    }
    const key = done[c.req.query('done') ?? '']
    const words = key && { kind: 'done' as const, words: t(key) }
    if (!kept) return words ? { words } : {}
    const scope = kept.mailbox_id === null ? 'all' : ''
    const review = reviewDate(c.get('reader'), kept)
    const draft = draftOf(kept.rule, { owner: kept.owner_id, review, scope })
    return { draft, ruleId: kept.id, version: kept.version }
  }

  type Refused = Extract<SetRule, { refused: string }>

  function refusedSave(c: Context<Env>, mailbox: Mailbox, typed: Shown, set: Refused) {
    const { t } = c.get('reader')
    switch (set.refused) {
      case 'not-found':
      case 'no-right':
        return notFound(c, deps)
      case 'owner-cannot':
        return page(c, mailbox, { ...typed, errors: { owner: t('rule_refusal.owner_cannot') } })
      case 'review-in-the-past':
        return page(c, mailbox, { ...typed, errors: { review: t('rule_refusal.review_in_the_past') } })
      case 'replaced-meanwhile': {
        const { version } = set
        return page(c, mailbox, {
          ...{ ...typed, version },
          errors: { name: t('rule_refusal.replaced', { version }) },
        })
      }
      default:
        return page(c, mailbox, { ...typed, errors: said(c, set.refused) })
    }
  }

  async function page(c: Context<Env>, mailbox: Mailbox, shown: Shown) {
    const viewer = c.get('viewer')
    const { words: flash, errors = {}, trial = null } = shown
    const frame = await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings', flash })
    const own = { ...emptyDraft(), owner: String(viewer.accountId) }
    const draft = shown.draft ?? own
    return sendDocument(
      c,
      <RulesPage
        frame={frame}
        mailbox={mailbox}
        rules={await rulesInView(db, viewer, c.get('reader'), mailbox.id)}
        form={{
          draft: draft.owner === '' ? { ...draft, owner: own.owner } : draft,
          errors,
          ruleId: shown.ruleId ?? null,
          version: shown.version ?? 0,
          choices: await choicesFor(db, viewer, mailbox.id, clock()),
        }}
        trial={trial}
      />,
      Object.keys(errors).length > 0 ? 422 : 200,
    )
  }

  return app
}

/** The field beside which a problem is told. */
const besides: Record<RuleProblem, RuleField> = {
  no_name: 'name',
  long_name: 'name',
  no_condition: 'subject',
  no_action: 'escalate',
  long_pattern: 'subject',
  many_patterns: 'subject',
  empty_pattern: 'subject',
  long_hints: 'hints',
}

function said(c: Context<Env>, problem: RuleProblem): Errors {
  return { [besides[problem]]: c.get('reader').t(`rule_refusal.${problem}`) }
}

function sampleNamed(name: string): SampleName | null {
  const found = Object.values(samples)
    .flat()
    .find((sample) => sample.name === name)
  return found?.name ?? null
}
