import hoodiecrow, { type Connection } from 'hoodiecrow-imap'
import { type Delivery, openDelivery } from './deliver.ts'

/** One mailbox's login and, where it should not be chosen by the system, its port. */
export type DemoImapLogin = { user: string; password: string; port?: number }

/** A running IMAP server for the demo. */
export type DemoImap = {
  host: string
  /** The port of each user: every mailbox has a server of its own. */
  ports: Record<string, number>
  /** Puts a mail into the user's INBOX, byte for byte; `date` in ms is when it came in. */
  deliver(user: string, raw: Buffer, date: number): Promise<void>
  /** Ends all connections; what was delivered is gone with it. */
  stop(): Promise<void>
}

const HOST = '127.0.0.1'

/**
 * Starts an embedded IMAP server on loopback with INBOX, Sent, Drafts, Junk and Trash for each login.
 * One server a login, because hoodiecrow shows all its users the same folders.
 */
export async function startDemoImap(logins: DemoImapLogin[]): Promise<DemoImap> {
  const running = new Map<string, { port: number; delivery: Delivery; stop(): Promise<void> }>()
  for (const login of logins) {
    const { port, stop } = await startOne(login)
    running.set(login.user, {
      port,
      stop,
      delivery: openDelivery({ host: HOST, port, ...withoutPort(login) }),
    })
  }
  return {
    host: HOST,
    ports: Object.fromEntries([...running].map(([user, { port }]) => [user, port])),
    async deliver(user, raw, date) {
      const mailbox = running.get(user)
      if (!mailbox) throw new Error(`the demo's IMAP server has no user ${user}`)
      await mailbox.delivery.deliver(raw, date)
    },
    async stop() {
      for (const { delivery, stop } of running.values()) {
        await delivery.close()
        await stop()
      }
    },
  }
}

async function startOne(login: DemoImapLogin): Promise<{ port: number; stop(): Promise<void> }> {
  // Nothing survives a restart, so the UIDs of an earlier run must not be taken for those of this one.
  const uidvalidity = Math.floor(Date.now() / 1000)
  const special = (use: string) => ({ uidvalidity, 'special-use': `\\${use}` })
  const server = hoodiecrow({
    users: { [login.user]: { password: login.password } },
    storage: {
      INBOX: { uidvalidity },
      '': {
        separator: '/',
        folders: {
          Sent: special('Sent'),
          Drafts: special('Drafts'),
          Junk: special('Junk'),
          Trash: special('Trash'),
        },
      },
    },
    plugins: ['ID', 'IDLE', 'LITERALPLUS', 'MOVE', 'SPECIAL-USE', 'UIDPLUS', 'UNSELECT', 'NAMESPACE'],
  })
  const connections: Connection[] = []
  server.connectionHandlers.push((connection) => {
    // Its answers go out in several small writes, which Nagle's algorithm would hold back 40 ms each.
    connection.socket?.setNoDelay(true)
    connections.push(connection)
  })
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(login.port ?? 0, HOST, resolve)
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the IMAP server has no port')
  return { port: address.port, stop: () => stopOne(server, connections) }
}

async function stopOne(server: ReturnType<typeof hoodiecrow>, connections: Connection[]): Promise<void> {
  const closed = new Promise<void>((resolve) => server.close(resolve))
  for (const connection of connections) {
    // An IDLE keeps a timer of 30 minutes that only DONE clears; it would hold the process.
    if (connection.inputHandler) connection.inputHandler('DONE')
    connection.socket?.destroy()
  }
  await closed
}

function withoutPort({ user, password }: DemoImapLogin): { user: string; password: string } {
  return { user, password }
}
