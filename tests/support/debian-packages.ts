import { execFile } from 'node:child_process'
import { mkdirSync, readdirSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const run = promisify(execFile)

/**
 * Unpacks Debian packages into `folder` without installing them and without root. Uses the system's package
 * lists, or lists of its own where those are empty or out of date. Throws with apt's own words.
 */
export async function unpackDebianPackages(names: readonly string[], folder: string): Promise<void> {
  const debs = join(folder, '.debs')
  mkdirSync(debs)
  try {
    await download(names, debs, [])
  } catch {
    const lists = ownLists(debs)
    await apt(['update'], debs, lists)
    await download(names, debs, lists)
  }
  for (const deb of readdirSync(debs).filter((file) => file.endsWith('.deb'))) {
    await run('dpkg', ['-x', join(debs, deb), folder])
  }
  rmSync(debs, { recursive: true })
}

/** Those of the packages that this machine does not have. */
export async function notInstalled(names: readonly string[]): Promise<string[]> {
  const states = await Promise.all(names.map(async (name) => ({ name, installed: await isInstalled(name) })))
  return states.filter(({ installed }) => !installed).map(({ name }) => name)
}

async function isInstalled(name: string): Promise<boolean> {
  try {
    // biome-ignore lint/suspicious/noTemplateCurlyInString: dpkg's own placeholder
    const { stdout } = await run('dpkg-query', ['-W', '-f', '${db:Status-Abbrev}', name])
    return stdout.startsWith('ii')
  } catch {
    return false
  }
}

function download(names: readonly string[], debs: string, lists: readonly string[]): Promise<void> {
  return apt(['download', ...names], debs, lists)
}

function ownLists(debs: string): string[] {
  const lists = join(debs, 'lists')
  const archives = join(debs, 'cache')
  mkdirSync(join(lists, 'partial'), { recursive: true })
  mkdirSync(join(archives, 'archives/partial'), { recursive: true })
  return ['-o', `Dir::State::lists=${lists}`, '-o', `Dir::Cache=${archives}`]
}

async function apt(words: readonly string[], cwd: string, options: readonly string[]): Promise<void> {
  // As root apt would download as _apt, who cannot write into our folder.
  await run('apt-get', ['-q', '-o', 'APT::Sandbox::User=root', ...options, ...words], {
    cwd,
    env: { ...process.env, LC_ALL: 'C', DEBIAN_FRONTEND: 'noninteractive' },
    maxBuffer: 10_000_000,
  })
}
