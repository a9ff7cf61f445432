import {
  ConnectionFailed,
  type ConnectionProblem,
  connectionProblem,
  type Server,
} from './connection-problem.ts'
import { keptConnections } from './kept-connections.ts'
import type { MailBytes } from './mail-bytes.ts'
import { attempt, type Envelope } from './smtp-attempt.ts'
import { connect } from './smtp-connect.ts'

export type { Envelope } from './smtp-attempt.ts'

/** How to reach an SMTP server. `login` is null where it asks for none. */
export type SmtpSettings = {
  host: string
  port: number
  tls: 'implicit' | 'starttls' | 'none'
  login: { user: string; password: { reveal(): string } } | null
}

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
   * Makes one attempt, on a connection that has carried a mail a moment ago where there is one. Several may go
   * side by side, each on its own.
   *
   * @param onBodyStart is awaited when the server is ready for the mail, before its first byte leaves.
   *   When it rejects, nothing leaves and `send` rejects with its error.
   */
  send(mail: { envelope: Envelope; raw: MailBytes; onBodyStart: () => Promise<void> }): Promise<SmtpOutcome>
  /** Connects and signs in, and sends nothing. @throws ConnectionFailed */
  verify(): Promise<void>
  /** Ends the connections that wait for another mail. Those that carry one are ended after it. */
  close(): void
}

/** Milliseconds. RFC 5321, section 4.5.3.2, allows a server ten minutes after the final dot. */
export type SmtpTimeouts = { connect: number; silence: number }

export const smtpTimeouts: SmtpTimeouts = { connect: 30_000, silence: 10 * 60_000 }

/**
 * A way out. nodemailer's transports and its pool send again by themselves, so its bare connections are used, and
 * those that took a mail are kept for the next one.
 */
export function openSmtp(settings: SmtpSettings, timeouts = smtpTimeouts): SmtpWay {
  const server: Server = {
    way: 'smtp',
    host: settings.host,
    port: settings.port,
    user: settings.login?.user ?? '',
  }
  const kept = keptConnections()
  return {
    async send(mail) {
      const waiting = kept.take()
      if (waiting) {
        const { outcome, begun } = await attempt(waiting, mail, server, kept.keep)
        // Servers end what was idle, or carried enough. The mail had not begun: a new connection is the same attempt.
        if (begun || !isOver(outcome)) return outcome
      }
      const fresh = await connect(settings, timeouts).catch((error: unknown) => ({
        unreachable: connectionProblem(error, server),
      }))
      return 'unreachable' in fresh ? fresh : (await attempt(fresh, mail, server, kept.keep)).outcome
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
    close: kept.close,
  }
}

/** RFC 5321, section 4.2.1: 421 says that the server closes the connection, and nothing of the mail. */
function isOver(outcome: SmtpOutcome): boolean {
  return 'unreachable' in outcome || ('refused' in outcome && /^421\b/.test(outcome.refused.reply))
}
