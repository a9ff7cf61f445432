export type Server = 'postgres' | 'dovecot' | 'chromium'

/**
 * Why a test cannot have this server now, or false when it can: `test(…, { skip: missing('postgres') }, …)`.
 * Only the test runner says so (a quick run, or a machine where it cannot be had and that is no CI), so a
 * file run alone starts what it needs and fails when it cannot.
 */
export function missing(server: Server): string | false {
  return process.env[missingVariable(server)] || false
}

/** The variable in which the runner leaves the reason. */
export function missingVariable(server: Server): string {
  return `HOSHIN_TEST_WITHOUT_${server.toUpperCase()}`
}
