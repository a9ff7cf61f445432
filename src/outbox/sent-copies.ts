import { ConnectionFailed, problemSentence } from '../mail/connection-problem.ts'
import { type ImapConnection, type ImapSettings, openImap } from '../mail/imap.ts'

/** Where copies of sent mail are kept, so that other mail programs show them. */
export type SentCopies = {
  /**
   * Stores a copy that counts as read.
   *
   * @param look whether an earlier attempt may have stored it already: then it is looked for first
   * @param date UTC ms
   * @throws ConnectionFailed
   */
  keep(copy: { raw: Uint8Array; messageId: string; date: number; look: boolean }): Promise<void>
  /** Those of these Message-IDs of which a copy is there. @throws ConnectionFailed */
  found(messageIds: readonly string[]): Promise<Set<string>>
}

/** @param sent the folder's name; null: the one that the server marks as \Sent */
export function imapCopies(imap: ImapSettings, sent: string | null, connect = openImap): SentCopies {
  return {
    async keep({ raw, messageId, date, look }) {
      const connection = await connect(imap)
      try {
        const folder = sent ?? (await sentFolder(connection, imap))
        if (look && (await connection.holds(folder, messageId))) return
        await connection.append(folder, raw, date)
      } finally {
        await connection.close()
      }
    },
    async found(messageIds) {
      const connection = await connect(imap)
      try {
        const folder = sent ?? (await sentFolder(connection, imap))
        const there = new Set<string>()
        for (const messageId of messageIds) {
          if (await connection.holds(folder, messageId)) there.add(messageId)
        }
        return there
      } finally {
        await connection.close()
      }
    },
  }
}

async function sentFolder(connection: ImapConnection, imap: ImapSettings): Promise<string> {
  const folders = await connection.folders()
  const found = folders.find((folder) => folder.specialUse === '\\Sent')
  if (found) return found.name
  const { host, port, user } = imap
  throw new ConnectionFailed({
    code: 'no-sent-folder',
    way: 'imap',
    host,
    port,
    user,
    folder: '',
    detail: '',
  })
}

export function copyFailureInWords(error: unknown): string {
  if (error instanceof ConnectionFailed) return problemSentence(error.problem)
  return error instanceof Error ? error.message : String(error)
}
