/** What text-expander-element looks for in front of the cursor. */
export type Key = { key: string; multiWord: boolean }

/** Before an @, these mean an e-mail address; the server reads mentions in the same way. */
const ofAnAddress = /[A-Za-z0-9._%+-]/
/** Only behind one of these, or at the beginning, does the element see a key. */
const boundary = /[\s([]/

/**
 * The key that stands before what is being typed: the @ or ＠ with everything back to the last blank, because
 * Japanese is written without blanks (確認@佐藤) and the element wants one in front of its key.
 *
 * @param done where an @ stands whose name has been chosen already; it asks for no other
 * @returns none where nobody is being called
 */
export function mentionKey(text: string, cursor: number, done: number | null = null): Key | null {
  const at = mentionAt(text, cursor)
  if (at === null || at === done) return null
  const typed = text.slice(at + 1, cursor)
  let from = at
  while (from > 0 && !boundary.test(text.charAt(from - 1))) from--
  // Among several words the element goes by the place of its last match, so a single word is looked for afresh.
  return { key: text.slice(from, at + 1), multiWord: typed.includes(' ') }
}

/** Where the @ stands that calls whom is being typed before the cursor; null in an address or on another line. */
export function mentionAt(text: string, cursor: number): number | null {
  const line = text.slice(text.lastIndexOf('\n', cursor - 1) + 1, cursor)
  const inLine = Math.max(line.lastIndexOf('@'), line.lastIndexOf('＠'))
  if (inLine < 0) return null
  const at = cursor - line.length + inLine
  return ofAnAddress.test(text.charAt(at - 1)) ? null : at
}
