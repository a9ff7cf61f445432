import { Hono } from 'hono'
import type { Db } from '../../src/db/database.ts'
import type { Assets } from '../../src/web/assets.ts'
import type { Post } from './post.ts'

export type PageDeps = {
  db: Db
  /** Where hoshin itself is; no slash at its end. */
  inbox: string
  assets: Assets
  post: Post
  /** Now, UTC ms. */
  clock: () => number
  log: (line: string) => void
}

/** The page for playing the customer. */
export function createPage({ post }: PageDeps): Hono {
  const app = new Hono()
  app.get('/demo', async (c) => c.json(await post.list(null, { limit: 10, offset: 0 })))
  return app
}
