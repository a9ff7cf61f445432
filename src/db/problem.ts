/** The database could not be used; the message is one sentence that names it and the cause. */
export class DatabaseUnusable extends Error {}

/** The database's URL as it may be shown: without a password. */
export function shownDatabase(url: string): string {
  if (url.startsWith('sqlite:')) return url.slice('sqlite:'.length)
  return url.replace(/^(\w+:\/\/[^:@/]*):.*@/, '$1@').replace(/([?&](?:password|sslpassword)=)[^&]*/g, '$1…')
}

/**
 * Says in one sentence why a database cannot be used, from SQLite's, node-postgres's and Node's errors.
 *
 * @returns null for an error that speaks of something else
 */
export function databaseProblem(error: unknown, url: string): string | null {
  const code = codeOf(error)
  const name = shownDatabase(url)
  const cause = url.startsWith('sqlite:') ? sqliteCause(code) : postgresCause(code)
  return cause === null ? null : `The database ${name} ${cause}.`
}

/**
 * Whether the database itself is in trouble (gone, full, locked): whatever is written next would fail as well.
 * PostgreSQL's classes: its documentation, appendix A. node-postgres gives no code for what it noticed itself.
 */
export function isDatabaseTrouble(error: unknown): boolean {
  const code = codeOf(error)
  if (sqliteCause(code) ?? postgresCause(code)) return true
  // 08P01 is how PostgreSQL answers to more values than it takes: then it is what was written.
  if (/^(08(?!P01)|40|53[13]|57|58)/.test(code)) return true
  return (
    error instanceof Error &&
    /^(connection terminated|timeout exceeded when trying to connect|client has encountered a connection error)/i.test(
      error.message,
    )
  )
}

function sqliteCause(code: string): string | null {
  if (code === 'SQLITE_NOTADB') return 'is not an SQLite file'
  if (code.startsWith('SQLITE_CORRUPT')) return 'is damaged: restore it from a backup'
  if (code.startsWith('SQLITE_CANTOPEN'))
    return 'cannot be opened: look at its folder and who may write there'
  if (code.startsWith('SQLITE_READONLY')) return 'cannot be written by this user'
  if (code.startsWith('SQLITE_BUSY')) return 'is busy: another program holds it for long'
  if (code.startsWith('SQLITE_FULL') || code === 'ENOSPC') return 'cannot be written: the disk is full'
  if (code.startsWith('SQLITE_IOERR')) return 'cannot be read or written: the disk reports an error'
  if (code === 'EACCES' || code === 'EPERM' || code === 'EROFS')
    return 'lies in a folder that this user may not write'
  if (code === 'ENOTDIR' || code === 'EEXIST') return 'lies in a path of which a part is a file, not a folder'
  return null
}

/** PostgreSQL's own codes: its documentation, appendix A. */
function postgresCause(code: string): string | null {
  switch (code) {
    case 'ECONNREFUSED':
      return 'cannot be reached: nothing answers there'
    case 'ENOTFOUND':
    case 'EAI_AGAIN':
      return 'cannot be reached: its host name is not known'
    case 'ETIMEDOUT':
    case 'EHOSTUNREACH':
    case 'ENETUNREACH':
      return 'cannot be reached: there is no answer'
    case 'ECONNRESET':
    case 'EPIPE':
      return 'closed the connection'
    case '28P01':
      return 'refused the sign-in: wrong user or password'
    case '28000':
      return 'refused the sign-in of this user from here'
    case '3D000':
      return 'does not exist on that server: create it first'
    case '42501':
      return 'does not let this user make its tables'
    case '53300':
      return 'has no connection left for hoshin'
    case '57P01':
    case '57P02':
      return 'was shut down'
    case '57P03':
      return 'is starting up or shutting down: try again'
    default:
      return null
  }
}

/** Node tries each address of a host name and reports them together. */
function codeOf(error: unknown): string {
  if (error instanceof AggregateError && !('code' in error && error.code)) return codeOf(error.errors[0])
  return error instanceof Error && 'code' in error ? String(error.code) : ''
}
