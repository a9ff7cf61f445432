import { setTimeout as pause } from 'node:timers/promises'
import { ImapFlow } from 'imapflow'
import { ConnectionFailed, connectionProblem, type Server } from './connection-problem.ts'
import { instantOf } from './mail-date.ts'
import { uidSet } from './uid-set.ts'

/** How to reach an IMAP server. The password stays wrapped until the moment it is sent. */
export type ImapSettings = {
  host: string
  port: number
  tls: 'implicit' | 'starttls' | 'none'
  user: string
  password: { reveal(): string }
}

export type ImapFolder = { name: string; specialUse: string | null }
export type FolderState = { name: string; uidValidity: string; uidNext: number; exists: number }
/** What is known of a mail before its bytes are asked for. Bytes; UTC ms. */
export type MailOnServer = { uid: number; size: number; receivedAt: number }
export type FetchedMail = { uid: number; receivedAt: number; raw: Uint8Array }

/** Milliseconds without a byte after which a step counts as failed. */
export type ImapTimeouts = { connect: number; silence: number }

const DAY = 24 * 3600_000
const usualTimeouts: ImapTimeouts = { connect: 30_000, silence: 90_000 }

/**
 * One connection with at most one folder open, read-only: nothing here sets \Seen or changes a mail.
 * Every method rejects with ConnectionFailed. Call one method at a time.
 */
export type ImapConnection = {
  /** Whether the server announces new mail by itself; if not, `waitForNews` only waits. */
  readonly announces: boolean
  folders(): Promise<ImapFolder[]>
  /** Opens a folder by EXAMINE, afresh each time, so that a changed UIDVALIDITY is seen. */
  open(folder: string): Promise<FolderState>
  /** UIDs from `from` on, rising; up to `to`, and with `since` (UTC ms) only those that arrived about then or later. */
  uids(from: number, limits?: { to?: number; since?: number }): Promise<number[]>
  sizes(uids: readonly number[]): Promise<MailOnServer[]>
  /** The mails' bytes, of each at most `limit`. Mails that are gone meanwhile are missing from the answer. */
  fetch(uids: readonly number[], limit?: number): Promise<FetchedMail[]>
  /** Until the server announces mail in the open folder, `ms` have passed, or the signal ends it. */
  waitForNews(ms: number, signal: AbortSignal): Promise<'news' | 'time' | 'stopped'>
  /** Stores a copy that counts as read. */
  append(folder: string, raw: Uint8Array, date: number): Promise<void>
  /** Whether the folder holds a mail with this Message-ID (without angle brackets). */
  holds(folder: string, messageId: string): Promise<boolean>
  /** Says goodbye, or just hangs up when the server does not answer. */
  close(): Promise<void>
}

/**
 * Connects and signs in.
 *
 * @param signal hangs up while that is not done yet
 * @throws ConnectionFailed, whose message names the server and the cause
 */
export async function openImap(
  settings: ImapSettings,
  { timeouts = usualTimeouts, signal }: { timeouts?: ImapTimeouts; signal?: AbortSignal } = {},
): Promise<ImapConnection> {
  const server: Server = { way: 'imap', host: settings.host, port: settings.port, user: settings.user }
  const client = new ImapFlow({
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    doSTARTTLS: settings.tls === 'starttls',
    auth: { user: settings.user, pass: settings.password.reveal() },
    logger: false,
    // IDLE is begun by waitForNews, never between two commands.
    disableAutoIdle: true,
    // Many servers end an IDLE silently after 30 minutes (RFC 2177), some boxes on the way after 10.
    maxIdleTime: 5 * 60_000,
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    socketTimeout: timeouts.silence,
  })
  let lost: unknown = null
  let news = false
  // An error that nobody listens to would end the program. The command in flight rejects as well.
  client.on('error', (error) => {
    lost = error
  })
  client.on('exists', ({ count, prevCount }) => {
    if (count > prevCount) news = true
  })
  let openFolder = ''
  const say = (error: unknown) => {
    const cause = client.usable ? error : (lost ?? error)
    return new ConnectionFailed(connectionProblem(cause, server, openFolder), { cause })
  }
  const ask = async <T>(question: () => Promise<T>): Promise<T> => {
    try {
      return await question()
    } catch (error) {
      throw say(error)
    }
  }

  const hangUp = () => client.close()
  signal?.addEventListener('abort', hangUp)
  try {
    await client.connect()
  } catch (error) {
    client.close()
    throw say(error)
  } finally {
    signal?.removeEventListener('abort', hangUp)
  }

  return {
    announces: client.capabilities.has('IDLE'),

    folders: () =>
      ask(async () =>
        (await client.list()).map(({ path, specialUse }) => ({ name: path, specialUse: specialUse ?? null })),
      ),

    open: (folder) =>
      ask(async () => {
        openFolder = folder
        news = false
        const opened = await client.mailboxOpen(folder, { readOnly: true })
        const { uidValidity, exists } = opened
        // A few servers leave UIDNEXT out (RFC 3501 lets old ones do so).
        const uidNext =
          opened.uidNext || Math.max(0, ...((await client.search({ uid: '*' }, { uid: true })) || [])) + 1
        return { name: folder, uidValidity: String(uidValidity), uidNext, exists }
      }),

    uids: (from, { to, since } = {}) =>
      ask(async () => {
        // The server compares days, in a zone of its own.
        const sinceTheDayBefore = since === undefined ? {} : { since: new Date(since - DAY) }
        const found = await client.search(
          { uid: `${from}:${to ?? '*'}`, ...sinceTheDayBefore },
          { uid: true },
        )
        // `n:*` always names the last mail too, even when its UID is below n (RFC 3501, section 6.4.8).
        return (found || []).filter((uid) => uid >= from).sort((a, b) => a - b)
      }),

    sizes: (uids) =>
      ask(async () => {
        if (uids.length === 0) return []
        const found = await client.fetchAll(
          uidSet(uids),
          { uid: true, size: true, internalDate: true },
          { uid: true },
        )
        return found.map(({ uid, size, internalDate }) => ({
          uid,
          size: size ?? 0,
          receivedAt: instantOf(internalDate, Date.now()),
        }))
      }),

    fetch: (uids, limit) =>
      ask(async () => {
        if (uids.length === 0) return []
        const source = limit === undefined ? true : { start: 0, maxLength: limit }
        const found = await client.fetchAll(
          uidSet(uids),
          { uid: true, internalDate: true, source },
          { uid: true },
        )
        return found
          .flatMap(({ uid, internalDate, source: raw }) =>
            raw ? [{ uid, receivedAt: instantOf(internalDate, Date.now()), raw }] : [],
          )
          .sort((a, b) => a.uid - b.uid)
      }),

    waitForNews: (ms, signal) =>
      ask(async () => {
        if (signal.aborted) return 'stopped'
        if (news) return 'news'
        const waited = await new Promise<'news' | 'time' | 'stopped' | 'lost'>((resolve) => {
          let over = false
          const timer = setTimeout(() => end('time'), ms)
          const onNews = () => news && end('news')
          const onStop = () => end('stopped')
          const onClose = () => end('lost')
          const end = (why: 'news' | 'time' | 'stopped' | 'lost') => {
            over = true
            clearTimeout(timer)
            client.off('exists', onNews)
            client.off('close', onClose)
            signal.removeEventListener('abort', onStop)
            resolve(why)
          }
          client.on('exists', onNews)
          client.on('close', onClose)
          signal.addEventListener('abort', onStop)
          void keepIdling(client, () => over)
          if (!client.usable) end('lost')
        })
        if (waited === 'lost')
          throw lost ?? Object.assign(new Error('connection closed'), { code: 'NoConnection' })
        return waited
      }),

    append: (folder, raw, date) =>
      ask(async () => {
        openFolder = folder
        const stored = await client.append(folder, raw, ['\\Seen'], new Date(date))
        if (stored === false) throw new Error('the server did not take the copy')
      }),

    holds: (folder, messageId) =>
      ask(async () => {
        openFolder = folder
        await client.mailboxOpen(folder, { readOnly: true })
        const found = await client.search({ header: { 'message-id': `<${messageId}>` } }, { uid: true })
        return (found || []).length > 0
      }),

    close: async () => {
      const hangUp = setTimeout(() => client.close(), 2_000)
      try {
        if (client.usable) await client.logout()
      } catch {
        // Already gone: what was wanted.
      } finally {
        clearTimeout(hangUp)
        client.close()
      }
    },
  }
}

/**
 * IDLE, or NOOP now and then for a server without it, until the next command ends it. imapflow breaks an
 * IDLE that is quiet for long to ask whether the server still lives, and does not begin it again itself.
 */
async function keepIdling(client: ImapFlow, isOver: () => boolean): Promise<void> {
  while (!isOver() && client.usable) {
    await client.idle().catch(() => {})
    // A server that refuses IDLE at once must not be asked without end.
    if (!isOver()) await pause(1_000, undefined, { ref: false })
  }
}
