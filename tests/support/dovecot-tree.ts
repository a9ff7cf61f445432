import { execFileSync } from 'node:child_process'
import { existsSync, globSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { cachedFolder } from './cache.ts'
import { notInstalled, unpackDebianPackages } from './debian-packages.ts'

/** What Dovecot is linked with, beyond what every Debian has. Only the missing ones are fetched. */
const LIBRARIES = [
  'libaudit1',
  'libcap-ng0',
  'libcap2',
  'libexttextcat-2.0-0',
  'libicu72',
  'liblua5.4-0',
  'liblz4-1',
  'libpam0g',
  'libsodium23',
  'libssl3',
  'libstemmer0d',
  'libsystemd0',
  'libtirpc3',
  'libunwind8',
  'libwrap0',
  'libzstd1',
]

/** The folder with an unpacked Dovecot 2.3: fetched into the cache at the first call. `/` would be an installed one. */
export async function dovecotTree(): Promise<string> {
  const given = process.env.HOSHIN_TEST_DOVECOT_TREE
  if (given) return given
  return cachedFolder('dovecot', async (folder) => {
    await unpackDebianPackages(['dovecot-core', 'dovecot-imapd', ...(await notInstalled(LIBRARIES))], folder)
    refuseIncomplete(folder)
    lookForModulesIn(folder)
  })
}

/** The search path for shared libraries under which its programs run. */
export function libraryPath(tree: string): string {
  // `auth` is linked with a plug-in, which it would look for under /usr only.
  const own = [join(tree, 'usr/lib/dovecot'), join(tree, 'usr/lib/dovecot/modules/old-stats')]
  if (tree === '/') return own.join(':')
  return [...own, ...globSync(join(tree, '{usr/lib,lib}/*-linux-gnu'))].join(':')
}

function refuseIncomplete(tree: string): void {
  const programs = [
    'usr/sbin/dovecot',
    'usr/bin/doveconf',
    ...['imap', 'imap-login', 'auth', 'config'].map((name) => `usr/lib/dovecot/${name}`),
  ]
  for (const program of programs) {
    const file = join(tree, program)
    if (!existsSync(file)) throw new Error(`the Dovecot packages hold no ${program}`)
    const linked = execFileSync('ldd', [file], {
      encoding: 'utf8',
      env: { LD_LIBRARY_PATH: libraryPath(tree), PATH: process.env.PATH },
    })
    const lacking = linked.split('\n').find((line) => line.includes('not found'))
    if (lacking) throw new Error(`${program} lacks a library on this machine: ${lacking.trim()}`)
  }
}

/** Where, seen from its `base_dir`, an unpacked Dovecot looks for its modules: put a link there. */
export const MODULES_LINK = 'modules'

/**
 * imap-login opens /usr/lib/dovecot/modules, a path built into libdovecot that no setting changes, even where
 * TLS is off. A relative path of no greater length in its place lets it look in the folder it runs in.
 */
function lookForModulesIn(tree: string): void {
  const file = join(tree, 'usr/lib/dovecot/libdovecot.so.0')
  const bytes = readFileSync(file)
  const builtIn = Buffer.from('\0/usr/lib/dovecot/modules\0')
  const at = bytes.indexOf(builtIn)
  if (at === -1) throw new Error(`${file} does not hold the path of its modules`)
  bytes.fill(0, at, at + builtIn.length)
  bytes.write(MODULES_LINK, at + 1)
  writeFileSync(file, bytes)
}
