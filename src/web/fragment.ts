import type { Context } from 'hono'

/** Whether htmx asks for a piece to swap in, rather than the browser or a boosted link for a page. */
export function wantsFragment(c: Context): boolean {
  return c.req.header('hx-request') === 'true' && c.req.header('hx-request-type') !== 'full'
}

/**
 * Sends the browser elsewhere as a full page. htmx follows a 303 by itself and would swap the answer
 * into the target, so it is told by HX-Redirect, which sets location.href.
 */
export function goTo(c: Context, url: string): Response {
  if (c.req.header('hx-request') === 'true') return c.body(null, 204, { 'HX-Redirect': url })
  return c.redirect(url, 303)
}
