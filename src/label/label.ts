/** A thread's label says what it is about; a customer's is the class they belong to (VIP, 契約 A). */
export const labelKinds = ['thread', 'customer'] as const
export type LabelKind = (typeof labelKinds)[number]

/** The palette. Each reads on either paper; the style sheet says how each looks. */
export const colours = [
  'red',
  'orange',
  'yellow',
  'green',
  'teal',
  'blue',
  'indigo',
  'purple',
  'pink',
  'grey',
] as const
export type Colour = (typeof colours)[number]

/** A label as pages show it. */
export type Label = {
  id: number
  kind: LabelKind
  name: string
  colour: Colour
  /** The one mailbox that uses it; null: all. */
  mailboxId: number | null
}

/** Longest name in characters as people count them: it stands beside others in one line of a list. */
export const LONGEST_NAME = 40
/** Of one thread or customer. More say nothing any more. */
export const MOST_LABELS = 20

export type NameRefusal = 'empty' | 'too-long' | 'separator'

/**
 * A name as it was typed, made into one that can stand: blanks joined, what cannot be seen taken out.
 *
 * @returns refused `separator` for a comma or a quotation mark: several names in one field, or a search
 *   (`label:"…"`) that could not say it
 */
export function readLabelName(typed: string): { name: string } | { refused: NameRefusal } {
  const name = typed.replace(/\s+/gu, ' ').replace(unseen, '').trim()
  if (!/[^\p{C}\p{Z}\p{M}]/u.test(name)) return { refused: 'empty' }
  if (/[,、"]/u.test(name.normalize('NFKC'))) return { refused: 'separator' }
  // An emoji may be a dozen characters to the machine.
  if ([...new Intl.Segmenter().segment(name)].length > LONGEST_NAME || name.length > 5 * LONGEST_NAME)
    return { refused: 'too-long' }
  return { name }
}

/** Controls, marks of direction and blanks without width; the joiner within an emoji stays. */
const unseen = /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u206f\ufeff]/gu

/** What makes two names the same: width and case alike (NFKC, then Unicode's folding by way of capitals). */
export function foldLabelName(name: string): string {
  return name.normalize('NFKC').toUpperCase().toLowerCase().normalize('NFKC').replace(/\s+/gu, ' ').trim()
}

/** The colour of a label that somebody makes in passing: the next of the palette. */
export function nextColour(labelsThere: number): Colour {
  return colours[labelsThere % colours.length] ?? 'grey'
}

/** Whether a label may stand on the threads of this mailbox. */
export function isForMailbox(label: Pick<Label, 'kind' | 'mailboxId'>, mailboxId: number): boolean {
  return label.kind === 'thread' && (label.mailboxId === null || label.mailboxId === mailboxId)
}
