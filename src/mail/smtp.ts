import { Readable } from 'node:stream'
import type { NodemailerError } from 'nodemailer'
import SMTPConnection, { type SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import {
  ConnectionFailed,
  type ConnectionProblem,
  connectionProblem,
  type Server,
} from './connection-problem.ts'
import { afterBody, beforeBody, isPermanent } from './smtp-outcome.ts'

/** How to reach an SMTP server. `login` is null where it asks for none. */
export type SmtpSettings = {
  host: string
  port: number
  tls: 'implicit' | 'starttls' | 'none'
  login: { user: string; password: { reveal(): string } } | null
}

/** MAIL FROM and RCPT TO: bare addresses. */
export type Envelope = { from: string; to: readonly string[] }

/** What became of one attempt. All recipients get the mail, or none does. */
export type SmtpOutcome =
  /** The server answered 250 to the whole mail: it is its to deliver. `reply` in its own words. */
  | { accepted: { reply: string } }
  /** The server said no; nothing was delivered. Not permanent: it may say yes later. */
  | { refused: { permanent: boolean; reply: string } }
  /** Bytes of the mail left, and no answer came: nobody can know whether it was delivered. */
  | { uncertain: string }
  /** Not one byte of the mail left. */
  | { unreachable: ConnectionProblem }

export type SmtpWay = {
  /**
   * Makes one attempt, on a connection of its own.
   *
   * @param onBodyStart is awaited when the server is ready for the mail, before its first byte leaves.
   *   When it rejects, nothing leaves and `send` rejects with its error.
   */
  send(mail: { envelope: Envelope; raw: Uint8Array; onBodyStart: () => Promise<void> }): Promise<SmtpOutcome>
  /** Connects and signs in, and sends nothing. @throws ConnectionFailed */
  verify(): Promise<void>
}

/** Milliseconds. RFC 5321, section 4.5.3.2, allows a server ten minutes after the final dot. */
export type SmtpTimeouts = { connect: number; silence: number }

export const smtpTimeouts: SmtpTimeouts = { connect: 30_000, silence: 10 * 60_000 }

/** A way out. nodemailer's transports retry and reconnect by themselves, so its bare connection is used. */
export function openSmtp(settings: SmtpSettings, timeouts = smtpTimeouts): SmtpWay {
  const server: Server = {
    way: 'smtp',
    host: settings.host,
    port: settings.port,
    user: settings.login?.user ?? '',
  }
  return {
    async send({ envelope, raw, onBodyStart }) {
      let connection: SMTPConnection
      try {
        connection = await connect(settings, timeouts)
      } catch (error) {
        return { unreachable: connectionProblem(error, server) }
      }
      try {
        return await sendOver(connection, { envelope, raw, onBodyStart }, server)
      } finally {
        connection.close()
      }
    },
    async verify() {
      try {
        const connection = await connect(settings, timeouts)
        connection.quit()
        connection.close()
      } catch (error) {
        throw new ConnectionFailed(connectionProblem(error, server), { cause: error })
      }
    },
  }
}

function connect(settings: SmtpSettings, timeouts: SmtpTimeouts): Promise<SMTPConnection> {
  const connection = new SMTPConnection({
    host: settings.host,
    port: settings.port,
    secure: settings.tls === 'implicit',
    requireTLS: settings.tls === 'starttls',
    ignoreTLS: settings.tls === 'none',
    connectionTimeout: timeouts.connect,
    greetingTimeout: timeouts.connect,
    dnsTimeout: timeouts.connect,
    socketTimeout: timeouts.silence,
    socketCloseTimeout: 1_000,
  })
  const { login } = settings
  return new Promise((resolve, reject) => {
    const fail = (error: unknown) => {
      connection.close()
      reject(error)
    }
    // It stays for the connection's whole life: an error that nobody listens to would end the program.
    connection.on('error', fail)
    connection.connect((error) => {
      if (error) return fail(error)
      if (!login) return resolve(connection)
      connection.login({ user: login.user, pass: login.password.reveal() }, (refusal) =>
        refusal ? fail(refusal) : resolve(connection),
      )
    })
  })
}

type Sending = { envelope: Envelope; raw: Uint8Array; onBodyStart: () => Promise<void> }

async function sendOver(
  connection: SMTPConnection,
  { envelope, raw, onBodyStart }: Sending,
  server: Server,
): Promise<SmtpOutcome> {
  // nodemailer notes in this object whom the server refused, and would send the mail to the others.
  const noted: SMTPEnvelope & { rejectedErrors?: NodemailerError[] } = {
    from: envelope.from,
    to: [...envelope.to],
    size: raw.byteLength,
  }
  const progress: { begun: boolean; left: boolean; stopped: { error: unknown } | null } = {
    begun: false,
    left: false,
    stopped: null,
  }
  const body = new Readable({
    read() {
      if (progress.begun) return
      progress.begun = true
      // Hanging up instead of the final dot: a server must then drop the mail (RFC 5321, section 4.1.1.4).
      if (noted.rejectedErrors?.length) this.destroy(new Error('a recipient was refused'))
      else
        onBodyStart().then(
          () => {
            if (this.destroyed) return
            progress.left = true
            this.push(raw)
            this.push(null)
          },
          (error: unknown) => {
            progress.stopped = { error }
            this.destroy(new Error('stopped before the mail'))
          },
        )
    },
  })
  const { error, reply } = await new Promise<{ error: NodemailerError | null; reply: string }>((resolve) => {
    connection.send(noted, body, (failure, info) =>
      resolve({ error: failure ?? null, reply: info?.response ?? '' }),
    )
  })
  if (progress.stopped) throw progress.stopped.error
  if (!error) {
    connection.quit()
    return { accepted: { reply } }
  }
  const [refusal] = [...(noted.rejectedErrors ?? [])].sort(
    (a, b) => Number(isPermanent(b)) - Number(isPermanent(a)),
  )
  return progress.left ? afterBody(error) : beforeBody(refusal ?? error, server)
}
