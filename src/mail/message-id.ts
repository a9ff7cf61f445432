import { createHmac, timingSafeEqual } from 'node:crypto'

/**
 * A Message-ID by which an answer finds its thread even when its References are cut off. The token proves
 * that hoshin wrote it and names a thread; it allows nothing else.
 *
 * @param random letters and digits, different for each mail
 * @param domain of the sending address
 * @returns without angle brackets, in lower case, because some mail programs change the case
 */
export function newMessageId({
  threadId,
  secret,
  domain,
  random,
}: {
  threadId: number
  secret: string
  domain: string
  random: string
}): string {
  const thread = threadId.toString(36)
  const unique = random.toLowerCase().replace(/[^a-z0-9]/g, '')
  if (unique === '') throw new RangeError('a Message-ID needs random letters or digits')
  return `hoshin.${thread}.${unique}.${token(thread, unique, secret)}@${domain.toLowerCase()}`
}

/** The thread that one of our own Message-IDs names; null for any other, and for a forged one. */
export function threadOfMessageId(id: string, secret: string): number | null {
  const parts = /^hoshin\.([0-9a-z]{1,11})\.([0-9a-z]{1,64})\.([0-9a-f]{16})@/.exec(id.toLowerCase())
  const [, thread = '', unique = '', claimed = ''] = parts ?? []
  if (!parts) return null
  const genuine = timingSafeEqual(Buffer.from(claimed), Buffer.from(token(thread, unique, secret)))
  return genuine ? Number.parseInt(thread, 36) : null
}

function token(thread: string, unique: string, secret: string): string {
  return createHmac('sha256', secret).update(`message-id ${thread}.${unique}`).digest('hex').slice(0, 16)
}
