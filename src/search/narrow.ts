import { operators, valuesOf, written } from './operators.ts'
import type { Query } from './query.ts'
import { type Filter, meNames, nobodyNames, statuses } from './query-words.ts'
import { fold } from './tokens.ts'

/** One more condition that can be put on a query, or taken off it: `query` is what it then is. */
export type Narrowing = { words: string; query: string; on: boolean }

export const narrowingKinds = ['status', 'assignee', 'has', 'label', 'mailbox', 'after'] as const
export type NarrowingKind = (typeof narrowingKinds)[number]

/** More of a kind would push the hits out of sight; any other can be typed. */
const MOST = 12

type Known = { mailboxes: readonly string[]; labels: readonly string[] }

/** What a query can be narrowed by, each kind with its choices as they are written in the reader's language. */
export function narrowings(
  text: string,
  { filters }: Query,
  { mailboxes, labels }: Known,
  language: 'ja' | 'en',
): { kind: NarrowingKind; choices: Narrowing[] }[] {
  const nameOf = (of: (typeof operators)[number]['of']) =>
    operators.find((operator) => operator.of === of)?.[language] ?? of
  const choose = (
    kind: NarrowingKind,
    condition: string | null,
    words: string,
    isOn: (f: Filter) => boolean,
  ) => {
    if (condition === null) return []
    const taken = filters.filter((filter) => filter.by === kind && (kind !== 'has' || isOn(filter)))
    const on = taken.some((filter) => isOn(filter) && !filter.not)
    const rest = without(text, taken)
    return [{ words, on, query: on ? rest : `${rest} ${condition}`.trim() }]
  }
  const named = (kind: 'label' | 'mailbox', names: readonly string[]) =>
    names
      .slice(0, MOST)
      .flatMap((name) =>
        choose(kind, written(nameOf(kind), name), name, (filter) => fold(filter.value) === fold(name)),
      )
  const [me, nobody] = valuesOf.assignee?.[language] ?? []
  const has = language === 'ja' ? ['添付:あり', '方針:あり'] : ['has:attachment', 'has:policy']
  const groups: { kind: NarrowingKind; choices: Narrowing[] }[] = [
    {
      kind: 'status',
      choices: statuses.flatMap((status, at) =>
        choose(
          'status',
          written(nameOf('status'), valuesOf.status?.[language][at] ?? status),
          status,
          (filter) => filter.by === 'status' && filter.status === status,
        ),
      ),
    },
    {
      kind: 'assignee',
      choices: [
        ...choose('assignee', written(nameOf('assignee'), me ?? ''), 'me', ({ value }) =>
          meNames.has(fold(value)),
        ),
        ...choose('assignee', written(nameOf('assignee'), nobody ?? ''), 'nobody', ({ value }) =>
          nobodyNames.has(fold(value)),
        ),
      ],
    },
    {
      kind: 'has',
      choices: (['attachment', 'policy'] as const).flatMap((what, at) =>
        choose('has', has[at] ?? null, what, (filter) => filter.by === 'has' && filter.has === what),
      ),
    },
    { kind: 'label', choices: named('label', labels) },
    { kind: 'mailbox', choices: mailboxes.length > 1 ? named('mailbox', mailboxes) : [] },
    {
      kind: 'after',
      choices: periods.flatMap((days) =>
        choose(
          'after',
          written(nameOf('after'), language === 'ja' ? `${days}日` : `${days}d`),
          String(days),
          (filter) => filter.by === 'after' && 'daysAgo' in filter.from && filter.from.daysAgo === days,
        ),
      ),
    },
  ]
  return groups.filter(({ choices }) => choices.length > 0)
}

/** Days back from today. */
const periods = [7, 30, 90, 365]

/** The query without these conditions. */
function without(text: string, filters: readonly Filter[]): string {
  let rest = text
  for (const { at, part } of filters.toSorted((a, b) => b.at - a.at))
    rest = rest.slice(0, at - 1) + rest.slice(at - 1 + part.length)
  return rest.replace(/[\s\u3000]+/g, ' ').trim()
}
