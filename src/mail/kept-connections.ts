import type SMTPConnection from 'nodemailer/lib/smtp-connection'

/** Ms. Many servers end a connection that is idle for a minute, some sooner. */
const KEPT_FOR = 10_000
/** Servers have a limit too (Postfix and nodemailer's pool 100): whoever ends it first chooses the moment. */
const MOST_MAILS = 100

export type KeptConnections = {
  /** One that is open and carries nothing; null when none is. */
  take(): SMTPConnection | null
  /** Keeps one for the next mail, for some seconds; only after the server took a mail over it. */
  keep(connection: SMTPConnection): void
  close(): void
}

/** Connections between two mails. One that its server ends meanwhile is forgotten. */
export function keptConnections(): KeptConnections {
  const waiting = new Map<SMTPConnection, NodeJS.Timeout>()
  const mails = new WeakMap<SMTPConnection, number>()
  let isOpen = true
  const forget = (connection: SMTPConnection) => {
    clearTimeout(waiting.get(connection))
    waiting.delete(connection)
  }
  const end = (connection: SMTPConnection) => {
    forget(connection)
    connection.quit()
    connection.close()
  }
  return {
    take() {
      // The one that came last: the others grow old and end.
      const connection = [...waiting.keys()].at(-1) ?? null
      if (connection) forget(connection)
      return connection
    },
    keep(connection) {
      const carried = (mails.get(connection) ?? 0) + 1
      mails.set(connection, carried)
      if (!isOpen || carried >= MOST_MAILS) return end(connection)
      if (carried === 1) connection.once('end', () => forget(connection))
      waiting.set(connection, setTimeout(end, KEPT_FOR, connection).unref())
    },
    close() {
      isOpen = false
      for (const connection of waiting.keys()) end(connection)
    },
  }
}
