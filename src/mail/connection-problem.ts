/** Why a mail server cannot be used now; stable, so that it can be said in the reader's language. */
export type ProblemCode =
  | 'unknown-host'
  | 'refused'
  | 'timed-out'
  | 'closed'
  | 'not-tls'
  | 'certificate'
  | 'no-starttls'
  | 'wrong-password'
  | 'no-folder'
  | 'no-sent-folder'
  | 'server-said'

/** `detail` is the server's or the system's own words, for those who know them; never a password. */
export type ConnectionProblem = {
  code: ProblemCode
  way: 'imap' | 'smtp'
  host: string
  port: number
  user: string
  folder: string
  detail: string
}

export type Server = { way: 'imap' | 'smtp'; host: string; port: number; user: string }

/** A mail server could not be used; the message is one sentence that names the server and the cause. */
export class ConnectionFailed extends Error {
  constructor(
    readonly problem: ConnectionProblem,
    options?: ErrorOptions,
  ) {
    super(problemSentence(problem), options)
  }
}

const timeouts = new Set([
  'ETIMEDOUT',
  'ETIMEOUT',
  'CONNECT_TIMEOUT',
  'GREETING_TIMEOUT',
  'UPGRADE_TIMEOUT',
  'EHOSTUNREACH',
  'ENETUNREACH',
])
const closings = new Set([
  'ECONNRESET',
  'EPIPE',
  'NoConnection',
  'EConnectionClosed',
  'ECONNECTION',
  'ClosedAfterConnectText',
  'ClosedAfterConnectTLS',
  'StateLogout',
])

/** Reads imapflow's, nodemailer's and Node's errors; whatever is new to it becomes `server-said`. */
export function connectionProblem(error: unknown, server: Server, folder = ''): ConnectionProblem {
  if (error instanceof ConnectionFailed) return error.problem
  const facts = factsOf(error)
  const of = (code: ProblemCode, detail = facts.words): ConnectionProblem => ({
    code,
    ...server,
    folder,
    detail,
  })
  const code = facts.originalCode || facts.code
  if (facts.signInRefused) return of('wrong-password')
  if (facts.folderMissing) return of('no-folder')
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN' || facts.code === 'EDNS') return of('unknown-host')
  if (code === 'ECONNREFUSED') return of('refused')
  if (isCertificateError(code, facts.words)) return of('certificate')
  if (
    /WRONG_VERSION_NUMBER|wrong version number|packet length too long|^EPROTO$/i.test(
      `${code} ${facts.words}`,
    )
  )
    return of('not-tls')
  if (code === 'MissingServerExtension' || facts.code === 'ETLS' || /STARTTLS/.test(facts.words))
    return of('no-starttls')
  if (timeouts.has(code)) return of('timed-out')
  if (closings.has(code)) return of('closed')
  return of('server-said')
}

function isCertificateError(code: string, words: string): boolean {
  return /CERT|UNABLE_TO_VERIFY|UNABLE_TO_GET_ISSUER/.test(code) || /certificate/i.test(words)
}

type Facts = {
  code: string
  originalCode: string
  words: string
  signInRefused: boolean
  folderMissing: boolean
}

function factsOf(error: unknown): Facts {
  if (!(error instanceof Error))
    return { code: '', originalCode: '', words: String(error), signInRefused: false, folderMissing: false }
  const field = (name: string): unknown => Reflect.get(error, name)
  const text = (name: string): string => {
    const value = field(name)
    return typeof value === 'string' ? value : ''
  }
  const words = text('responseText') || text('response') || error.message
  const code = text('code')
  return {
    code,
    originalCode: text('originalCode'),
    words: words.replace(/\s+/g, ' ').trim().slice(0, 300),
    // A 4xx in answer to AUTH is the server's own trouble and says nothing about the password.
    signInRefused: field('authenticationFailed') === true || (code === 'EAUTH' && !/^4/.test(words)),
    folderMissing: field('mailboxMissing') === true,
  }
}

/** One sentence in English; pages use the words in views/locales. */
export function problemSentence({ code, way, host, port, user, folder, detail }: ConnectionProblem): string {
  const server = `the ${way.toUpperCase()} server ${host}:${port}`
  switch (code) {
    case 'unknown-host':
      return `The host name ${host} of the ${way.toUpperCase()} server is not known (${detail}).`
    case 'refused':
      return `Nothing answers at ${server}: the connection was refused.`
    case 'timed-out':
      return `There is no answer from ${server} (${detail}).`
    case 'closed':
      return `The connection to ${server} was closed (${detail}).`
    case 'not-tls':
      return `TLS with ${server} failed: it does not speak TLS at this port, or not this kind (${detail}).`
    case 'certificate':
      return `The certificate of ${server} cannot be trusted (${detail}).`
    case 'no-starttls':
      return `An encrypted connection to ${server} was not possible: STARTTLS failed or is not offered (${detail}).`
    case 'wrong-password':
      return `The sign-in of ${user} at ${server} was refused: wrong user or password (${detail}).`
    case 'no-folder':
      return `There is no folder "${folder}" at ${server}.`
    case 'no-sent-folder':
      return `No folder at ${server} is marked as Sent: name it in the configuration.`
    case 'server-said':
      return `Something went wrong with ${server}: ${detail}`
  }
}
