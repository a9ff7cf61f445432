import {
  chownSync,
  existsSync,
  globSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  utimesSync,
  writeFileSync,
} from 'node:fs'
import { dirname, join } from 'node:path'
import type { OrdinaryUser } from './ordinary-user.ts'

let delivered = 0

/** When it came (its INTERNALDATE; default now) and whether somebody has already read it elsewhere. */
export type Delivery = { receivedAt?: Date; seen?: boolean }

/** Puts the bytes into the folder as one mail, as they are. Mails get their UIDs in the order of the calls. */
export function deliverTo(
  maildir: string,
  folder: string,
  raw: Uint8Array,
  owner: OrdinaryUser,
  { receivedAt = new Date(), seen = false }: Delivery,
): void {
  const place = folderIn(maildir, folder)
  for (const sub of ['cur', 'new', 'tmp']) makeOwned(join(place, sub), owner)
  if (place !== maildir) writeOwned(join(place, 'maildirfolder'), new Uint8Array(), owner)
  delivered += 1
  // Dovecot numbers new files in the order of their names.
  const name = `${Math.floor(Date.now() / 1000)}.M${String(delivered).padStart(9, '0')}P${process.pid}.hoshin`
  const draft = join(place, 'tmp', name)
  writeOwned(draft, raw, owner)
  utimesSync(draft, receivedAt, receivedAt)
  renameSync(draft, seen ? join(place, 'cur', `${name}:2,S`) : join(place, 'new', name))
}

/** The raw bytes of every mail in the folder, in the order of their file names. */
export function mailsIn(maildir: string, folder: string): Buffer[] {
  const place = folderIn(maildir, folder)
  return globSync('{new,cur}/*', { cwd: place })
    .toSorted((a, b) => (a.slice(4) < b.slice(4) ? -1 : 1))
    .map((file) => readFileSync(join(place, file)))
}

/** Makes the folder one with another UIDVALIDITY whose mails are numbered afresh from 1, as a server does that was restored. */
export function renumber(maildir: string, folder: string, owner: OrdinaryUser): void {
  const place = folderIn(maildir, folder)
  const list = join(place, 'dovecot-uidlist')
  const was = existsSync(list) ? /^3 V(\d+)/.exec(readFileSync(list, 'latin1')) : null
  const uidValidity = Number(was?.[1] ?? Math.floor(Date.now() / 1000)) + 1
  for (const file of globSync([join(place, 'dovecot.index*'), join(maildir, 'dovecot.list.index*')]))
    rmSync(file)
  const draft = `${list}.renumbered`
  writeOwned(draft, Buffer.from(`3 V${uidValidity} N1 G${crypto.randomUUID().replaceAll('-', '')}\n`), owner)
  renameSync(draft, list)
}

function folderIn(maildir: string, folder: string): string {
  if (folder.toUpperCase() === 'INBOX') return maildir
  return join(maildir, `.${modifiedUtf7(folder).replaceAll('/', '.')}`)
}

/** Names of folders on disk are in IMAP's modified UTF-7 (RFC 3501, 5.1.3). */
function modifiedUtf7(name: string): string {
  return name.replaceAll('&', '&-').replace(/[^\x20-\x7e]+/g, (run) => {
    const utf16 = Buffer.from(run, 'utf16le').swap16()
    return `&${utf16.toString('base64').replace(/=+$/, '').replaceAll('/', ',')}-`
  })
}

function makeOwned(folder: string, owner: OrdinaryUser): void {
  if (existsSync(folder)) return
  makeOwned(dirname(folder), owner)
  mkdirSync(folder, { mode: 0o700 })
  chownSync(folder, owner.uid, owner.gid)
}

function writeOwned(file: string, bytes: Uint8Array, owner: OrdinaryUser): void {
  writeFileSync(file, bytes, { mode: 0o600 })
  chownSync(file, owner.uid, owner.gid)
}
