/** One mailbox of a configuration for tests. */
export type WrittenMailbox = {
  key: string
  imap: { port: number; user: string; password: string }
  smtpPort: number
}

/** A configuration with these mailboxes on loopback servers. */
export function mailConfig(databaseFile: string, mailboxes: readonly WrittenMailbox[]): string {
  const tables = mailboxes.map(
    ({ key, imap, smtpPort }) => `
[mailbox.${key}]
name = "${key}"
address = "${key}@example.jp"
[mailbox.${key}.imap]
host = "127.0.0.1"
port = ${imap.port}
tls = "none"
user = "${imap.user}"
password = "${imap.password}"
[mailbox.${key}.smtp]
host = "127.0.0.1"
port = ${smtpPort}
tls = "none"
`,
  )
  return `language = "en"\n[database]\nurl = ${JSON.stringify(`sqlite:${databaseFile}`)}\n${tables.join('')}`
}
