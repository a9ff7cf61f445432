/** Where a key belongs in the list of keys. */
export const keyGroups = ['everywhere', 'list', 'thread', 'go'] as const
export type KeyGroup = (typeof keyGroups)[number]

/**
 * Every key, once: the browser's script acts by it, the list of keys and the manual are made of it. `keys` are
 * pressed one after the other where a blank stands between them; several entries do the same. A key without a
 * `move` presses what carries it as `data-key` on the page, or opens it and goes to its first field.
 */
export const keyTable = [
  { name: 'search', keys: ['/'], group: 'everywhere', move: 'search' },
  { name: 'undo', keys: ['z'], group: 'everywhere' },
  { name: 'help', keys: ['?'], group: 'everywhere', move: 'help' },
  { name: 'send', keys: ['Ctrl+Enter'], group: 'everywhere', move: 'native' },
  { name: 'escape', keys: ['Esc'], group: 'everywhere', move: 'native' },

  { name: 'down', keys: ['j'], group: 'list', move: 'down', repeats: true },
  { name: 'up', keys: ['k'], group: 'list', move: 'up', repeats: true },
  { name: 'open', keys: ['Enter', 'o'], group: 'list', move: 'open' },
  { name: 'pick', keys: ['x'], group: 'list', move: 'pick' },
  { name: 'pick_down', keys: ['Shift+j'], group: 'list', move: 'pick_down', repeats: true },
  { name: 'pick_up', keys: ['Shift+k'], group: 'list', move: 'pick_up', repeats: true },
  { name: 'pick_all', keys: ['Shift+x'], group: 'list', move: 'pick_all' },

  { name: 'done', keys: ['d'], group: 'thread', many: true },
  { name: 'status', keys: ['s'], group: 'thread', many: true },
  { name: 'assign', keys: ['a'], group: 'thread', many: true },
  { name: 'take', keys: ['Shift+a'], group: 'thread', many: true },
  { name: 'label', keys: ['l'], group: 'thread', many: true },
  { name: 'reply', keys: ['r'], group: 'thread' },
  { name: 'template', keys: ['t'], group: 'thread' },
  { name: 'comment', keys: ['c'], group: 'thread' },
  { name: 'mention', keys: ['m'], group: 'thread', move: 'mention' },
  { name: 'policy', keys: ['p'], group: 'thread' },
  { name: 'escalate', keys: ['e'], group: 'thread' },
  { name: 'wait', keys: ['w'], group: 'thread' },
  { name: 'approve', keys: ['y'], group: 'thread' },
  { name: 'give_back', keys: ['Shift+y'], group: 'thread' },
  { name: 'restrict', keys: ['v'], group: 'thread', many: true },
  { name: 'next', keys: ['n'], group: 'thread' },
  { name: 'previous', keys: ['Shift+n'], group: 'thread' },
  { name: 'to_list', keys: ['u'], group: 'thread' },

  { name: 'go_inbox', keys: ['g i'], group: 'go' },
  { name: 'go_mine', keys: ['g m'], group: 'go' },
  { name: 'go_unassigned', keys: ['g u'], group: 'go' },
  { name: 'go_mentions', keys: ['g n'], group: 'go' },
  { name: 'go_decision', keys: ['g p'], group: 'go' },
  { name: 'go_overdue', keys: ['g o'], group: 'go' },
  { name: 'go_drafts', keys: ['g d'], group: 'go' },
  { name: 'go_approvals', keys: ['g a'], group: 'go' },
  { name: 'go_outbox', keys: ['g s'], group: 'go' },
  { name: 'go_notifications', keys: ['g b'], group: 'go' },
] as const satisfies readonly KeyEntry[]

export type KeyName = (typeof keyTable)[number]['name']

/** What the script does by itself. */
export type Move =
  | 'search'
  | 'help'
  | 'down'
  | 'up'
  | 'open'
  | 'pick'
  | 'pick_down'
  | 'pick_up'
  | 'pick_all'
  | 'mention'

export type KeyEntry = {
  name: string
  keys: readonly string[]
  group: KeyGroup
  /** `native` stands in the list only. */
  move?: Move | 'native'
  /** Does the same to the ticked rows, or to the row that is in focus. */
  many?: boolean
  /** Goes on while it is held down. */
  repeats?: boolean
}

/** What a key press tells, as browsers do. */
export type Press = { key: string; shiftKey: boolean }

/** A press as the table writes it: `j`, `Shift+j` also with caps lock, `?` wherever the keyboard has it. */
export function pressed({ key, shiftKey }: Press): string {
  const letter = /^[a-z]$/i.test(key)
  return letter && shiftKey ? `Shift+${key.toLowerCase()}` : letter ? key.toLowerCase() : key
}

/**
 * What a press means after those before it.
 *
 * @param before what was pressed just now and began a sequence; empty otherwise
 * @returns the entry, `begins` where more keys are to follow, or null where it means nothing
 */
export function meaningOf(press: string, before: string): KeyEntry | { begins: string } | null {
  const whole = before === '' ? press : `${before} ${press}`
  const all: readonly KeyEntry[] = keyTable
  const found = all.find((entry) => entry.keys.includes(whole) && entry.move !== 'native')
  if (found) return found
  if (all.some((entry) => entry.keys.some((keys) => keys.startsWith(`${whole} `)))) return { begins: whole }
  return null
}

/** The keys of a name, as an element carries them. */
export function keysOf(name: KeyName): string {
  return keyTable.find((entry) => entry.name === name)?.keys[0] ?? ''
}

/**
 * Attributes of what a key presses: the key for the script, and for those who ask the element for it. The key
 * itself is named only where it acts.
 */
export function keyed(reader: { keys: boolean }, name: KeyName, title?: string) {
  const keys = keysOf(name)
  return {
    'data-key': keys,
    'aria-keyshortcuts': reader.keys && !keys.includes(' ') ? keys : undefined,
    title: reader.keys ? (title ? `${title} (${keys})` : keys) : title,
  }
}
