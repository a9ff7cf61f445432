import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import { nameOf } from '../account/account.store.ts'
import { offerAfter } from '../restriction/restriction.routes.tsx'
import { workersOf } from '../thread/people.store.ts'
import { asComment, backToThread, numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm, ticked } from '../web/forms.ts'
import { fromLocalTime } from '../web/local-time.ts'
import { acknowledgePolicy } from './acknowledge-policy.ts'
import { askPolicy } from './ask-policy.ts'
import { replyByWords } from './policy.ts'
import { type SetPolicy, setPolicy } from './set-policy.ts'

const policyForm = z.object({
  instruction: z.string().default(''),
  due: z.string().default(''),
  reply_by: z.enum(replyByWords).default('assignee'),
  needs_approval: ticked(),
  return_when: z.string().default(''),
  wording: z.string().default(''),
  raise_when_late: ticked(),
  version: z.coerce.number().int().positive().optional(),
})

type PolicyForm = z.infer<typeof policyForm>

export function policyRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.post('/threads/:id/policies', async (c) => {
    const form = await parseForm(c, policyForm)
    if (!form.ok) return notFound(c, deps)
    const { value } = form
    const reader = c.get('reader')
    const version = value.version ?? (await nextVersion(deps, threadId(c)))
    const dueAt = value.due === '' ? null : fromLocalTime(value.due, reader.timeZone)
    if (value.due !== '' && dueAt === null) {
      return again(c, deps, value, version, { due: reader.t('refusal.bad_time') })
    }
    const set = await setPolicy(
      deps.db,
      c.get('viewer'),
      {
        threadId: threadId(c),
        instruction: value.instruction,
        dueAt,
        replyBy: value.reply_by,
        needsApproval: value.needs_approval,
        returnWhen: value.return_when,
        wording: value.wording,
        raiseWhenLate: value.raise_when_late,
        replaces: version - 1,
      },
      deps.clock(),
    )
    return 'refused' in set ? refusedPolicy(c, deps, value, version, set) : backToThread(c, deps)
  })

  app.post('/policies/:id/acknowledgement', async (c) => {
    const done = await acknowledgePolicy(deps.db, c.get('viewer'), threadId(c), deps.clock())
    if (!('refused' in done)) return backToThread(c, deps, done.threadId)
    const { t } = c.get('reader')
    switch (done.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('refusal.read_only'), 403), done.threadId)
      case 'not-binding':
        return sendThread(c, deps, refused(t('refusal.not_binding'), 409), done.threadId)
    }
  })

  app.post('/threads/:id/policy-requests', async (c) => {
    const form = await parseForm(c, z.object({ of: z.string().default(''), body: z.string().default('') }))
    if (!form.ok) return notFound(c, deps)
    const { of, body } = form.value
    const asked = await askPolicy(
      deps.db,
      c.get('viewer'),
      { threadId: threadId(c), of: numberIn(of), body },
      deps.clock(),
    )
    if (!('refused' in asked)) {
      if (asked.outside) return offerAfter(c, deps, numberIn(of))
      return backToThread(c, deps, threadId(c), `#comment-${asked.commentId}`)
    }
    if (asked.refused === 'not-found') return notFound(c, deps)
    const { t } = c.get('reader')
    if (asked.refused === 'read-only') return sendThread(c, deps, refused(t('refusal.read_only'), 403))
    const wrong: Record<typeof asked.refused, { field: 'of' | 'body'; key: Key }> = {
      empty: { field: 'body', key: 'refusal.empty' },
      'too-long': { field: 'body', key: 'refusal.too_long' },
      'not-a-supervisor': { field: 'of', key: 'refusal.not_a_supervisor' },
    }
    const { field, key } = wrong[asked.refused]
    return sendThread(c, deps, {
      open: 'nothing',
      attempts: { policyRequest: { values: { of, body }, errors: { [field]: t(key) } } },
      status: 422,
    })
  })

  return app
}

async function nextVersion(deps: Deps, id: number): Promise<number> {
  const latest = await deps.db
    .selectFrom('policies')
    .select('version')
    .where('thread_id', '=', id)
    .orderBy('version', 'desc')
    .limit(1)
    .executeTakeFirst()
  return (latest?.version ?? 0) + 1
}

async function refusedPolicy(
  c: Context<Env>,
  deps: Deps,
  value: PolicyForm,
  version: number,
  set: Extract<SetPolicy, { refused: string }>,
): Promise<Response> {
  const { t } = c.get('reader')
  switch (set.refused) {
    case 'not-found':
      return notFound(c, deps)
    case 'not-supervisor': {
      const thread = await findThread(deps.db, c.get('viewer'), threadId(c))
      const people = thread ? await workersOf(deps.db, thread.mailbox_id) : { supervisors: [] }
      const names = people.supervisors
        .map((person) => [person.name, person.title].filter(Boolean).join(' '))
        .join('、')
      const words = t('refusal.not_supervisor', { names: names || t('refusal.no_supervisors') })
      const again = refused(words, 403)
      return sendThread(c, deps, { ...again, attempts: { comment: asComment(value.instruction, again) } })
    }
    case 'held-by-another': {
      const held = refused(t('refusal.held_by_another', { name: await nameOf(deps.db, set.by) }), 409)
      return sendThread(c, deps, { ...held, attempts: { comment: asComment(value.instruction, held) } })
    }
    case 'empty':
      return again(c, deps, value, version, { instruction: t('refusal.empty') })
    case 'too-long':
      return again(c, deps, value, version, { instruction: t('refusal.too_long') })
    case 'due-in-the-past':
      return again(c, deps, value, version, { due: t('refusal.due_in_the_past') })
    case 'replaced-meanwhile':
      return again(c, deps, value, set.version + 1, {
        instruction: t('refusal.replaced_meanwhile', { version: set.version }),
      })
  }
}

/** The form again, with everything that was typed. */
function again(
  c: Context<Env>,
  deps: Deps,
  value: PolicyForm,
  version: number,
  errors: Record<string, string>,
): Promise<Response> {
  return sendThread(c, deps, {
    open: 'nothing',
    status: 422,
    attempts: {
      policyForm: {
        version,
        values: {
          instruction: value.instruction,
          due: value.due,
          replyBy: value.reply_by,
          needsApproval: value.needs_approval,
          returnWhen: value.return_when,
          wording: value.wording,
          raiseWhenLate: value.raise_when_late,
        },
        errors,
      },
    },
  })
}
