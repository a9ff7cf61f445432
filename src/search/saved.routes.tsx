import { type Context, Hono } from 'hono'
import { z } from 'zod'
import type { Key } from '../../views/locales/index.ts'
import { numberIn } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { parseForm, type Values } from '../web/forms.ts'
import { goTo } from '../web/fragment.ts'
import { sortings } from './find-hits.ts'
import { type ChangedSaved, changeSaved, removeSaved, type SearchToSave, saveSearch } from './save-search.ts'
import { findSaved } from './saved.store.ts'
import { sendSearch } from './search.routes.tsx'

const Kept = z.object({
  name: z.string().default(''),
  query: z.string().default(''),
  sorting: z.string().default(''),
  mailbox: z.string().default(''),
  version: z.string().default(''),
})

const path = '/searches/:id{[0-9]{1,15}}'

/** Saved searches: keeping, changing and sharing, removing. They are shown by GET /search?saved=ID. */
export function savedRoutes(deps: Deps) {
  const { db, clock } = deps
  const app = new Hono<Env>()

  app.post('/searches', async (c) => {
    const form = await parseForm(c, Kept)
    if (!form.ok) return notFound(c, deps)
    const saved = await saveSearch(db, c.get('viewer'), wished(form.value), clock())
    if ('refused' in saved) return again(c, form.values, saved.refused, null)
    deps.live.wake()
    return goTo(c, `/search?saved=${saved.id}&done=kept`)
  })

  app.post(path, async (c) => {
    const id = numberIn(c.req.param('id'))
    const form = await parseForm(c, Kept)
    if (!form.ok) return notFound(c, deps)
    const input = { ...wished(form.value), id, version: numberIn(form.value.version) }
    const changed = await changeSaved(db, c.get('viewer'), input, clock())
    if (!('refused' in changed)) {
      deps.live.wake()
      return goTo(c, `/search?saved=${id}&done=saved`)
    }
    return changed.refused === 'not-found' ? notFound(c, deps) : again(c, form.values, changed.refused, id)
  })

  app.post(`${path}/removals`, async (c) => {
    const id = numberIn(c.req.param('id'))
    const saved = await findSaved(db, c.get('viewer'), id)
    if (!saved) return notFound(c, deps)
    const removed = await removeSaved(db, c.get('viewer'), id)
    if ('refused' in removed) {
      const { query, sorting } = saved
      return again(c, { query, sorting }, 'not-yours', id)
    }
    deps.live.wake()
    return goTo(c, `/search?${new URLSearchParams({ q: saved.query, done: 'removed' })}`)
  })

  // Reloading the address of a refused form.
  app.get('/searches', (c) => goTo(c, '/search'))
  app.get(path, (c) => goTo(c, `/search?saved=${c.req.param('id')}`))
  app.get(`${path}/removals`, (c) => goTo(c, `/search?saved=${c.req.param('id')}`))

  function again(c: Context<Env>, typed: Values, refusal: Refusal, savedId: number | null) {
    const { field, words, status } = refusals[refusal]
    return sendSearch(c, deps, {
      ...{ query: typed.query ?? '', sorting: typed.sorting ?? '', savedId, typed, status },
      errors: { [field]: c.get('reader').t(words) },
    })
  }

  return app
}

function wished({ name, query, sorting, mailbox }: z.infer<typeof Kept>): SearchToSave {
  const known = sortings.find((word) => word === sorting) ?? 'newest'
  return { name, query, sorting: known, mailboxId: mailbox === '' ? null : numberIn(mailbox) }
}

type Refusal = Exclude<Extract<ChangedSaved, { refused: string }>['refused'], 'not-found'> | 'too-many'

const refusals: Record<Refusal, { field: string; words: Key; status: 403 | 409 | 422 }> = {
  'empty-name': { field: 'name', words: 'search_saved.empty_name', status: 422 },
  'long-name': { field: 'name', words: 'search_saved.long_name', status: 422 },
  'not-your-mailbox': { field: 'mailbox', words: 'search_saved.not_your_mailbox', status: 403 },
  'bad-query': { field: 'form', words: 'search_saved.bad_query', status: 422 },
  'too-many': { field: 'form', words: 'search_saved.too_many', status: 422 },
  'not-yours': { field: 'form', words: 'search_saved.not_yours', status: 403 },
  'changed-meanwhile': { field: 'form', words: 'search_saved.changed_meanwhile', status: 409 },
}
