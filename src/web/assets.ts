import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { basename, extname, join } from 'node:path'
import type { Assets as Addresses } from '../../views/layout.tsx'
import { type Packing, pack } from './compress.ts'

/** What browsers load beside pages. Kept in memory, packed once, addressed by a hash of the content. */
export type Assets = {
  addresses(): Addresses
  /** @returns null when there is no such file */
  open(path: string, packing: Packing | null): Promise<Asset | null>
}

export type Asset = { bytes: Uint8Array; type: string; packing: Packing | null; immutable: boolean }

type Kept = { bytes: Uint8Array; type: string; immutable: boolean; packed: Map<Packing, Promise<Uint8Array>> }

const types: Readonly<Record<string, string>> = {
  '.css': 'text/css; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.svg': 'image/svg+xml',
  '.png': 'image/png',
  '.ico': 'image/x-icon',
  '.woff2': 'font/woff2',
  '.txt': 'text/plain; charset=utf-8',
  '.webmanifest': 'application/manifest+json',
}
const alreadyPacked = new Set(['.png', '.ico', '.woff2'])
/**
 * Reads the files of `public/` and the browser's script.
 *
 * @param publicFolder style sheets in `css/`, put together by `css/app.css`; everything else is served under its name
 * @param script the source's text, bundled
 */
export function gatherAssets(publicFolder: string, script: Uint8Array): Assets {
  const files = new Map<string, Kept>()
  const hashed = (name: string, bytes: Uint8Array) => {
    const extension = extname(name)
    const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 12)
    const path = `/assets/${basename(name, extension)}.${hash}${extension}`
    files.set(path, keep(bytes, extension, true))
    return path
  }

  const css = hashed('app.css', styleSheet(join(publicFolder, 'css')))
  const js = hashed('app.js', script)
  let icon = 'data:,'
  for (const name of filesIn(publicFolder)) {
    const bytes = readFileSync(join(publicFolder, name))
    files.set(`/assets/${name}`, keep(bytes, extname(name), false))
    if (basename(name) === 'icon.svg') icon = hashed('icon.svg', bytes)
  }

  return {
    addresses: () => ({ css: [css], js, icon }),
    async open(path, packing) {
      const file = files.get(path)
      if (!file) return null
      const { bytes, type, immutable } = file
      const packed = packing && (await file.packed.get(packing))
      return packed ? { bytes: packed, type, packing, immutable } : { bytes, type, packing: null, immutable }
    },
  }
}

/** The bundled browser script for development, made from its source now. */
export async function bundleScript(entry: string): Promise<Uint8Array> {
  const { build } = await import('esbuild')
  const result = await build({
    entryPoints: [entry],
    bundle: true,
    write: false,
    format: 'iife',
    target: 'es2022',
    minify: true,
    legalComments: 'none',
  })
  return result.outputFiles[0]?.contents ?? new Uint8Array()
}

function keep(bytes: Uint8Array, extension: string, immutable: boolean): Kept {
  const packed = new Map<Packing, Promise<Uint8Array>>()
  if (!alreadyPacked.has(extension)) {
    packed.set('br', pack(bytes, 'br', 11))
    packed.set('gzip', pack(bytes, 'gzip'))
  }
  return { bytes, type: types[extension] ?? 'application/octet-stream', immutable, packed }
}

/** One file instead of many: each `@import … layer(x)` of app.css becomes a layer with that file's rules. */
function styleSheet(folder: string): Uint8Array {
  const whole = readFileSync(join(folder, 'app.css'), 'utf8').replace(
    /^@import "\.\/([\w-]+\.css)" layer\((\w+)\);$/gm,
    (_line, file: string, layer: string) => `@layer ${layer} {\n${readFileSync(join(folder, file), 'utf8')}}`,
  )
  return Buffer.from(whole)
}

function filesIn(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name).slice(folder.length).replace(/^\/+/, ''))
    .filter((name) => !name.startsWith('css/'))
    .sort()
}
