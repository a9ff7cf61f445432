import type { Context } from 'hono'

/**
 * The policy of a page that shows a stranger's HTML: nothing runs, nothing is sent, nothing is fetched but
 * the mail's own pictures and, when the reader asked, those from elsewhere. Style attributes need
 * 'unsafe-inline'; what may stand in them was decided when the mail was sanitised.
 */
export function setMailFramePolicy(c: Context, { remoteImages }: { remoteImages: boolean }): void {
  c.header(
    'Content-Security-Policy',
    [
      "default-src 'none'",
      remoteImages ? "img-src 'self' data: https: http:" : "img-src 'self' data:",
      "style-src 'unsafe-inline'",
      "form-action 'none'",
      "base-uri 'none'",
      "frame-ancestors 'self'",
      'sandbox allow-same-origin allow-popups allow-popups-to-escape-sandbox',
    ].join('; '),
  )
  // A picture elsewhere learns nothing of this site.
  c.header('Referrer-Policy', 'no-referrer')
}
