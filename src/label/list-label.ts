import type { LabelView } from '../../views/label/label-chip.tsx'
import type { Place } from '../../views/shown.ts'
import type { Label } from './label.ts'

/** How a list is kept to one label, and to which others it could be. */
export type ListLabel = {
  on: LabelView | null
  /** A label was asked for that is not there: nothing has it. */
  unknown: boolean
  choices: readonly LabelView[]
}

export function listLabel(inSight: readonly Label[], place: Place): ListLabel {
  const labels = inSight.filter(({ kind }) => kind === 'thread')
  const on = labels.find(({ id }) => id === place.label) ?? null
  return {
    on,
    unknown: place.label !== undefined && on === null,
    choices: labels.filter((label) => fits(label, place.mailbox)),
  }
}

function fits(label: Label, mailboxId: number | undefined): boolean {
  return mailboxId === undefined || label.mailboxId === null || label.mailboxId === mailboxId
}
