import { execFile } from 'node:child_process'
import { chmodSync, mkdirSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { cachedFolder } from './cache.ts'
import { unpackDebianPackages } from './debian-packages.ts'

const run = promisify(execFile)

/** A Chromium to launch, and the environment that it wants. */
export type Chromium = { executablePath: string; env: Record<string, string> }

/**
 * The Chromium that the package `@sparticuz/chromium` carries, unpacked into the cache (about 3 s once). It
 * brings the libraries it is linked with, so a machine needs none.
 */
export async function carriedChromium(): Promise<Chromium> {
  const folder = await cachedFolder('chromium', unpack)
  return {
    executablePath: join(folder, 'chromium'),
    env: { LD_LIBRARY_PATH: join(folder, 'al2023/lib'), FONTCONFIG_FILE: join(folder, 'hoshin-fonts.conf') },
  }
}

async function unpack(folder: string): Promise<void> {
  const script = `import chromium from '@sparticuz/chromium'; await chromium.executablePath()`
  await run(process.execPath, ['--input-type=module', '--eval', script], {
    cwd: import.meta.dirname,
    // It unpacks into the folder for temporary files, and its libraries only where it takes itself to be in AWS.
    env: { ...process.env, TMPDIR: folder, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs24.x' },
  })
  chmodSync(join(folder, 'chromium'), 0o755)
  const japanese = join(folder, 'japanese')
  mkdirSync(japanese)
  if (!(await hasJapaneseFont())) await unpackDebianPackages(['fonts-ipafont-gothic'], japanese)
  writeFileSync(join(folder, 'hoshin-fonts.conf'), FONT_SETTINGS)
}

async function hasJapaneseFont(): Promise<boolean> {
  try {
    const { stdout } = await run('fc-list', [':lang=ja'])
    return stdout.trim() !== ''
  } catch {
    return false
  }
}

/** The fonts of this machine, those that the package brings, and the fetched one. */
const FONT_SETTINGS = `<?xml version="1.0"?>
<!DOCTYPE fontconfig SYSTEM "fonts.dtd">
<fontconfig>
  <dir>/usr/share/fonts</dir>
  <dir>/usr/local/share/fonts</dir>
  <dir prefix="relative">fonts</dir>
  <dir prefix="relative">japanese</dir>
  <cachedir prefix="xdg">fontconfig</cachedir>
</fontconfig>
`
