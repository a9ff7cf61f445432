import { connectionProblem, type Server } from './connection-problem.ts'
import type { SmtpOutcome } from './smtp.ts'

/** The fields of nodemailer's errors that decide. */
export type SmtpError = Error & { code?: string; response?: string; responseCode?: number; command?: string }

/** What an error means while not one byte of the mail has left. */
export function beforeBody(error: SmtpError, server: Server): SmtpOutcome {
  if (error.response && error.responseCode)
    return { refused: { permanent: isPermanent(error), reply: oneLine(error.response) } }
  // The mail is larger than the server announced to take, or an address is impossible: nodemailer's own refusals.
  if (error.code === 'EMESSAGE' || error.code === 'EENVELOPE')
    return { refused: { permanent: true, reply: error.message } }
  return { unreachable: connectionProblem(error, server) }
}

/**
 * What an error means once the mail, or a part of it, has left. Only a complete reply to the mail itself is
 * an answer (nodemailer's EMESSAGE); a connection that ends shows as a failed connect there and says nothing.
 */
export function afterBody(error: SmtpError): SmtpOutcome {
  if (error.code === 'EMESSAGE' && error.response && error.responseCode && error.responseCode >= 400) {
    return { refused: { permanent: isPermanent(error), reply: oneLine(error.response) } }
  }
  return { uncertain: oneLine(error.message) }
}

export function isPermanent(error: SmtpError): boolean {
  return (error.responseCode ?? 0) >= 500
}

function oneLine(words: string): string {
  return words.replace(/\s+/g, ' ').trim().slice(0, 500)
}
