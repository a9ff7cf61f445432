import { type Role, roleOf } from '../access/viewer.ts'

export type RoleWish = { mailboxId: number; role: Role | null }

/** The roles in a form with one choice for each mailbox: `role-7` is a role's word, or empty for none. */
export function rolesIn(values: Readonly<Record<string, string>>): RoleWish[] {
  return Object.entries(values).flatMap(([name, value]): RoleWish[] => {
    const mailboxId = /^role-([1-9]\d{0,14})$/.exec(name)?.[1]
    if (mailboxId === undefined) return []
    const role = roleOf(value)
    return role !== null || value === '' ? [{ mailboxId: Number(mailboxId), role }] : []
  })
}
