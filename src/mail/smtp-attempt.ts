import { Readable } from 'node:stream'
import type { NodemailerError } from 'nodemailer'
import type SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SMTPEnvelope } from 'nodemailer/lib/smtp-connection'
import type { Server } from './connection-problem.ts'
import type { MailBytes } from './mail-bytes.ts'
import type { SmtpOutcome } from './smtp.ts'
import { afterBody, beforeBody, isPermanent } from './smtp-outcome.ts'

/** MAIL FROM and RCPT TO: bare addresses. */
export type Envelope = { from: string; to: readonly string[] }

type Sending = { envelope: Envelope; raw: MailBytes; onBodyStart: () => Promise<void> }

/**
 * Makes one attempt over this connection, and ends it unless the server took the mail: after anything else it
 * would have to be guessed what the server waits for.
 *
 * @param keep gets the connection after a mail that was taken
 * @returns also whether the mail had begun: whether `onBodyStart` was called, or a recipient was refused
 * @throws what `onBodyStart`, or the first piece, threw; then nothing left
 */
export async function attempt(
  connection: SMTPConnection,
  { envelope, raw, onBodyStart }: Sending,
  server: Server,
  keep: (connection: SMTPConnection) => void,
): Promise<{ outcome: SmtpOutcome; begun: boolean }> {
  // nodemailer notes in this object whom the server refused, and would send the mail to the others.
  const noted: SMTPEnvelope & { rejectedErrors?: NodemailerError[] } = {
    from: envelope.from,
    to: [...envelope.to],
    size: raw instanceof Uint8Array ? raw.byteLength : raw.size,
  }
  const progress: Progress = { begun: false, left: false, stopped: null }
  const body = bodyOf(raw, progress, onBodyStart, () => noted.rejectedErrors ?? [])
  try {
    const { error, reply } = await new Promise<{ error: NodemailerError | null; reply: string }>(
      (resolve) => {
        connection.send(noted, body, (failure, info) =>
          resolve({ error: failure ?? null, reply: info?.response ?? '' }),
        )
      },
    )
    if (progress.stopped) throw progress.stopped.error
    if (!error) {
      keep(connection)
      return { outcome: { accepted: { reply } }, begun: true }
    }
    connection.close()
    const [refusal] = (noted.rejectedErrors ?? []).toSorted(
      (a, b) => Number(isPermanent(b)) - Number(isPermanent(a)),
    )
    const outcome = progress.left ? afterBody(error) : beforeBody(refusal ?? error, server)
    return { outcome, begun: progress.begun }
  } catch (error) {
    connection.close()
    throw error
  }
}

type Progress = { begun: boolean; left: boolean; stopped: { error: unknown } | null }

/** nodemailer begins to read when the server is ready for the mail. */
function bodyOf(
  raw: MailBytes,
  progress: Progress,
  onBodyStart: () => Promise<void>,
  refusals: () => readonly Error[],
): Readable {
  async function* pieces(): AsyncGenerator<Uint8Array> {
    progress.begun = true
    // Hanging up instead of the final dot: a server must then drop the mail (RFC 5321, section 4.1.1.4).
    if (refusals().length > 0) throw new Error('a recipient was refused')
    const all = raw instanceof Uint8Array ? [raw].values() : raw.pieces()[Symbol.asyncIterator]()
    const first = await stopping(async () => {
      // What cannot be read must not begin.
      const piece = await all.next()
      await onBodyStart()
      return piece
    }, progress)
    if (body.destroyed || first.done) return
    progress.left = true
    yield first.value
    for (let piece = await all.next(); !piece.done; piece = await all.next()) yield piece.value
  }
  const body = Readable.from(pieces(), { objectMode: false })
  return body
}

async function stopping<T>(act: () => Promise<T>, progress: Progress): Promise<T> {
  try {
    return await act()
  } catch (error) {
    progress.stopped = { error }
    throw new Error('stopped before the mail')
  }
}
