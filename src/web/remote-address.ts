import type { Context } from 'hono'
import type { Bindings } from './env.ts'

const thisMachine = new Set(['127.0.0.1', '::1'])

/**
 * The address a request came from. Behind a reverse proxy on this machine (or any, where the
 * configuration says so) it is the last of X-Forwarded-For: the only one that the proxy wrote itself.
 */
export function remoteAddress(c: Context, trustProxy: boolean): string {
  const bindings: Bindings | undefined = c.env
  const peer = (bindings?.incoming?.socket?.remoteAddress ?? '').replace(/^::ffff:/, '')
  const forwarded = c.req.header('x-forwarded-for')?.split(',').at(-1)?.trim()
  if (forwarded && (trustProxy || thisMachine.has(peer))) return forwarded.slice(0, 64)
  return peer
}
