import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { LabelAttempt } from '../../views/label/thread-labels.tsx'
import { maySend, mayWork } from '../access/viewer.ts'
import { changeRefused } from '../change/change.routes.tsx'
import { changeOne, type OneChanged } from '../change/change-one.ts'
import { backTelling } from '../change/onward.routes.tsx'
import { transact } from '../db/transact.ts'
import { numberIn, refused, sendThread, threadId } from '../thread/thread.routes.tsx'
import { findThread, type Thread } from '../thread/thread.store.ts'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm } from '../web/forms.ts'
import { createLabel } from './change-label.ts'
import { labelsInSight, labelsNamed } from './label.store.ts'
import { isForMailbox, readLabelName } from './label.ts'
import { nameProblems, unknownName } from './label-view.ts'

/** A field may be left out, or come as more than one kind of form sends it. */
export const LabelForm = z.object({
  name: z.string().default(''),
  label: z.string().default(''),
  remove: z.string().default(''),
  create: z.string().default(''),
})

/** Labels on a thread. */
export function labelRoutes(deps: Deps) {
  const app = new Hono<Env>()
  const { db } = deps

  app.post('/threads/:id/labels', async (c) => {
    const form = await parseForm(c, LabelForm)
    const thread = await findThread(db, c.get('viewer'), threadId(c))
    if (!form.ok || !thread) return notFound(c, deps)
    const { remove, label, name, create } = form.value
    if (remove !== '') return answer(c, await take(c, thread, numberIn(remove)), '')
    if (label !== '') return answer(c, await put(c, thread, numberIn(label)), name)
    if (!mayWork(c.get('viewer'), thread.mailbox_id)) return answer(c, { refused: 'read-only' }, name)
    return byName(c, thread, name, create !== '')
  })

  async function byName(c: Context<Env>, thread: Thread, typed: string, create: boolean) {
    const reader = c.get('reader')
    const read = readLabelName(typed)
    if ('refused' in read) return again(c, { ...plain(typed), error: reader.t(nameProblems[read.refused]) })
    const [known] = await labelsNamed(db, read.name, { mailboxId: thread.mailbox_id })
    if (known?.kind === 'customer') {
      return again(c, { ...plain(typed), error: reader.t('label.is_of_customers', { name: known.name }) })
    }
    if (known) return answer(c, await put(c, thread, known.id), typed)
    if (!create) {
      const choices = await labelsInSight(db, c.get('viewer'), 'thread')
      const here = choices.filter((choice) => isForMailbox(choice, thread.mailbox_id))
      return again(c, unknownName(reader, read.name, here, maySend(c.get('viewer'), thread.mailbox_id)))
    }
    return answer(c, await createAndPut(c, thread, read.name), typed)
  }

  function createAndPut(c: Context<Env>, thread: Thread, name: string): Promise<OneChanged> {
    return transact(db, async (tx) => {
      const wish = { name, kind: 'thread' as const, mailboxId: thread.mailbox_id }
      const made = await createLabel(tx, c.get('viewer'), wish, deps.clock())
      if ('label' in made) return put(c, thread, made.label.id, tx)
      // Somebody else was quicker: theirs is meant.
      if (made.refused === 'taken') return put(c, thread, made.by.id, tx)
      return { refused: 'read-only' }
    })
  }

  function put(c: Context<Env>, thread: Thread, labelId: number, handle = db) {
    const change = { kind: 'label', labelId } as const
    return changeOne(handle, c.get('viewer'), { threadId: thread.id, change }, deps.clock())
  }

  function take(c: Context<Env>, thread: Thread, labelId: number) {
    const change = { kind: 'unlabel', labelId } as const
    return changeOne(db, c.get('viewer'), { threadId: thread.id, change }, deps.clock())
  }

  function answer(c: Context<Env>, outcome: OneChanged, typed: string) {
    if (!('refused' in outcome)) return backTelling(c, deps, outcome.changeId)
    const { t } = c.get('reader')
    switch (outcome.refused) {
      case 'not-found':
        return notFound(c, deps)
      case 'read-only':
        return sendThread(c, deps, refused(t('label.read_only'), 403))
      case 'unknown-label':
        return again(c, { ...plain(typed), error: t('label.unknown_label') })
      case 'too-many':
        return again(c, { ...plain(typed), error: t('label.too_many') })
      default:
        return changeRefused(c, deps, outcome)
    }
  }

  /** The field stands open again, with what was typed. */
  function again(c: Context<Env>, label: LabelAttempt) {
    return sendThread(c, deps, { open: 'nothing', attempts: { label }, status: 422 })
  }

  return app
}

/** Nothing can be made or chosen instead. */
function plain(typed: string): Omit<LabelAttempt, 'error'> {
  return { typed, mayCreate: false, near: [] }
}
