/** Somebody who can be mentioned, and the one spelling that means only them. */
export type Mentionable = {
  kind: 'account' | 'group'
  id: number
  name: string
  /** What is written after the @: the name, or the name with its e-mail's first part where two share it. */
  handle: string
}

/** A comment's text cut into plain words and mentions, in order. */
export type CommentPiece = { text: string; mention: Mentionable | null }

type Person = { kind: 'account' | 'group'; id: number; name: string; email: string | null }

/** Gives everybody the handle that means only them. */
export function withHandles(people: readonly Person[]): Mentionable[] {
  const count = new Map<string, number>()
  for (const person of people) count.set(folded(person.name), (count.get(folded(person.name)) ?? 0) + 1)
  return people.map((person) => {
    const { kind, id, name, email } = person
    const shared = (count.get(folded(name)) ?? 0) > 1
    return { kind, id, name, handle: shared && email ? `${name}(${distinct(person, people)})` : name }
  })
}

/** The e-mail's first part; all of it where a namesake has the same at another domain. */
function distinct({ id, name, email }: Person, people: readonly Person[]): string {
  const first = (address: string | null) => folded(address?.split('@')[0] ?? '')
  const alike = people.some(
    (other) => other.id !== id && folded(other.name) === folded(name) && first(other.email) === first(email),
  )
  return (alike ? email : email?.split('@')[0]) ?? ''
}

/**
 * Finds the mentions in a comment. After each @ (or ＠) the longest handle that the text goes on with
 * counts; spaces within a name may be left out or be full-width, and width and case do not matter.
 * A bare surname counts where only one person has it.
 */
export function splitMentions(body: string, people: readonly Mentionable[]): CommentPiece[] {
  const handles = spellings(people)
  const pieces: CommentPiece[] = []
  let plain = ''
  for (let at = 0; at < body.length; ) {
    const char = body[at] ?? ''
    const hit = char === '@' || char === '＠' ? longestMatch(body, at + 1, handles) : null
    // An @ inside an e-mail address is no mention.
    if (hit && !/[A-Za-z0-9._%+-]/.test(plain.at(-1) ?? '')) {
      if (plain !== '') pieces.push({ text: plain, mention: null })
      plain = ''
      pieces.push({ text: body.slice(at, hit.end), mention: hit.who })
      at = hit.end
    } else {
      plain += char
      at++
    }
  }
  if (plain !== '') pieces.push({ text: plain, mention: null })
  return pieces
}

/** Everybody whom a comment mentions, each once. */
export function mentionsIn(body: string, people: readonly Mentionable[]): Mentionable[] {
  const found = splitMentions(body, people).flatMap((piece) => piece.mention ?? [])
  return found.filter(
    (who, index) => found.findIndex((w) => w.kind === who.kind && w.id === who.id) === index,
  )
}

/** Nobody: the bare name of namesakes, which must not be read as the surname of one of them. */
type Spelling = { key: string; who: Mentionable | null }

function spellings(people: readonly Mentionable[]): Spelling[] {
  const all: Spelling[] = people.map((who) => ({ key: folded(who.handle), who }))
  const surnames = new Map<string, Mentionable[]>()
  for (const who of people) {
    const surname = who.name.split(/[\s　]+/)[0] ?? ''
    if (who.kind === 'account' && surname !== who.name) {
      surnames.set(folded(surname), [...(surnames.get(folded(surname)) ?? []), who])
    }
  }
  for (const [key, owners] of surnames) {
    const [only] = owners
    if (only && owners.length === 1 && !all.some((spelling) => spelling.key === key))
      all.push({ key, who: only })
  }
  for (const { name } of people) {
    if (!all.some((spelling) => spelling.key === folded(name))) all.push({ key: folded(name), who: null })
  }
  return all.filter((spelling) => spelling.key !== '').sort((a, b) => b.key.length - a.key.length)
}

function longestMatch(body: string, from: number, handles: readonly Spelling[]) {
  // Reads on as far as any handle could reach, remembering where each folded character ended.
  const longest = handles[0]?.key.length ?? 0
  let key = ''
  const ends: number[] = []
  for (let at = from; at < body.length && key.length < longest; ) {
    const char = String.fromCodePoint(body.codePointAt(at) ?? 0)
    at += char.length
    if (char === '\n') break
    const piece = folded(char)
    for (let i = 0; i < piece.length; i++) ends.push(at)
    key += piece
  }
  for (const { key: handle, who } of handles) {
    const end = ends[handle.length - 1]
    if (!key.startsWith(handle) || end === undefined) continue
    // "@Ann" must not be found in "@Annabel".
    if (/[a-z0-9]$/.test(handle) && /[a-z0-9]/.test(folded(body.charAt(end)))) continue
    return who && { who, end }
  }
  return null
}

function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s　]+/g, '')
}
