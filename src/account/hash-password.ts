import { hash, verify } from '@node-rs/argon2'
import { foldPassword } from './password.ts'

// OWASP Password Storage Cheat Sheet: argon2id with m=19 MiB, t=2, p=1. The library's default algorithm is argon2id.
const parameters = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }

/** Some 50 ms of work on another thread: never inside a transaction. */
export function hashPassword(password: string): Promise<string> {
  return hash(foldPassword(password), parameters)
}

/** Takes the same time when there is nothing to compare with, so that an unknown account is not told apart. */
export async function passwordFits(password: string, passwordHash: string | null): Promise<boolean> {
  unknownHash ??= hashPassword('nobody signs in with this')
  const fits = await verify(passwordHash ?? (await unknownHash), foldPassword(password))
  return fits && passwordHash !== null
}

let unknownHash: Promise<string> | undefined
