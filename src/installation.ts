import { existsSync, readFileSync } from 'node:fs'
import { dirname, join } from 'node:path'

/**
 * The folder in which hoshin is installed: where its package.json and `public/` lie, whether this code
 * runs from `src/` or bundled from `dist/`.
 */
export function installationFolder(from = import.meta.dirname): string {
  for (let folder = from; folder !== dirname(folder); folder = dirname(folder)) {
    if (existsSync(join(folder, 'package.json')) && existsSync(join(folder, 'public'))) return folder
  }
  throw new Error(`hoshin's own folder was not found above ${from}`)
}

/** The browser's script as it was built; null when hoshin runs from its source. */
export function builtScript(folder: string, from = import.meta.dirname): Uint8Array | null {
  const built = join(folder, 'dist')
  return from.startsWith(built) ? readFileSync(join(built, 'public', 'app.js')) : null
}
