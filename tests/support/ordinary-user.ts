import { execFileSync } from 'node:child_process'
import { chmodSync, chownSync, mkdtempSync, rmSync, statSync } from 'node:fs'
import { tmpdir, userInfo } from 'node:os'
import { dirname, join } from 'node:path'

/** `spawnAs` is what child_process needs to become that user; empty when we are it already. */
export type OrdinaryUser = {
  name: string
  group: string
  uid: number
  gid: number
  spawnAs: { uid?: number; gid?: number }
}

/** Whom servers run as: ourselves, or `nobody` when we are root, as which PostgreSQL refuses to run. */
export function ordinaryUser(): OrdinaryUser {
  const me = userInfo()
  if (me.uid !== 0) return { name: me.username, group: id('-gn'), uid: me.uid, gid: me.gid, spawnAs: {} }
  const uid = Number(id('-u', 'nobody'))
  const gid = Number(id('-g', 'nobody'))
  return { name: 'nobody', group: id('-gn', 'nobody'), uid, gid, spawnAs: { uid, gid } }
}

function id(...args: string[]): string {
  return execFileSync('id', args, { encoding: 'utf8' }).trim()
}

/** A new temporary folder that belongs to that user; gone at the latest when this process is. */
export function freshFolder(purpose: string, owner: OrdinaryUser): string {
  const folder = mkdtempSync(join(temporaryRoot(), `hoshin-${purpose}-`))
  chownSync(folder, owner.uid, owner.gid)
  process.once('exit', () => rmSync(folder, { recursive: true, force: true, maxRetries: 5, retryDelay: 20 }))
  return folder
}

const copies = new Map<string, string>()

/**
 * A folder with the content of `tree` that the user can read and run: `tree` itself, or a copy that lives
 * as long as this process where the way to it is closed (a checkout under /root, a umask of 077).
 */
export function readableBy(owner: OrdinaryUser, tree: string, sample: string): string {
  if (owner.spawnAs.uid === undefined || openToAll(join(tree, sample))) return tree
  const known = copies.get(tree)
  if (known) return known
  const copy = mkdtempSync(join(temporaryRoot(), 'hoshin-copy-'))
  process.once('exit', () => rmSync(copy, { recursive: true, force: true }))
  execFileSync('cp', ['-a', `${tree}/.`, copy])
  execFileSync('chmod', ['-R', 'a+rX', copy])
  chmodSync(copy, 0o755)
  copies.set(tree, copy)
  return copy
}

function openToAll(file: string): boolean {
  if ((statSync(file).mode & 0o004) === 0) return false
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder)) {
    if ((statSync(folder).mode & 0o005) !== 0o005) return false
  }
  return true
}

function temporaryRoot(): string {
  // The path of a Unix socket may have 107 bytes, and Dovecot's lie deep in the folder.
  const usual = tmpdir()
  if (usual.length > 40 || (userInfo().uid === 0 && !openToAll(join(usual, '.')))) return '/tmp'
  return usual
}
