import { once } from 'node:events'
import type { Socket } from 'node:net'
import { setTimeout as pause } from 'node:timers/promises'
import { SMTPServer, type SMTPServerSession } from 'smtp-server'

/** Where the connection ends, whatever the sender thinks: from before the first command to after the answer. */
export const cuts = ['connect', 'sender', 'recipient', 'body', 'taken', 'answered'] as const
export type Cut = (typeof cuts)[number]

/** What the server saw of one mail, by its Message-ID. Instants are of this process's clock, ms. */
export type Seen = {
  /** How often bytes of it came. */
  begun: number
  /** How often it was taken: the server would deliver it each time. */
  takenAt: number[]
}

export type RecordingServer = AsyncDisposable & {
  port: number
  seen: ReadonlyMap<string, Seen>
  taken(): number
  connections(): number
}

/**
 * An SMTP server that notes what it takes at the moment at which it decides to, before it says so.
 *
 * @param cutAt asked at each place whether the connection ends there
 * @param delay ms before each answer
 */
export async function startRecordingServer(
  cutAt: (place: Cut) => boolean = () => false,
  delay: () => number = () => 0,
): Promise<RecordingServer> {
  const seen = new Map<string, Seen>()
  const sockets = new Map<number, Socket>()
  let connections = 0
  const cut = (place: Cut, { remotePort }: Pick<SMTPServerSession, 'remotePort'>): boolean => {
    if (!cutAt(place)) return false
    sockets.get(remotePort)?.destroy()
    return true
  }
  const slowly = (place: Cut) => async (_: unknown, session: SMTPServerSession, done: () => void) => {
    await pause(delay())
    if (!cut(place, session)) done()
  }
  const server = new SMTPServer({
    disabledCommands: ['STARTTLS', 'AUTH'],
    disableReverseLookup: true,
    onConnect: (session, done) => void slowly('connect')(null, session, () => done()),
    onMailFrom: slowly('sender'),
    onRcptTo: slowly('recipient'),
    onData: async (stream, session, done) => {
      const mail = await read(
        stream,
        (id) => {
          const one = seen.get(id) ?? { begun: 0, takenAt: [] }
          one.begun++
          seen.set(id, one)
          return one
        },
        () => cut('body', session),
      ).catch(() => null)
      // The sender hung up, or was cut off, before the final dot.
      if (mail === null) return done(new Error('the mail broke off'))
      await pause(delay())
      mail.takenAt.push(Date.now())
      if (cut('taken', session)) return
      done()
      cut('answered', session)
    },
  })
  // A sender that hangs up is part of the play.
  server.on('error', () => {})
  server.server.on('connection', (socket: Socket) => {
    connections++
    const port = socket.remotePort ?? 0
    sockets.set(port, socket)
    socket.once('close', () => sockets.delete(port))
  })
  const listening = server.listen(0, '127.0.0.1')
  await once(listening, 'listening')
  const address = listening.address()
  if (address === null || typeof address === 'string') throw new Error('the SMTP server has no port')
  return {
    port: address.port,
    seen,
    taken: () => [...seen.values()].reduce((sum, { takenAt }) => sum + takenAt.length, 0),
    connections: () => connections,
    async [Symbol.asyncDispose]() {
      const closed = new Promise<void>((resolve) => server.close(() => resolve()))
      for (const socket of sockets.values()) socket.destroy()
      await closed
    },
  }
}

/** The mail's own header names it; the rest of it is only let through. @returns null when it was cut */
async function read(
  stream: AsyncIterable<Buffer>,
  begin: (messageId: string) => Seen,
  cutHere: () => boolean,
): Promise<Seen | null> {
  let head = ''
  let mail: Seen | null = null
  for await (const chunk of stream) {
    if (mail) continue
    head += chunk.toString('latin1')
    const [, id] = /^Message-ID:\s*<([^>]+)>/im.exec(head) ?? []
    if (id === undefined) continue
    mail = begin(id)
    if (cutHere()) return null
  }
  return mail
}
