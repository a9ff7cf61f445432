import type { Context } from 'hono'
import { html } from 'hono/html'
import type { Child } from 'hono/jsx'
import type { ContentfulStatusCode } from 'hono/utils/http-status'
import { type Flash, Sheet, Shell } from '../../views/layout.tsx'
import type { Place } from '../../views/shown.ts'
import type { Deps } from './deps.ts'
import type { Env, PublicEnv } from './env.ts'

/** Sends a whole document. */
export function sendDocument(
  c: Context,
  document: Child,
  status: ContentfulStatusCode = 200,
): Response | Promise<Response> {
  return c.html(html`<!doctype html>${document}`, status)
}

type ShellPage = {
  title: string
  page?: 'notifications' | 'outbox' | 'settings' | 'admin'
  view?: 'list' | 'thread' | 'page'
  place?: Place
  flash?: Flash | undefined
  status?: ContentfulStatusCode
}

/** Sends a page inside the signed-in frame, with the rail as it stands now. */
export async function sendShell(
  c: Context<Env>,
  deps: Deps,
  page: ShellPage,
  content: Child,
): Promise<Response> {
  const viewer = c.get('viewer')
  const { title, view = 'page', place = {}, flash, status } = page
  const rail = await deps.railOf(viewer)
  return sendDocument(
    c,
    <Shell
      {...rail}
      reader={c.get('reader')}
      viewer={viewer}
      assets={deps.assets.addresses()}
      title={title}
      view={view}
      place={place}
      page={page.page}
      flash={flash}
    >
      {content}
    </Shell>,
    status,
  )
}

/** Sends a page without the frame: sign-in, first run, an invitation, an error. */
export function sendSheet(
  c: Context<PublicEnv>,
  deps: Pick<Deps, 'assets'>,
  sheet: { title: string; flash?: Flash | undefined; status?: ContentfulStatusCode },
  content: Child,
): Response | Promise<Response> {
  const { title, flash, status } = sheet
  return sendDocument(
    c,
    <Sheet reader={c.get('reader')} assets={deps.assets.addresses()} title={title} flash={flash}>
      {content}
    </Sheet>,
    status,
  )
}
