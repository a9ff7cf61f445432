import { SMTPServer } from 'smtp-server'

/** A mail that hoshin sent in the demo. */
export type SunkMail = {
  /** 1, 2, 3 … in order of arrival. */
  id: number
  /** ms, UTC */
  at: number
  envelope: { from: string; to: string[] }
  raw: Buffer
}

/** A server that takes every mail and delivers none. */
export type DemoSmtp = {
  host: string
  port: number
  /** The newest `KEPT` mails, oldest first. */
  mails: readonly SunkMail[]
  /** Takes a mail without a connection, which costs 100 ms each: the server waits so long for clients that talk first. */
  take(mail: Pick<SunkMail, 'envelope' | 'raw'>): void
  /** Calls back with each mail from now on; the returned function ends that. */
  onMail(listener: (mail: SunkMail) => void): () => void
  stop(): Promise<void>
}

const HOST = '127.0.0.1'
// A demo that is left running must not grow without end.
const KEPT = 2000

/** Starts the sink on loopback; any user and password are taken. `port` 0 lets the system choose. */
export async function startDemoSmtp({ port = 0, now = Date.now } = {}): Promise<DemoSmtp> {
  const mails: SunkMail[] = []
  const listeners = new Set<(mail: SunkMail) => void>()
  let count = 0
  const take = ({ envelope, raw }: Pick<SunkMail, 'envelope' | 'raw'>) => {
    count += 1
    const mail = { id: count, at: now(), envelope, raw }
    mails.push(mail)
    if (mails.length > KEPT) mails.shift()
    for (const listener of listeners) listener(mail)
  }
  const server = new SMTPServer({
    authOptional: true,
    allowInsecureAuth: true,
    // Its certificate is nobody's: offered, it would only make senders fail.
    disabledCommands: ['STARTTLS'],
    disableReverseLookup: true,
    onAuth: (auth, _session, answer) => answer(null, { user: auth.username ?? 'demo' }),
    onData(stream, session, answer) {
      const chunks: Buffer[] = []
      stream.on('data', (chunk: Buffer) => chunks.push(chunk))
      stream.on('end', () => {
        const from = session.envelope.mailFrom
        const envelope = {
          from: from ? from.address : '',
          to: session.envelope.rcptTo.map((recipient) => recipient.address),
        }
        answer()
        take({ envelope, raw: Buffer.concat(chunks) })
      })
    },
  })
  // A client that breaks off is no reason to end the demo.
  server.on('error', () => {})
  await new Promise<void>((resolve, reject) => {
    server.server.once('error', reject)
    server.listen(port, HOST, resolve)
  })
  const address = server.server.address()
  if (address === null || typeof address === 'string') throw new Error('the SMTP sink has no port')
  return {
    host: HOST,
    port: address.port,
    mails,
    take,
    onMail(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    stop: () => new Promise((resolve) => server.close(resolve)),
  }
}
