import { Hono } from 'hono'
import { SearchPage } from '../../views/search/search-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { frameOf, sendDocument } from '../web/page.tsx'
import { sortings } from './find-hits.ts'
import { searchInView } from './search-view.ts'

/** GET /search?q=…&sort=newest|best&after=…: what is wrong with a query is told on the page, with status 422. */
export function searchRoutes(deps: Deps) {
  const app = new Hono<Env>()

  app.get('/search', async (c) => {
    const found = await searchInView(deps.db, c.get('viewer'), c.get('reader'), {
      query: c.req.query('q') ?? '',
      sorting: sortings.find((word) => word === c.req.query('sort')) ?? 'newest',
      after: c.req.query('after'),
    })
    const frame = await frameOf(c, deps, { page: 'search' })
    return sendDocument(c, <SearchPage frame={frame} {...found} />, found.wrong ? 422 : 200)
  })

  return app
}
