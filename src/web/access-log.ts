import type { MiddlewareHandler } from 'hono'
import type { PublicEnv } from './env.ts'

/** One line for each request: method, path, status, ms, account. Never a query, a token or an address. */
export function accessLog(log: (line: string) => void): MiddlewareHandler<PublicEnv> {
  return async (c, next) => {
    const began = performance.now()
    await next()
    const path = shownPath(c.req.path)
    if (path.startsWith('/assets/')) return
    const took = Math.round(performance.now() - began)
    const who = c.get('viewer')?.accountId ?? '-'
    log(`${c.req.method} ${path} ${c.res.status} ${took}ms account=${who}`)
  }
}

/** The token in an invitation's path opens an account, so it must not stand in a log. */
function shownPath(path: string): string {
  return path.replace(/^\/invitations\/.+/, '/invitations/…')
}
