import type { Environment } from './resolve.ts'

/** Whether somebody looks for a fault and wants to see where errors come from: HOSHIN_DEBUG is set. */
export function isDebugging(env: Environment = process.env): boolean {
  return Boolean(env.HOSHIN_DEBUG) && env.HOSHIN_DEBUG !== '0'
}
