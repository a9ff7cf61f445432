import { readFileSync } from 'node:fs'
import { parse, TomlError } from 'smol-toml'
import type { z } from 'zod'
import type { BackupConfig } from './backup.ts'
import { type ConfigProblem, foundInWords, WrongConfig } from './problems.ts'
import { type Environment, resolve } from './resolve.ts'
import { schema } from './schema.ts'
import type { Secret } from './secret.ts'

export { WrongConfig } from './problems.ts'

export type Tls = 'implicit' | 'starttls' | 'none'
export type ImapConfig = {
  host: string
  port: number
  tls: Tls
  user: string
  password: Secret
  folders: string[]
  /** The Sent folder's name; null: the one that the server marks as \Sent. */
  sent: string | null
  /** How far back the first run goes, in days; null: to the beginning. */
  firstDays: number | null
  pollSeconds: number
  /** By which the server names itself in Authentication-Results; null: it is not known. */
  authservId?: string | null
}
export type SmtpConfig = {
  host: string
  port: number
  tls: Tls
  /** Null for a server that asks for no sign-in. */
  login: { user: string; password: Secret } | null
}
export type MemberConfig = {
  by: 'email' | 'group'
  name: string
  role: 'read_only' | 'assistant' | 'agent' | 'supervisor'
}
export type MailboxConfig = {
  key: string
  name: string
  address: string
  timeZone: string
  /** Undefined leaves the one that was set in the browser. */
  signature: string | undefined
  /** The name that customers see in From; null: `name`. */
  senderName: string | null
  imap: ImapConfig
  smtp: SmtpConfig
  /** Whether hoshin puts copies of what it sends into the Sent folder; the server does where it does not. */
  appendSent: boolean
  /** So many mails within so many ms, and no more. */
  rate: { mails: number; per: number } | null
  members: MemberConfig[]
}
export type Config = {
  file: string
  language: 'ja' | 'en'
  timeZone: string
  /** `url` has no slash at its end. */
  listen: { host: string; port: number; url: string; trustProxy: boolean }
  databaseUrl: string
  mailboxes: MailboxConfig[]
  /** hoshin's own notification mails; null while there is no mailbox and nothing is given. */
  notifications: { from: { name: string; address: string }; smtp: SmtpConfig } | null
  backup: BackupConfig
  /** Hosts of the private network to which channels may post; lower case. */
  channelHosts: ReadonlySet<string>
  /** How long a reply can be taken back before it goes, ms. */
  sendPause: number
  /** Bytes and ms; `parseWorkers` undefined: as many as the machine suggests. */
  limits: { mailBytes: number; attachmentBytes: number; parseMs: number; parseWorkers: number | undefined }
}

/**
 * Reads the configuration: the file that `path` names, else HOSHIN_CONFIG, else config/hoshin.toml.
 * Passwords are fetched now, so that a missing one is told at the start and not at night.
 *
 * @throws WrongConfig with every problem found
 */
export function loadConfig({ path, env = process.env }: { path?: string; env?: Environment } = {}): Config {
  const file = path ?? (env.HOSHIN_CONFIG || 'config/hoshin.toml')
  const toml = readToml(file)
  const written = schema.safeParse(toml, { reportInput: true })
  if (!written.success) {
    throw new WrongConfig(
      file,
      written.error.issues.flatMap((issue) => inOurWords(issue, toml)),
    )
  }
  return resolve(file, written.data, env)
}

function readToml(file: string): unknown {
  try {
    return parse(readFileSync(file, 'utf8'))
  } catch (error) {
    if (error instanceof TomlError) {
      const reason = error.message.split('\n')[0] ?? ''
      const problem = { key: `line ${error.line}, column ${error.column}`, found: reason, expected: 'TOML' }
      throw new WrongConfig(file, [problem])
    }
    const found = isMissing(error) ? 'no such file' : 'a file that cannot be read'
    const expected = 'a TOML file; config/hoshin.example.toml is one to begin with'
    throw new WrongConfig(file, [{ key: file, found, expected }])
  }
}

function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT'
}

function inOurWords(issue: z.core.$ZodIssue, toml: unknown): ConfigProblem[] {
  const key = issue.path.join('.')
  const value = valueAt(toml, issue.path)
  if (issue.code === 'unrecognized_keys') {
    return issue.keys.map((name) => ({
      key: key ? `${key}.${name}` : name,
      found: 'a key that hoshin does not know',
      expected: 'one of those in config/hoshin.example.toml',
    }))
  }
  if (issue.code === 'invalid_key')
    return [{ key, found: 'this name', expected: issue.issues[0]?.message ?? 'another' }]
  return [{ key, found: foundInWords(key, value), expected: issue.message }]
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let at = value
  for (const step of path) {
    if (typeof at !== 'object' || at === null) return undefined
    at = Reflect.get(at, step)
  }
  return at
}
