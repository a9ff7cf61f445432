import type { NamesInSight } from './names-in-sight.store.ts'
import { type OperatorName, operators, valuesOf, written } from './operators.ts'
import { fold } from './tokens.ts'

/** What a query can go on with: `text` takes the place of what stands from `from` to `to`, in UTF-16 units. */
export type Completion = {
  from: number
  to: number
  text: string
  /** What is offered: an operator, to be followed by its value, or a value. */
  words: string
  of: OperatorName
  isOperator: boolean
}

const MOST = 10

const value = /(?:^|[\s\u3000])[-－−]?(\p{L}[\p{L}\p{M}_ー]*)[:：](?:"([^"]*)|([^\s\u3000"]*))$/u
const name = /(?:^|[\s\u3000])[-－−]?(\p{L}[\p{L}\p{M}_ー]*)?$/u

/**
 * How the word before the cursor may go on: operators by their beginning in either language or by their reading,
 * then their values. Without a word, all operators.
 */
export function completions(
  typed: string,
  cursor: number,
  names: NamesInSight,
  language: 'ja' | 'en',
): Completion[] {
  const before = typed.slice(0, cursor)
  const [, operator, quoted, plain] = value.exec(before) ?? []
  if (operator !== undefined) {
    const part = quoted ?? plain ?? ''
    const from = cursor - part.length - (quoted === undefined ? 0 : 1) - operator.length - 1
    return valuesFor(fold(operator), fold(part), names).map(({ words, of }) => ({
      ...{ from, to: cursor, words, of, isOperator: false },
      text: `${written(operator, words) ?? ''} `,
    }))
  }
  const [whole, begun = ''] = name.exec(before) ?? []
  const isQuoted = before.split('"').length % 2 === 0
  if (whole === undefined || isQuoted) return []
  const from = cursor - begun.length
  return operatorsFor(fold(begun), language).map(({ words, of }) => ({
    ...{ from, to: cursor, words, of, isOperator: true },
    text: words,
  }))
}

type Offer = { words: string; of: OperatorName }

function operatorsFor(begun: string, language: 'ja' | 'en'): Offer[] {
  const other = language === 'ja' ? 'en' : 'ja'
  const offers = operators.flatMap((operator): Offer[] => {
    const own = [fold(operator[language]), ...(language === 'ja' ? [operator.reading] : [])]
    if (own.some((known) => known.startsWith(begun)))
      return [{ words: `${operator[language]}:`, of: operator.of }]
    return fold(operator[other]).startsWith(begun) ? [{ words: `${operator[other]}:`, of: operator.of }] : []
  })
  // has: stands for two.
  const once = offers.filter(({ words }, at) => offers.findIndex((offer) => offer.words === words) === at)
  // What is written in full needs no completion.
  return once.filter(({ words }) => fold(words) !== `${begun}:`).slice(0, operators.length)
}

function valuesFor(operator: string, begun: string, names: NamesInSight): Offer[] {
  const meant = operators.filter(({ en, ja }) => en === operator || fold(ja) === operator)
  const offers = meant.flatMap((known): Offer[] => {
    const language = known.en === operator ? 'en' : 'ja'
    const fixed = (valuesOf[known.of]?.[language] ?? []).filter((words) => fold(words).includes(begun))
    return [...fixed, ...namesFor(known.of, begun, names)].map((words) => ({ words, of: known.of }))
  })
  const isBegun = ({ words }: Offer) => Number(fold(words).startsWith(begun))
  return offers
    .filter(({ words }) => fold(words) !== begun && !words.includes('"'))
    .toSorted((a, b) => isBegun(b) - isBegun(a))
    .slice(0, MOST)
}

function namesFor(of: OperatorName, begun: string, { mailboxes, people, labels }: NamesInSight): string[] {
  const has = (text: string) => fold(text).includes(begun)
  switch (of) {
    case 'mailbox':
      return mailboxes.filter(has)
    case 'label':
      return labels.filter(has)
    case 'assignee':
      return people
        .filter((person) => has(person.name) || has(person.reading) || has(person.email))
        .map((person) => person.name)
    default:
      return []
  }
}
