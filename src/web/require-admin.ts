import type { MiddlewareHandler } from 'hono'
import type { Deps } from './deps.ts'
import type { Env } from './env.ts'
import { notFound } from './errors.tsx'

/** For everybody but administrators these pages do not exist. */
export function requireAdmin(deps: Deps): MiddlewareHandler<Env> {
  return async (c, next) => {
    if (!c.get('viewer').isAdmin) return notFound(c, deps)
    await next()
  }
}
