import type { MailAddress } from '../mail/parsed-mail.ts'
import { answerSubject } from '../thread/placing.ts'

/** The facts of the mail that is answered. Times in UTC ms. */
export type Answered = {
  messageId: string | null
  references: readonly string[]
  subject: string
  from: MailAddress | null
  replyTo: readonly MailAddress[]
  to: readonly MailAddress[]
  cc: readonly MailAddress[]
}

/** RFC 5322 §3.6.4: the parent's references and the parent itself. Kept to the first and the last, as long chains break servers. */
export function referencesFor(answered: Answered | null): { inReplyTo: string | null; references: string[] } {
  const parent = answered?.messageId ?? null
  const earlier = (answered?.references ?? []).filter((id) => id !== parent)
  const chain = parent === null ? earlier : [...earlier, parent]
  return {
    inReplyTo: parent,
    references: chain.length > 20 ? [...chain.slice(0, 1), ...chain.slice(-19)] : chain,
  }
}

/**
 * Whom an answer goes to, before the writer changes it: Reply-To, else From; the others of To and Cc stay
 * in Cc, the mailbox itself nowhere.
 *
 * @param own the mailbox's address
 */
export function recipientsFor(answered: Answered, own: string): { to: MailAddress[]; cc: MailAddress[] } {
  const self = own.toLowerCase()
  const others = (people: readonly MailAddress[]) =>
    people.filter(({ address }) => address !== '' && address.toLowerCase() !== self)
  const asked = others(answered.replyTo)
  // Some programs name the mailbox itself in Reply-To; the answer must still go to somebody.
  const to = asked.length > 0 ? asked : others(answered.from ? [answered.from] : [])
  const named = new Set([self, ...to.map(({ address }) => address.toLowerCase())])
  const cc = [...answered.to, ...answered.cc].filter(({ address }) => {
    const key = address.toLowerCase()
    if (key === '' || named.has(key)) return false
    named.add(key)
    return true
  })
  return { to, cc }
}

export function subjectFor(answered: Answered | null, threadSubject: string): string {
  return answerSubject(answered?.subject || threadSubject)
}

/** Text quoted line by line, under a line that says who wrote it when. */
export function quoteText(text: string, introduction: string): string {
  const lines = text.trimEnd().split('\n')
  return [
    introduction,
    ...lines.map((line) => (line.startsWith('>') ? `>${line}` : `> ${line}`.trimEnd())),
  ].join('\n')
}

/** What goes out: the text as written, with the mailbox's signature beneath, unless the writer put it in already. */
export function withSignature(body: string, signature: string): string {
  const text = body.trimEnd()
  const sign = signature.trim()
  const quoteAt = quoteStart(text)
  const above = text.slice(0, quoteAt).trimEnd()
  const below = text.slice(quoteAt)
  // Only whole lines of the writer's own: the name in a sentence, or in what is quoted, is no signature.
  if (sign === '' || `\n${above}\n`.includes(`\n${sign}\n`)) return `${text}\n`
  return `${above}\n\n${sign}\n${below === '' ? '' : `\n${below}\n`}`
}

/** What the writer wrote of a text that went out: {@link withSignature} makes the same text of it again. */
export function withoutSignature(sent: string, signature: string): string {
  const sign = signature.trim()
  const at = sign === '' ? -1 : `\n${sent}\n`.lastIndexOf(`\n${sign}\n`)
  if (at === -1) return sent.trimEnd()
  const rest = sent.slice(at + sign.length).trimStart()
  const written = [sent.slice(0, Math.max(at, 0)).trimEnd(), rest.trimEnd()].filter(Boolean).join('\n\n')
  // Where the writer put it in themselves, or another place would be found for it, it stays.
  return withSignature(written, signature) === sent ? written : sent.trimEnd()
}

/** Where the quote that was put in at the end begins, so that the signature stands above it. */
function quoteStart(text: string): number {
  const lines = text.split('\n')
  let first = lines.length
  while (first > 0 && /^>|^\s*$/.test(lines[first - 1] ?? '')) first--
  const quoted = lines.slice(first).findIndex((line) => line.startsWith('>'))
  if (quoted === -1) return text.length
  // The line above the first ">" introduces it.
  const introduced = first > 0 && /[:：]\s*$/.test(lines[first - 1] ?? '') ? first - 1 : first + quoted
  return lines.slice(0, introduced).join('\n').length + (introduced > 0 ? 1 : 0)
}

/** What stands after a reply went to the queue. Open waits hold the thread, whatever the sender chose. */
export function statusAfterReply(
  chosen: 'in_progress' | 'done' | 'unchanged',
  current: 'new' | 'in_progress' | 'awaiting_dept' | 'done',
  openWaits: boolean,
): 'new' | 'in_progress' | 'awaiting_dept' | 'done' {
  if (openWaits) return 'awaiting_dept'
  switch (chosen) {
    case 'done':
      return 'done'
    case 'in_progress':
      return 'in_progress'
    case 'unchanged':
      return current === 'new' ? 'in_progress' : current
  }
}
