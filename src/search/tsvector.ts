import { type EntryWords, type Field, fields, GAP } from './entry.ts'
import { GLUE } from './tokens.ts'

/** PostgreSQL knows no places after this one, and no more than so many of one word. */
export const PLACES = 16_383
const PLACES_OF_ONE = 255
/** Parts of a long entry overlap by so many tokens: no query is longer than that. */
export const OVERLAP = 512

/**
 * How far apart neighbours stand, and those with glue between them: no sum of steps makes the other. As a word
 * of its own, glue would soon have more places than one word may.
 */
export const NEXT = 2
export const GLUED = 3
/** Between fields and between values, farther than any phrase reaches. */
const APART = 4

/** Fields are told apart by weights, of which there are four. */
export const weights: Record<Field, 'A' | 'B' | 'C' | ''> = {
  subject: 'A',
  sender: 'B',
  recipients: 'C',
  body: '',
}

/** Marks an entry whose words' places stand in further parts. */
export const LONG = '#long'

/**
 * The vectors of one entry. The first holds everything when the places suffice; otherwise it holds the words
 * without places and is marked {@link LONG}, and the others hold the places, a stretch each.
 *
 * @param facts without their # before them
 * @returns texts to be cast to tsvector
 */
export function vectorsOf(words: EntryWords, facts: readonly string[]): string[] {
  const placed = placedTokens(words)
  const parts = inParts(placed)
  const known = [
    ...facts.map((fact) => `#${fact}`),
    ...words.starts
      .split(' ')
      .filter(Boolean)
      .map((start) => `~${start}`),
  ]
  const [only, second] = parts
  if (second === undefined) return [`${literal(only ?? new Map())} ${quoted(known)}`]
  const all = new Set(placed.map(({ token }) => token))
  return [quoted([...known, LONG, ...all]), ...parts.map(literal)]
}

type PlacedToken = { token: string; place: number; weight: string }

function placedTokens(words: EntryWords): PlacedToken[] {
  const placed: PlacedToken[] = []
  let place = 0
  for (const field of fields) {
    place += APART
    const weight = weights[field]
    for (const token of words[field].split(' ')) {
      if (token === '') continue
      if (token === GAP) place += APART
      else if (token === GLUE) place += GLUED - NEXT
      else {
        place += NEXT
        placed.push({ token, place, weight })
      }
    }
  }
  return placed
}

/** One vector on its way: each word's places as they are written, and how many they are. */
type Part = Map<string, { places: string; count: number }>

function inParts(placed: readonly PlacedToken[]): Part[] {
  const parts: Part[] = []
  for (let from = 0; from < placed.length || parts.length === 0; ) {
    const { part, end } = onePart(placed, from)
    parts.push(part)
    if (end >= placed.length) break
    // At least by half, or one word written a thousand times would make a part of each of its places.
    from = Math.max(end - OVERLAP, from + Math.ceil((end - from) / 2))
  }
  return parts
}

/** From a token on, as many as one vector takes. */
function onePart(placed: readonly PlacedToken[], from: number): { part: Part; end: number } {
  const part: Part = new Map()
  const before = (placed[from]?.place ?? 1) - 1
  let end = from
  for (; end < placed.length; end++) {
    const { token, place, weight } = placed[end] ?? { token: '', place: 0, weight: '' }
    const known = part.get(token)
    if (place - before > PLACES || (known && known.count >= PLACES_OF_ONE)) break
    if (known) {
      known.places += `,${place - before}${weight}`
      known.count++
    } else part.set(token, { places: `${place - before}${weight}`, count: 1 })
  }
  return { part, end }
}

function literal(part: Part): string {
  let text = ''
  for (const [token, { places }] of part) text += `'${token}':${places} `
  return text
}

function quoted(tokens: readonly string[]): string {
  return tokens.map((token) => `'${token}'`).join(' ')
}
