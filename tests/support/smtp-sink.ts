import { once } from 'node:events'
import type { Socket } from 'node:net'
import { SMTPServer, type SMTPServerDataStream } from 'smtp-server'
import { until } from './deadline.ts'

/** A mail as it came. `headers` has lower-case names, unfolded values as they stand in the mail, the first of each. */
export type ReceivedMail = {
  envelope: { from: string; to: string[] }
  raw: Buffer
  headers: ReadonlyMap<string, string>
  user: string | undefined
}

/** How the server behaves; all may be changed while it runs by writing to `sink.behaviour`. */
export type Behaviour = {
  /** By recipient: the code with which RCPT TO is refused (450 = try later, 550 = never). */
  refuse?: Record<string, number>
  /** The code that answers the final dot instead of 250. The mail is not kept. */
  refuseData?: number
  /** Stops answering for good at this command: before its greeting, or after the final dot. */
  stall?: 'greeting' | 'data'
  /** Cuts the connection after the final dot without an answer, with the mail kept: the sender cannot know. */
  closeAfterData?: boolean
  /** Who has to sign in. Read when the sink starts. */
  auth?: { user: string; pass: string }
}

export type SmtpSink = AsyncDisposable & {
  host: string
  port: number
  mails: ReceivedMail[]
  behaviour: Behaviour
  /** The first mail for which the predicate holds, waiting up to `deadline` ms (default 5,000). */
  waitFor(wanted: (mail: ReceivedMail) => boolean, deadline?: number): Promise<ReceivedMail>
  stop(): Promise<void>
}

/** Starts an SMTP server on loopback, without TLS, that keeps what it is given; on `port`, or on any free one. */
export async function startSmtpSink(behaviour: Behaviour = {}, port = 0): Promise<SmtpSink> {
  const mails: ReceivedMail[] = []
  const sockets = new Set<Socket>()
  const server = new SMTPServer({
    disabledCommands: behaviour.auth ? ['STARTTLS'] : ['STARTTLS', 'AUTH'],
    allowInsecureAuth: true,
    disableReverseLookup: true,
    onConnect: (_session, done) => {
      if (sink.behaviour.stall !== 'greeting') done()
    },
    onAuth: ({ username, password }, _session, done) => {
      const wanted = sink.behaviour.auth
      if (wanted?.user === username && wanted?.pass === password) done(null, { user: username })
      else done(answer(535, 'wrong user name or password'))
    },
    onRcptTo: ({ address }, _session, done) => {
      const code = sink.behaviour.refuse?.[address]
      done(code ? answer(code, `${address} is refused here`) : null)
    },
    onData: async (stream, session, done) => {
      const raw = await bytesOf(stream).catch(() => null)
      // The sender hung up before the final dot.
      if (raw === null) return done(answer(451, 'the mail broke off'))
      const { stall, refuseData, closeAfterData } = sink.behaviour
      if (refuseData) {
        done(answer(refuseData, 'the mail is refused here'))
      } else {
        const { mailFrom, rcptTo } = session.envelope
        const envelope = { from: mailFrom ? mailFrom.address : '', to: rcptTo.map(({ address }) => address) }
        mails.push({ envelope, raw, headers: headersOf(raw), user: session.user })
        if (closeAfterData)
          for (const socket of sockets) if (socket.remotePort === session.remotePort) socket.destroy()
        if (!closeAfterData && stall !== 'data') done()
      }
    },
  })
  // A sender that hangs up is part of the play.
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    sockets.add(socket)
    socket.once('close', () => sockets.delete(socket))
  })
  const stop = async () => {
    const closed = new Promise<void>((resolve) => server.close(() => resolve()))
    for (const socket of sockets) socket.destroy()
    await closed
  }
  const listening = server.listen(port, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('the SMTP sink has no port')
  const sink: SmtpSink = {
    host: '127.0.0.1',
    port: address.port,
    mails,
    behaviour,
    waitFor: (wanted, deadline) =>
      until(() => mails.find(wanted), {
        deadline,
        what: `a mail at the SMTP sink (it has ${mails.length})`,
      }),
    stop,
    [Symbol.asyncDispose]: stop,
  }
  return sink
}

async function bytesOf(stream: SMTPServerDataStream): Promise<Buffer> {
  const chunks: Buffer[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks)
}

function answer(responseCode: number, words: string): Error {
  return Object.assign(new Error(words), { responseCode })
}

function headersOf(raw: Buffer): Map<string, string> {
  const end = raw.indexOf('\r\n\r\n')
  const lines = raw
    .subarray(0, end === -1 ? raw.length : end)
    .toString()
    .replace(/\r\n(?=[ \t])/g, '')
    .split('\r\n')
  const headers = new Map<string, string>()
  for (const line of lines) {
    const colon = line.indexOf(':')
    const name = line.slice(0, colon).toLowerCase()
    if (colon > 0 && !headers.has(name)) headers.set(name, line.slice(colon + 1).trim())
  }
  return headers
}

/** Those to this address whose subject has these words. */
export function sentTo(address: string, words = ''): (mail: ReceivedMail) => boolean {
  return (mail) => mail.envelope.to.includes(address) && subjectOf(mail).includes(words)
}

/** Decoded as far as our own mails need it. */
function subjectOf(mail: ReceivedMail): string {
  return (mail.headers.get('subject') ?? '').replace(/=\?UTF-8\?([BQ])\?([^?]*)\?=\s*/gi, (_, way, coded) =>
    way === 'B'
      ? Buffer.from(coded, 'base64').toString()
      : Buffer.from(coded.replaceAll('_', ' ').replaceAll('=', '%'), 'latin1').toString(),
  )
}
