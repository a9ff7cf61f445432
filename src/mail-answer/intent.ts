/** What somebody wants who answers a notification by mail. `words`: what they wrote beside the word that acts. */
export type Intent =
  | { is: 'comment'; words: string }
  | { is: 'policy'; words: string }
  | { is: 'accept' | 'approve'; words: string }
  /** Begins with a word that acts and goes on in the same line: nobody can tell whether it is meant. */
  | { is: 'unclear' }
  | { is: 'empty' }

const policy = /^(?:方針|対応方針|policy)\s*[:：]\s*/i
const accept =
  /^(?:受理|受理します|受理しました|受理する|受理いたします|accept|accepted|i accept)[\s。．.!！、]*$/i
const approve =
  /^(?:承認|承認します|承認しました|承認する|承認いたします|approve|approved|i approve)[\s。．.!！、]*$/i
const acting = /^(?:受理|承認|accept|approve)(?:$|[\s、。,.:：!！(（はをにのがでし]|ed\b|d\b)/i

/**
 * Reads the first line of an answer. Only a line that says nothing but the word accepts or approves: 「承認できません」
 * and "approve it once the price is right" must not.
 *
 * @param written without quotes and signature
 */
export function intentOf(written: string): Intent {
  const text = written.normalize('NFC').replace(/\r\n?/g, '\n').trim()
  if (text === '') return { is: 'empty' }
  const [first = '', ...rest] = text.split('\n')
  const line = first.trim().normalize('NFKC')
  const below = rest.join('\n').trim()
  const prefix = policy.exec(line)
  if (prefix) {
    const beside = first.trim().replace(/^[^:：]*[:：]\s*/, '')
    const words = `${beside}\n${below}`.trim()
    return words === '' ? { is: 'unclear' } : { is: 'policy', words }
  }
  if (accept.test(line)) return { is: 'accept', words: below }
  if (approve.test(line)) return { is: 'approve', words: below }
  return acting.test(line) ? { is: 'unclear' } : { is: 'comment', words: text }
}

/** Whether a mail orders something: what comes without a token is looked at closer then. */
export function orders(intent: Intent): boolean {
  return intent.is === 'policy' || intent.is === 'accept' || intent.is === 'approve'
}
