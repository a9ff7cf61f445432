import { csrf } from 'hono/csrf'

/**
 * Refuses forms that another site sent: Sec-Fetch-Site or Origin must be ours. Browsers set both
 * themselves, so no token has to travel through the pages.
 */
export function refuseForeignForms(publicUrl: URL) {
  return csrf({
    // Behind a reverse proxy the request's own URL says http, while the browser's origin is the public one.
    origin: (origin, c) => origin === publicUrl.origin || origin === new URL(c.req.url).origin,
  })
}
