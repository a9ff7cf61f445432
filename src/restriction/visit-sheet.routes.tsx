import type { Context } from 'hono'
import { VisitPage } from '../../views/restriction/visit-page.tsx'
import type { Deps } from '../web/deps.ts'
import type { Env } from '../web/env.ts'
import { notFound } from '../web/errors.tsx'
import { sendDocument } from '../web/page.tsx'

/**
 * The answer where a thread is not in sight: the same as for one that never was. Only an administrator learns
 * that it is restricted, and is asked why they want to open it.
 */
export async function sendOutOfSight(
  c: Context<Env>,
  deps: Deps,
  threadId: number,
  typed: { reason: string; error: string } | null = null,
): Promise<Response> {
  if (!c.get('viewer').isAdmin || !(await isRestricted(deps, threadId))) return notFound(c, deps)
  return sendDocument(
    c,
    <VisitPage
      reader={c.get('reader')}
      assets={deps.assets.addresses()}
      threadId={threadId}
      reason={typed?.reason ?? ''}
      error={typed?.error}
    />,
    typed ? 422 : 200,
  )
}

async function isRestricted({ db }: Deps, threadId: number): Promise<boolean> {
  const row = await db
    .selectFrom('threads')
    .select('restricted_at')
    .where('id', '=', threadId)
    .executeTakeFirst()
  return row !== undefined && row.restricted_at !== null
}
