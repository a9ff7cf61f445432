/** Why a password is not taken. */
export type PasswordProblem = 'short' | 'long' | 'email'

const SHORTEST = 10
/** Bytes. Hashing takes longer with length; nobody types this much. */
const LONGEST = 1000

/**
 * What is wrong with a new password, or null. Length is what counts (NIST SP 800-63B 5.1.1.2), so there are
 * no rules about kinds of characters.
 */
export function passwordProblem(password: string, email: string): PasswordProblem | null {
  const folded = password.normalize('NFKC').toLowerCase()
  if ([...password].length < SHORTEST) return 'short'
  if (Buffer.byteLength(password) > LONGEST) return 'long'
  if (folded === email || folded === email.split('@')[0]) return 'email'
  return null
}

/** The same password from another keyboard: composed and decomposed, full and half width are one (NFKC). */
export function foldPassword(password: string): string {
  return password.normalize('NFKC')
}
