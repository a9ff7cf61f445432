import { InvalidArgumentError } from 'commander'
import type { Role } from '../access/viewer.ts'

/** A role in the mailbox with this key. */
export type KeyedRole = { key: string; role: Role }

/** Reads one `KEY:role` of the command line; several may follow one another. */
export function mailboxRole(words: string, earlier: readonly KeyedRole[] = []): KeyedRole[] {
  const [key = '', role = '', ...more] = words.split(':')
  if (key === '' || more.length > 0 || (role !== 'agent' && role !== 'supervisor')) {
    throw new InvalidArgumentError('It is KEY:agent or KEY:supervisor, with the key from the configuration.')
  }
  return [...earlier, { key, role }]
}
