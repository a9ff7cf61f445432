import { readFileSync } from 'node:fs'
import { dirname, isAbsolute, join } from 'node:path'
import { backupOf } from './backup.ts'
import type { Config, MailboxConfig, MemberConfig, SmtpConfig } from './config.ts'
import { feedingProblems } from './feeding.ts'
import { type ConfigProblem, WrongConfig } from './problems.ts'
import type { WrittenConfig, WrittenSecret } from './schema.ts'
import { Secret } from './secret.ts'

export type Environment = Readonly<Record<string, string | undefined>>

const MEGABYTE = 1024 * 1024

/**
 * Fetches passwords from where they are kept and fills in what depends on other keys.
 *
 * @param file passwords and other files are found beside it
 * @throws WrongConfig with every problem found
 */
export function resolve(file: string, written: WrittenConfig, env: Environment): Config {
  const problems: ConfigProblem[] = []
  const find = secretFinder(file, env, problems)
  const { listen, limits, database } = written
  const mailboxes = Object.entries(written.mailbox).map(([key, mailbox]) =>
    mailboxOf(key, mailbox, written.time_zone, find, problems),
  )
  const databaseUrl = find('database', 'url', {
    password: database.url,
    password_env: database.url_env,
    password_file: database.url_file,
  })
  const config: Config = {
    file,
    language: written.language,
    timeZone: written.time_zone,
    listen: {
      host: listen.host,
      port: listen.port,
      url: (listen.url ?? `http://${hostInUrl(listen.host)}:${listen.port}`).replace(/\/+$/, ''),
      trustProxy: listen.trust_proxy,
    },
    databaseUrl: databaseUrl ?? 'sqlite:data/hoshin.db',
    mailboxes,
    notifications: notificationsOf(written, mailboxes, find, problems),
    backup: backupOf(written.backup, databaseUrl ?? 'sqlite:', problems),
    channelHosts: new Set(written.channels.allow),
    sendPause: written.sending.pause_seconds * 1000,
    limits: {
      mailBytes: limits.mail_megabytes * MEGABYTE,
      attachmentBytes: limits.attachment_megabytes * MEGABYTE,
      parseMs: limits.parse_seconds * 1000,
      parseWorkers: limits.parse_workers,
    },
  }
  if (!/^(sqlite:.|postgres(ql)?:\/\/)/.test(config.databaseUrl)) {
    problems.push({
      key: 'database.url',
      found: 'another kind of database',
      expected: 'sqlite:path or postgres://…',
    })
  }
  problems.push(...feedingProblems(mailboxes))
  if (problems.length > 0) throw new WrongConfig(file, problems)
  return config
}

type FindSecret = (key: string, what: 'password' | 'url', written: WrittenSecret) => string | null

/** The words themselves, or out of the variable or the file that is named; null where none of them is given. */
function secretFinder(file: string, env: Environment, problems: ConfigProblem[]): FindSecret {
  return (key, what, { password, password_env, password_file }) => {
    const given = [password, password_env, password_file].filter((way) => way !== undefined).length
    if (given > 1) {
      const expected = `only one of ${what}, ${what}_env and ${what}_file`
      problems.push({ key: `${key}.${what}`, found: `${given} of them`, expected })
    }
    if (password !== undefined) return password
    if (password_env !== undefined) {
      const value = env[password_env]
      if (value) return value
      const found = `${shownName(password_env)}, which is not set`
      problems.push({
        key: `${key}.${what}_env`,
        found,
        expected: 'the name of an environment variable that is set',
      })
    }
    if (password_file !== undefined) {
      const path = isAbsolute(password_file) ? password_file : join(dirname(file), password_file)
      try {
        return readFileSync(path, 'utf8').replace(/\r?\n$/, '')
      } catch {
        const found = `${shownPath(password_file)}, which cannot be read`
        problems.push({
          key: `${key}.${what}_file`,
          found,
          expected: 'a file that holds it (beside the configuration)',
        })
      }
    }
    return null
  }
}

/** Somebody may have written the password itself where its variable or file belongs. */
function shownName(variable: string): string {
  return /^[A-Za-z_][A-Za-z0-9_]*$/.test(variable) ? `"${variable}"` : '(hidden)'
}

function shownPath(path: string): string {
  return /^(\.{0,2}\/)?[A-Za-z_][\w-]*([/.][A-Za-z_][\w-]*)*$/.test(path) ? `"${path}"` : '(hidden)'
}

type WrittenMailbox = WrittenConfig['mailbox'][string]
type WrittenSmtp = Omit<WrittenMailbox['smtp'], 'sent_copy' | 'rate'>

function mailboxOf(
  key: string,
  written: WrittenMailbox,
  timeZone: string,
  find: FindSecret,
  problems: ConfigProblem[],
): MailboxConfig {
  const at = `mailbox.${key}`
  const { imap } = written
  const before = problems.length
  const password = find(`${at}.imap`, 'password', imap)
  if (password === null && problems.length === before) problems.push(noPassword(`${at}.imap`))
  return {
    key,
    name: written.name,
    address: written.address,
    timeZone: written.time_zone ?? timeZone,
    signature: written.signature,
    senderName: written.sender_name ?? null,
    imap: {
      host: imap.host,
      port: imap.port ?? (imap.tls === 'implicit' ? 993 : 143),
      tls: imap.tls,
      user: imap.user,
      password: new Secret(password ?? ''),
      folders: imap.folders,
      sent: imap.sent === 'auto' ? null : imap.sent,
      firstDays: imap.first_days === 'all' ? null : imap.first_days,
      pollSeconds: imap.poll_seconds,
      authservId: imap.authserv_id ?? null,
    },
    smtp: smtpOf(`${at}.smtp`, written.smtp, find, problems),
    appendSent: written.smtp.sent_copy === 'hoshin',
    rate: rateOf(written.smtp.rate),
    members: written.members.flatMap((member, n) => memberOf(`${at}.members.${n}`, member, problems)),
  }
}

const spans: Readonly<Record<string, number>> = { minute: 60_000, hour: 3_600_000, day: 86_400_000 }

function rateOf(written: string | undefined): MailboxConfig['rate'] {
  const [mails, span] = written?.split('/') ?? []
  const per = spans[span ?? '']
  return mails === undefined || per === undefined ? null : { mails: Number(mails), per }
}

function smtpOf(at: string, written: WrittenSmtp, find: FindSecret, problems: ConfigProblem[]): SmtpConfig {
  const before = problems.length
  const password = find(at, 'password', written)
  if (written.user !== undefined && password === null && problems.length === before)
    problems.push(noPassword(at))
  if (written.user === undefined && password !== null) {
    problems.push({ key: `${at}.user`, found: 'nothing', expected: 'the name that goes with the password' })
  }
  return {
    host: written.host,
    port: written.port ?? { implicit: 465, starttls: 587, none: 25 }[written.tls],
    tls: written.tls,
    login: written.user === undefined ? null : { user: written.user, password: new Secret(password ?? '') },
  }
}

function noPassword(at: string): ConfigProblem {
  return { key: `${at}.password`, found: 'nothing', expected: 'password, password_env or password_file' }
}

function memberOf(
  key: string,
  { email, group, role }: WrittenMailbox['members'][number],
  problems: ConfigProblem[],
): MemberConfig[] {
  if (email !== undefined && group === undefined) return [{ by: 'email', name: email, role }]
  if (group !== undefined && email === undefined) return [{ by: 'group', name: group, role }]
  problems.push({ key, found: email ? 'both email and group' : 'neither', expected: 'either email or group' })
  return []
}

function notificationsOf(
  { notifications: { from, name, smtp } }: WrittenConfig,
  mailboxes: readonly MailboxConfig[],
  find: FindSecret,
  problems: ConfigProblem[],
): Config['notifications'] {
  const first = mailboxes[0]
  const way = smtp ? smtpOf('notifications.smtp', smtp, find, problems) : first?.smtp
  const address = from ?? first?.address
  if (way && !address) {
    problems.push({
      key: 'notifications.from',
      found: 'nothing',
      expected: 'the address that notifications come from',
    })
  }
  return way && address ? { from: { name, address }, smtp: way } : null
}

function hostInUrl(host: string): string {
  if (host === '0.0.0.0' || host === '::') return 'localhost'
  return host.includes(':') ? `[${host}]` : host
}
