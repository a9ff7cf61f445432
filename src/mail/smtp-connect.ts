import SMTPConnection from 'nodemailer/lib/smtp-connection'
import type { SmtpSettings, SmtpTimeouts } from './smtp.ts'

/** Connects and signs in. @throws nodemailer's own error, with the connection closed */
export function connect(settings: SmtpSettings, timeouts: SmtpTimeouts): Promise<SMTPConnection> {
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
