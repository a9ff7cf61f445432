import { FRONT_LINE } from '../escalation/escalation.ts'
import { fitted, numberOf, type RouteDraft, type RungDraft } from './route-draft.ts'

type Ladder = 'inside' | 'outside'

/** What the form's buttons do with it before anything is saved. */
export type DraftEdit =
  | { kind: 'add-level'; to: Ladder }
  | { kind: 'remove-level'; from: Ladder; row: number }
  | { kind: 'add-call'; to: Ladder; row: number }
  | { kind: 'remove-call'; from: Ladder; row: number; call: number }
  | { kind: 'outside-on' | 'outside-off' }

/** Reads a button's value: `add-inside`, `remove-outside_1`, `add-inside_0_call`, `remove-inside_0_call_2`. */
export function readEdit(act: string): DraftEdit | null {
  if (act === 'outside-on' || act === 'outside-off') return { kind: act }
  const [, kind, name, row, isCall, call] =
    /^(add|remove)-(inside|outside)(?:_(\d{1,5})(_call(?:_(\d{1,5}))?)?)?$/.exec(act) ?? []
  if (name !== 'inside' && name !== 'outside') return null
  if (kind === 'add') {
    if (row === undefined) return { kind: 'add-level', to: name }
    return isCall === undefined ? null : { kind: 'add-call', to: name, row: Number(row) }
  }
  if (row === undefined) return null
  if (isCall === undefined) return { kind: 'remove-level', from: name, row: Number(row) }
  return call === undefined ? null : { kind: 'remove-call', from: name, row: Number(row), call: Number(call) }
}

/** @param titles what levels are called until somebody says otherwise, by number */
export function edited(
  draft: RouteDraft,
  edit: DraftEdit,
  titles: Readonly<Record<number, string>>,
): RouteDraft {
  switch (edit.kind) {
    case 'add-level':
      return onLadder(draft, edit.to, (rungs) => [...rungs, nextRung(rungs, titles)])
    case 'remove-level':
      return onLadder(draft, edit.from, (rungs) => rungs.toSpliced(edit.row, 1))
    case 'add-call':
      return onRung(draft, edit.to, edit.row, ({ calls }) => [...calls, { channel: 'phone', minutes: '10' }])
    case 'remove-call':
      return onRung(draft, edit.from, edit.row, ({ calls }) => calls.toSpliced(edit.call, 1))
    case 'outside-on':
      // Most begin with the same people and change some.
      return { ...draft, outside: structuredClone(draft.inside) }
    case 'outside-off':
      return { ...draft, outside: null }
  }
}

/** Where the cursor belongs afterwards: in the new row, or on the button that adds to the shortened list. */
export function focusAfter(edit: DraftEdit, after: RouteDraft): string {
  switch (edit.kind) {
    case 'add-level':
      return `${edit.to}_${(after[edit.to]?.length ?? 1) - 1}_title`
    case 'remove-level':
      return `add-${edit.from}`
    case 'add-call':
      return `${edit.to}_${edit.row}_call_${(after[edit.to]?.[edit.row]?.calls.length ?? 1) - 1}_channel`
    case 'remove-call':
      return `add-${edit.from}_${edit.row}_call`
    case 'outside-on':
      return 'outside_0_title'
    case 'outside-off':
      return 'outside-on'
  }
}

function nextRung(rungs: readonly RungDraft[], titles: Readonly<Record<number, string>>): RungDraft {
  const last = rungs.at(-1)
  const highest = Math.max(FRONT_LINE, ...rungs.map(({ level }) => numberOf(level)).filter((n) => n < 100))
  const level = highest + 1
  return {
    level: String(level),
    title: titles[level] ?? '',
    primary: '',
    backup: '',
    accept: last?.accept ?? '30',
    decide: last?.decide ?? '120',
    calls: structuredClone(last?.calls ?? []),
  }
}

function onLadder(
  draft: RouteDraft,
  ladder: Ladder,
  change: (rungs: RungDraft[]) => RungDraft[],
): RouteDraft {
  return ladder === 'inside'
    ? fitted({ ...draft, inside: change(draft.inside) })
    : { ...draft, outside: change(draft.outside ?? []) }
}

function onRung(
  draft: RouteDraft,
  ladder: Ladder,
  row: number,
  change: (rung: RungDraft) => RungDraft['calls'],
): RouteDraft {
  return onLadder(draft, ladder, (rungs) =>
    rungs.map((rung, n) => (n === row ? { ...rung, calls: change(rung) } : rung)),
  )
}
