/** Shapes that many views show. The rooms' own types fit them as they are. */

export type Status = 'new' | 'in_progress' | 'awaiting_dept' | 'done'
export const statuses = ['new', 'in_progress', 'awaiting_dept', 'done'] as const satisfies readonly Status[]

/** Until when somebody is away (UTC ms), and who stands in, by name. */
export type AwayView = { until: number; deputy: string | null }

/** A person by name; `title` is their 役職, empty when they have none; `reading` finds them while typing. */
export type Person = {
  id: number
  name: string
  title: string
  reading?: string
  away?: AwayView | null | undefined
}

/** An address as a mail gave it; `name` is empty when it gave none. */
export type Address = { name: string; address: string }

/** The lists beside the four statuses; `all` is a mailbox without a status. */
export type ListName =
  | 'mine'
  | 'unassigned'
  | 'mentions'
  | 'decision'
  | 'escalated'
  | 'acceptance'
  | 'my_decision'
  | 'overdue'
  | 'due_soon'
  | 'drafts'
  | 'broken'
  | 'failed'

/** Which list somebody is in. Carried by every link and form, so that the list stays beside the thread. */
export type Place = {
  mailbox?: number | undefined
  status?: Status | undefined
  list?: ListName | undefined
  /** Only its threads with this label. */
  label?: number | undefined
  /** What was searched for: the list is what was found, in the order of `sort`. */
  q?: string | undefined
  sort?: string | undefined
  after?: string | undefined
  /** Where in it the open thread stood when it was opened: the way on begins here, also once it has left the list. */
  at?: string | undefined
  /** Of a long thread: the message up to which it is shown, when it is not the newest. */
  earlier?: number | undefined
  /** The same for its comments. */
  notes?: number | undefined
  /** All of a long thread at once, to be read through or printed. */
  whole?: true | undefined
  /** What must be in sight, wherever in a long thread it stands. */
  message?: number | undefined
  comment?: number | undefined
}

/** A list of thirty rows asks for it thirty times, so it is put together by hand and not by URLSearchParams. */
export function placeQuery(place: Place): string {
  let query = ''
  const add = (name: keyof Place, value: string | number) => {
    query += `${query === '' ? '?' : '&'}${name}=${encodeURIComponent(value)}`
  }
  if (place.mailbox !== undefined) add('mailbox', place.mailbox)
  if (place.status) add('status', place.status)
  if (place.list) add('list', place.list)
  if (place.label !== undefined) add('label', place.label)
  if (place.q !== undefined) add('q', place.q)
  if (place.sort) add('sort', place.sort)
  if (place.after) add('after', place.after)
  if (place.at) add('at', place.at)
  if (place.earlier) add('earlier', place.earlier)
  if (place.notes) add('notes', place.notes)
  if (place.whole) add('whole', 1)
  if (place.message) add('message', place.message)
  if (place.comment) add('comment', place.comment)
  return query
}

/** The list alone, without the part of a long thread that stands beside it. */
export function listOf(place: Place): Place {
  return { ...place, earlier: undefined, notes: undefined, whole: undefined }
}

export function inboxUrl(place: Place): string {
  return `${place.q === undefined ? '/inbox' : '/search'}${placeQuery({ ...listOf(place), at: undefined })}`
}

/** `below` is what follows the thread's own address, such as `/status`. */
export function threadUrl(id: number, place: Place, below = ''): string {
  return `/threads/${id}${below}${placeQuery(place)}`
}

/**
 * The address of a part of a thread, wherever in it that stands: a long thread is shown in pages, and a message or
 * comment is asked for by its number, so that its page opens.
 *
 * @param anchor such as #message-7
 */
export function anchorUrl(id: number, place: Place, anchor: string): string {
  const [, part, number] = /^#(message|comment)-(\d+)$/.exec(anchor) ?? []
  const shows = part === undefined ? {} : { [part]: Number(number) }
  return threadUrl(id, { ...place, ...shows }) + anchor
}

/** Counting stops at a thousand: how many more there are changes nothing for anybody. */
export function countInWords(count: number): string {
  return count > 999 ? '999+' : String(count)
}

/** The family name, as a seal carries it: the first word of a Japanese name, the last of another. */
export function surname(name: string): string {
  const words = name.trim().split(/[\s　]+/)
  const eastern = /^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(name)
  return (eastern ? words[0] : words.at(-1)) ?? name
}

export function addressName(from: Address): string {
  return from.name || from.address
}
