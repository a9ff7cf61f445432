import { chownSync, mkdirSync, readFileSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { until } from './deadline.ts'
import { dovecotSettings } from './dovecot-settings.ts'
import { dovecotTree, libraryPath, MODULES_LINK } from './dovecot-tree.ts'
import { freePort, isListening } from './free-port.ts'
import { type Delivery, deliverTo, mailsIn, renumber } from './maildir.ts'
import { freshFolder, ordinaryUser, readableBy } from './ordinary-user.ts'
import { type ServerProcess, startServer } from './server-process.ts'

export type { Delivery }

/** Who signs in to Dovecot; the shape that imapflow's `auth` takes. */
export type ImapAccount = { user: string; pass: string }

/** A real IMAP server on loopback, without TLS, with mail of its own that is gone after `stop`. */
export type Dovecot = AsyncDisposable & {
  host: string
  port: number
  /** Makes the account, or changes its password, which takes Dovecot up to a second to notice. */
  user(name: string, password?: string): ImapAccount
  /** Puts the bytes into the folder (made if need be) as they are; IDLE connections hear of it. */
  deliver(user: string, raw: Uint8Array | string, folder?: string, delivery?: Delivery): void
  /** The raw bytes of each mail in the folder, in the order they came. */
  mails(user: string, folder?: string): Buffer[]
  /** Gives the folder another UIDVALIDITY and numbers its mails afresh. */
  renumber(user: string, folder?: string): void
  /** Ends it at once, cutting all connections; mail and port stay for `start`. */
  kill(): Promise<void>
  /** Starts it again after `kill`. */
  start(): Promise<void>
  /** What Dovecot wrote into its log. */
  log(): string
  stop(): Promise<void>
}

/** Starts a Dovecot for one test file (about 50 ms); `settings` is appended to its dovecot.conf. */
export async function startDovecot({ settings = '' }: { settings?: string } = {}): Promise<Dovecot> {
  const owner = ordinaryUser()
  const tree = readableBy(owner, await dovecotTree(), 'usr/lib/dovecot/imap')
  const folder = freshFolder('dovecot', owner)
  const port = await freePort()
  const maildir = (user: string) => join(folder, 'mail', user, 'Maildir')
  let changes = 0
  let server: ServerProcess | undefined

  const start = async () => {
    const started = startServer(
      join(tree, 'usr/bin/doveconf'),
      [
        ...['-f', 'service=master', '-c', join(folder, 'dovecot.conf'), '-m', 'master'],
        // `dovecot` itself would look for doveconf under /usr/bin only.
        ...['-e', join(tree, 'usr/sbin/dovecot'), '-F', '-c', join(folder, 'dovecot.conf')],
      ],
      { user: owner, cwd: folder, env: { LD_LIBRARY_PATH: libraryPath(tree) } },
    )
    server = started
    await until(() => started.hasEnded() || isListening(port), {
      deadline: 20_000,
      every: 5,
      what: 'Dovecot to listen',
    })
    if (started.hasEnded()) throw new Error(`Dovecot ended at its start: ${started.said()}${log()}`)
  }
  const kill = async () => server?.end('SIGKILL')
  const log = () => readFileSync(join(folder, 'dovecot.log'), { encoding: 'utf8', flag: 'a+' })
  const stop = async () => {
    await kill()
    rmSync(folder, { recursive: true, force: true, maxRetries: 5 })
  }

  writeFileSync(
    join(folder, 'dovecot.conf'),
    dovecotSettings({ tree, folder, port, user: owner }, settings),
    { mode: 0o644 },
  )
  mkdirSync(join(folder, 'passwords'))
  mkdirSync(join(folder, 'run'))
  for (const name of ['dovecot.conf', 'passwords', 'run']) chownSync(join(folder, name), owner.uid, owner.gid)
  symlinkSync(join(tree, 'usr/lib/dovecot/modules'), join(folder, 'run', MODULES_LINK))
  await start()
  return {
    host: '127.0.0.1',
    port,
    user: (name, password = `${name}-password`) => {
      const file = join(folder, 'passwords', name)
      writeFileSync(file, `${name}:{PLAIN}${password}::::::\n`)
      chownSync(file, owner.uid, owner.gid)
      // Dovecot compares times of change in whole seconds.
      changes += 1
      const changedAt = Math.floor(Date.now() / 1000) + changes
      utimesSync(file, changedAt, changedAt)
      return { user: name, pass: password }
    },
    deliver: (user, raw, to = 'INBOX', delivery = {}) =>
      deliverTo(maildir(user), to, Buffer.from(raw), owner, delivery),
    mails: (user, of = 'INBOX') => mailsIn(maildir(user), of),
    renumber: (user, of = 'INBOX') => renumber(maildir(user), of, owner),
    kill,
    start,
    log,
    stop,
    [Symbol.asyncDispose]: stop,
  }
}
