/** A customer as a team knows them: one or several addresses with one name. */
export type Customer = {
  id: number
  name: string
  organisation: string
  /** What the team knows; never sent. */
  note: string
  /** Of the name, organisation and note that a form was filled with. */
  version: number
  /** Those from which somebody wrote what the viewer may see, the customer's first one first. */
  addresses: readonly CustomerAddress[]
  /** Whether the viewer may change what stands here. */
  mayChange: boolean
}

/** `id` is the number by which this address is taken out again. */
export type CustomerAddress = { id: number; address: string; name: string }

/** What lists of customers are put in order and searched by: width, case and blanks alike. */
export function customerKey(text: string): string {
  return text.normalize('NFKC').toLowerCase().replace(/\s+/gu, ' ').trim().slice(0, LONGEST_KEY)
}

/** Longer ones would not fit into an index of PostgreSQL. Characters. */
const LONGEST_KEY = 200

export const LONGEST_NAME = 120
export const LONGEST_NOTE = 10_000
/** More addresses are no person's. */
export const MOST_ADDRESSES = 30
