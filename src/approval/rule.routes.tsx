import { type Context, Hono } from 'hono'
import { z } from 'zod'
import { ApprovalRulePage } from '../../views/approval/rule-page.tsx'
import { mailboxesWithHours } from '../business-time/hours-view.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm, ticked } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import type { ApprovalRule } from './approval.ts'
import { approvalRuleOf, MOST_ENTRIES, setApprovalRule } from './rule.store.ts'

const Fields = z.object({
  ...{ everything: ticked(), outside: ticked(), supervisors_too: ticked() },
  ...{ inside: z.string().default(''), words: z.string().default('') },
  rounds: z.coerce.number().int().catch(1),
})

/** What a mailbox wants approved, for its supervisors and for administrators. */
export function approvalRuleRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()
  const address = '/mailboxes/:id{[0-9]{1,15}}/approval'

  app.get(address, async (c) => {
    const mailbox = await mailboxOf(c)
    return mailbox ? page(c, await approvalRuleOf(db, mailbox.id), {}) : notFound(c, deps)
  })

  app.post(address, async (c) => {
    const mailbox = await mailboxOf(c)
    const form = await parseForm(c, Fields)
    if (!mailbox || !form.ok) return notFound(c, deps)
    const { inside, words, supervisors_too: supervisorsToo, ...rest } = form.value
    const rule: ApprovalRule = {
      ...rest,
      supervisorsToo,
      insideDomains: linesOf(inside).map((line) => line.toLowerCase().replace(/^@/, '')),
      words: linesOf(words),
    }
    const set = await setApprovalRule(db, c.get('viewer'), { mailboxId: mailbox.id, rule }, clock())
    if (!('refused' in set)) return goTo(c, `/mailboxes/${mailbox.id}/approval?done=saved`)
    const { t } = c.get('reader')
    switch (set.refused) {
      case 'not-supervisor':
        return notFound(c, deps)
      case 'too-many':
        return page(c, rule, { [set.field ?? 'words']: t('approval_page.too_many', { most: MOST_ENTRIES }) })
      case 'bad-domain':
        return page(c, rule, { inside: t('approval_page.bad_domain') })
    }
  })

  /** Only those that this person may set exist here. */
  async function mailboxOf(c: Context<Env>) {
    const id = Number(c.req.param('id'))
    return (await mailboxesWithHours(db, c.get('viewer'))).find((one) => one.id === id)
  }

  async function page(c: Context<Env>, rule: ApprovalRule, errors: Record<string, string>) {
    const viewer = c.get('viewer')
    const { t } = c.get('reader')
    const mailbox = await db
      .selectFrom('mailboxes')
      .select(['id', 'name', 'address'])
      .where('id', '=', Number(c.req.param('id')))
      .executeTakeFirstOrThrow()
    const isSaved = c.req.query('done') === 'saved'
    const flash = isSaved ? ({ kind: 'done', words: t('approval_page.saved') } as const) : undefined
    const frame = await frameOf(c, deps, { page: viewer.isAdmin ? 'admin' : 'settings', flash })
    const status = Object.keys(errors).length > 0 ? 422 : 200
    const shown = { ...mailbox, domain: mailbox.address.split('@')[1] ?? '' }
    return sendDocument(
      c,
      <ApprovalRulePage frame={frame} mailbox={shown} rule={rule} errors={errors} />,
      status,
    )
  }

  return app
}

function linesOf(text: string): string[] {
  return [
    ...new Set(
      text
        .split(/[\n、,]/)
        .map((line) => line.trim().slice(0, 200))
        .filter((line) => line !== ''),
    ),
  ]
}
