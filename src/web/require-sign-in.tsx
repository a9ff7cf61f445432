import type { Context, MiddlewareHandler } from 'hono'
import { SignedOut } from '../../views/account/signed-out.tsx'
import { Sheet } from '../../views/layout.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Deps } from './deps.ts'
import type { Env } from './env.ts'
import { typedInto } from './forms.ts'
import { goTo, wantsFragment } from './fragment.ts'
import { localPath } from './local-path.ts'
import { sendDocument } from './page.tsx'

/**
 * Sends whoever is not signed in to the sign-in page, and afterwards back to where they wanted to go. A form
 * that was being written when its session ended comes back with all that was typed.
 */
export function requireSignIn(deps: Pick<Deps, 'assets'>): MiddlewareHandler<Env> {
  return async (c, next) => {
    const viewer: Viewer | undefined = c.get('viewer')
    if (viewer) return next()
    const signIn = `/sign-in?next=${encodeURIComponent(wantedPage(c))}`
    if (c.req.method !== 'POST') return goTo(c, signIn)
    const reader = c.get('reader')
    return sendDocument(
      c,
      <Sheet reader={reader} assets={deps.assets.addresses()} title={reader.t('signin.lost_title')}>
        <SignedOut reader={reader} signIn={signIn} action={pathOf(c.req.url)} typed={await typedInto(c)} />
      </Sheet>,
      401,
    )
  }
}

/** The page to come back to: this one, or for a form and a fragment the page around it. */
function wantedPage(c: Context): string {
  if (c.req.method === 'GET' && !wantsFragment(c)) return pathOf(c.req.url)
  return pathOf(c.req.header('hx-current-url') ?? c.req.header('referer') ?? '')
}

function pathOf(url: string): string {
  if (!URL.canParse(url)) return '/'
  const { pathname, search } = new URL(url)
  return localPath(pathname + search)
}
