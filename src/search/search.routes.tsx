import { type Context, Hono } from 'hono'
import type { Errors } from '../../views/parts.tsx'
import { SearchPage } from '../../views/search/search-page.tsx'
import { SearchSuggestions } from '../../views/search/search-suggestions.tsx'
import { numberIn } from '../thread/thread.routes.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { completions } from './complete.ts'
import { sortings } from './find-hits.ts'
import { namesInSight } from './names-in-sight.store.ts'
import { QUERY_LIMIT } from './query.ts'
import { findSaved } from './saved.store.ts'
import { savingInView } from './saved-view.ts'
import { searchInView } from './search-view.ts'

/** Searching: GET /search?q=…&sort=newest|best&after=…&saved=ID, and what completes a query while it is typed. */
export function searchRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/search', (c) => sendSearch(c, deps))

  // Nothing but the list, no page around it.
  app.get('/search/suggestions', async (c) => {
    const typed = (c.req.query('q') ?? '').slice(0, QUERY_LIMIT)
    const at = Math.trunc(Number(c.req.query('at') ?? typed.length))
    const names = await namesInSight(deps.db, c.get('viewer'))
    const reader = c.get('reader')
    const choices = completions(typed, at >= 0 ? at : typed.length, names, reader.locale)
    return c.html(<SearchSuggestions reader={reader} choices={choices} />)
  })

  return app
}

/** A search as it is shown again with a form that was refused: what was typed, and why not. */
export type Refused = {
  query: string
  sorting: string
  savedId: number | null
  typed: Readonly<Record<string, string>>
  errors: Errors
  status: 403 | 409 | 422
}

/**
 * Sends the page of a search: what the address asks for, or the saved search that it names. What is wrong with a query
 * is told on the page, with status 422.
 */
export async function sendSearch(c: Context<Env>, deps: Deps, refused?: Refused): Promise<Response> {
  const [viewer, reader] = [c.get('viewer'), c.get('reader')]
  const savedId = refused ? refused.savedId : numberIn(c.req.query('saved'))
  const saved = savedId ? await findSaved(deps.db, viewer, savedId) : null
  const asked = {
    query: refused?.query ?? c.req.query('q') ?? saved?.query ?? '',
    sorting: sortingOf(refused?.sorting ?? c.req.query('sort') ?? (c.req.query('q') ? '' : saved?.sorting)),
  }
  const found = await searchInView(deps.db, viewer, reader, { ...asked, after: c.req.query('after') })
  const done = doneWords.find((word) => word === c.req.query('done'))
  const frame = await frameOf(c, deps, {
    page: 'search',
    flash: done && !refused ? { kind: 'done', words: reader.t(`search_saved.${done}`) } : undefined,
  })
  return sendDocument(
    c,
    <SearchPage
      frame={{ ...frame, saved: saved?.id }}
      {...found}
      saving={await savingInView(deps.db, viewer, { ...asked, saved }, refused)}
    />,
    refused?.status ?? (found.wrong ? 422 : 200),
  )
}

const doneWords = ['kept', 'saved', 'removed'] as const

function sortingOf(word: string | undefined) {
  return sortings.find((sorting) => sorting === word) ?? 'newest'
}
