import { wordsIn } from './index-escalation.store.ts'

/** How a past case is like the one that is written now; `words` is the part of its words that the other has. */
export type Alike = { customer: boolean; kind: boolean; words: number }

/** Fewer shared words than this part are chance. */
const CHANCE = 0.3

/** How much a past case helps, 0 for not at all. The kind alone says nothing: most are of the same. */
export function likeness({ customer, kind, words }: Alike): number {
  const said = words >= CHANCE ? words * 6 : 0
  return customer || said > 0 ? (customer ? 2 : 0) + said + (kind ? 0.5 : 0) : 0
}

/** Words that are looked for. */
const WORDS = 24

/**
 * The tokens of a text that tell what it is about: pairs of hiragana are mostly grammar, single characters and
 * short numbers are anything.
 */
export function telling(text: string): string[] {
  return [...wordsIn(text, 200)]
    .filter((word) => [...word].length > 1 && !/^[\p{Script=Hiragana}ー]+$/u.test(word))
    .filter((word) => !/^\p{N}{1,3}$/u.test(word) && !common.has(word))
    .slice(0, WORDS)
}

/** Words without which few subjects are written. */
const common = new Set([
  're',
  'fw',
  'fwd',
  'the',
  'and',
  'for',
  'of',
  'to',
  'in',
  'is',
  'on',
  'we',
  '返信',
  '転送',
])
