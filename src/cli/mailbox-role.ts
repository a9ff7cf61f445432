import { InvalidArgumentError } from 'commander'
import { type Role, roleOf, roles } from '../access/viewer.ts'

/** A role in the mailbox with this key. */
export type KeyedRole = { key: string; role: Role }

/** Reads one `KEY:role` of the command line; several may follow one another. */
export function mailboxRole(words: string, earlier: readonly KeyedRole[] = []): KeyedRole[] {
  const [key = '', word = '', ...more] = words.split(':')
  const role = roleOf(word)
  if (key === '' || more.length > 0 || role === null) {
    throw new InvalidArgumentError(
      `It is KEY:role with the key from the configuration, and role is one of ${roles.join(', ')}.`,
    )
  }
  return [...earlier, { key, role }]
}
