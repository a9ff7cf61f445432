import type { MiddlewareHandler } from 'hono'

export const pagePolicy = [
  "default-src 'none'",
  "script-src 'self'",
  "style-src 'self'",
  "img-src 'self' data:",
  "font-src 'self'",
  "connect-src 'self'",
  "form-action 'self'",
  "frame-src 'self'",
  "base-uri 'none'",
  "frame-ancestors 'none'",
  "manifest-src 'self'",
].join('; ')

const everywhere: Readonly<Record<string, string>> = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'same-origin',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), interest-cohort=()',
}

/**
 * Puts the security headers on every answer. A route that shows what strangers wrote (mail bodies,
 * attachments) sets a Content-Security-Policy of its own, and that one is kept.
 */
export function secureHeaders({ https }: { https: boolean }): MiddlewareHandler {
  return async (c, next) => {
    await next()
    const { headers } = c.res
    for (const [name, value] of Object.entries(everywhere)) if (!headers.has(name)) headers.set(name, value)
    if (!headers.has('Content-Security-Policy')) headers.set('Content-Security-Policy', pagePolicy)
    // Pages hold customers' mail: nothing of them stays in a shared cache or on a lent computer's disk.
    if (!headers.has('Cache-Control')) headers.set('Cache-Control', 'no-store')
    if (https) headers.set('Strict-Transport-Security', 'max-age=31536000')
  }
}
