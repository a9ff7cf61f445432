import assert from 'node:assert/strict'
import { globSync, readFileSync } from 'node:fs'
import { basename, dirname, join, relative } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'

const root = dirname(dirname(fileURLToPath(import.meta.url)))

/** A source file as the rules see it: its path from the root, with forward slashes, and its text. */
type Source = { path: string; text: string }

/** Longest file, in lines: what is longer holds more than one thought. */
const LINES = 250

/** The libraries of one task stay in one room, so that each can be replaced there. */
const libraries: { names: string[]; allowed: (path: string) => boolean }[] = [
  {
    names: ['imapflow', 'nodemailer', 'mailparser'],
    allowed: (path) => path.startsWith('src/mail/'),
  },
  { names: ['better-sqlite3', 'pg'], allowed: (path) => path.startsWith('src/db/') },
  { names: ['hono', '@hono/node-server'], allowed: isWeb },
]

function isWeb(path: string): boolean {
  return (
    path.endsWith('.routes.tsx') ||
    ['src/app.ts', 'src/main.ts'].includes(path) ||
    ['src/web/', 'views/'].some((folder) => path.startsWith(folder))
  )
}

/** What is wrong with a file, in words; nothing for a file that keeps the rules. */
function breachesOf(source: Source): string[] {
  return [
    ...libraryBreaches(source),
    ...environmentBreaches(source),
    ...purityBreaches(source),
    ...lengthBreaches(source),
  ].map((words) => `${source.path} ${words}`)
}

function importsOf(text: string): { from: string; isType: boolean }[] {
  const found = text.matchAll(/^\s*(?:import|export)\s+(type\s)?(?:[^'";]*?\sfrom\s+)?'([^']+)'/gm)
  const dynamic = text.matchAll(/\bimport\(\s*'([^']+)'/g)
  return [
    ...[...found].map(([, type, from = '']) => ({ from, isType: type !== undefined })),
    ...[...dynamic].map(([, from = '']) => ({ from, isType: false })),
  ]
}

function libraryBreaches({ path, text }: Source): string[] {
  return importsOf(text).flatMap(({ from }) => {
    const rule = libraries.find(({ names }) =>
      names.some((name) => from === name || from.startsWith(`${name}/`)),
    )
    return rule && !rule.allowed(path) ? [`imports ${from}`] : []
  })
}

function environmentBreaches({ path, text }: Source): string[] {
  return !path.startsWith('config/') && /\bprocess\s*\.\s*env\b/.test(text) ? ['reads process.env'] : []
}

/** A noun's own file (`thread/thread.ts`, `thread/status.ts`) decides; it reads and writes nothing. */
function purityBreaches(source: Source): string[] {
  if (!isPure(source)) return []
  return importsOf(source.text).flatMap(({ from, isType }) => {
    const isStore = /\.store\.ts$/.test(from)
    const isDatabase = /(^|\/)db\//.test(from) || from === 'kysely'
    return !isType && (isStore || isDatabase) ? [`decides, but imports ${from}`] : []
  })
}

/** Pure by its name: one noun, the room's own, or one that is listed as deciding. */
function isPure({ path }: Source): boolean {
  const room = basename(dirname(path))
  return path.startsWith('src/') && (basename(path) === `${room}.ts` || deciding.has(path))
}

/** Beside the files that are named like their room. */
const deciding = new Set([
  ...['status', 'placing', 'due', 'thread-list'].map((noun) => `src/thread/${noun}.ts`),
  ...['calendar', 'opening-times', 'read-hours', 'coming-days'].map((noun) => `src/business-time/${noun}.ts`),
  ...['reply', 'delivery'].map((noun) => `src/outbox/${noun}.ts`),
  ...['clock', 'clock-rows', 'reckon', 'span'].map((noun) => `src/target/${noun}.ts`),
  ...['src/comment/mention.ts', 'src/access/viewer.ts', 'src/ingest/arrival.ts', 'src/ingest/batch.ts'],
  ...[
    'src/account/invitation.ts',
    'src/account/session.ts',
    'src/account/rate-limit.ts',
    'src/web/local-time.ts',
  ],
])

function lengthBreaches({ text }: Source): string[] {
  const lines = text.split('\n').length - 1
  return lines > LINES ? [`has ${lines} lines`] : []
}

function read(path: string): Source {
  return {
    path: relative(root, join(root, path)).replaceAll('\\', '/'),
    text: readFileSync(join(root, path), 'utf8'),
  }
}

const sources = globSync(
  ['src/**/*.{ts,tsx}', 'views/**/*.{ts,tsx}', 'config/**/*.ts', 'migrations/**/*.ts'],
  {
    cwd: root,
  },
)
  .toSorted()
  .map(read)

describe('the architecture', () => {
  it('is kept by every file', () => {
    assert.ok(sources.length > 200, 'the files were not found')
    assert.deepEqual(sources.flatMap(breachesOf), [])
  })

  it('names no file as deciding that is not there', () => {
    const known = new Set(sources.map(({ path }) => path))
    assert.deepEqual(
      [...deciding].filter((path) => !known.has(path)),
      [],
    )
  })

  const planted: [string, string, string][] = [
    ['src/thread/x.store.ts', "import { ImapFlow } from 'imapflow'", 'imports imapflow'],
    [
      'src/outbox/x.ts',
      "import parse from 'nodemailer/lib/addressparser'",
      'imports nodemailer/lib/addressparser',
    ],
    ['src/thread/x.ts', "import type { Mail } from 'mailparser'", 'imports mailparser'],
    ['src/thread/x.ts', "const x = await import('pg')", 'imports pg'],
    ['migrations/0009_x.ts', "import Sqlite from 'better-sqlite3'", 'imports better-sqlite3'],
    ['src/thread/change-x.ts', "import { Hono } from 'hono'", 'imports hono'],
    ['src/thread/x.ts', "export { html } from 'hono/html'", 'imports hono/html'],
    ['src/thread/x.ts', "import {\n  type Context,\n  Hono,\n} from 'hono'", 'imports hono'],
    ['src/web/x.ts', 'const x = process.env.HOME', 'reads process.env'],
    [
      'src/policy/policy.ts',
      "import { x } from './policy.store.ts'",
      'decides, but imports ./policy.store.ts',
    ],
    [
      'src/thread/status.ts',
      "import { x } from '../db/transact.ts'",
      'decides, but imports ../db/transact.ts',
    ],
    ['views/x.tsx', 'x\n'.repeat(LINES + 1), `has ${LINES + 1} lines`],
  ]
  for (const [path, text, words] of planted) {
    it(`would be seen to break: ${path} ${words}`, () =>
      assert.deepEqual(breachesOf({ path, text }), [`${path} ${words}`]))
  }

  it('lets pass what each room may do', () => {
    const allowed: Source[] = [
      { path: 'src/mail/x.ts', text: "import { ImapFlow } from 'imapflow'" },
      { path: 'src/db/x.ts', text: "import pg from 'pg'" },
      { path: 'src/thread/x.routes.tsx', text: "import { Hono } from 'hono'" },
      { path: 'config/x.ts', text: 'const x = process.env.HOME' },
      { path: 'src/policy/policy.ts', text: "import type { Db } from '../db/database.ts'" },
      { path: 'src/policy/set-policy.ts', text: "import { x } from './policy.store.ts'" },
      { path: 'views/x.tsx', text: 'x\n'.repeat(LINES) },
      { path: 'src/thread/x.ts', text: "import { x } from './pgx.ts'\nimport y from 'pgvector'" },
    ]
    assert.deepEqual(allowed.flatMap(breachesOf), [])
  })
})

describe('the two languages', () => {
  it('have the same keys, file by file', async () => {
    const files = globSync('views/locales/ja/*.ts', { cwd: root })
      .map((file) => basename(file))
      .toSorted()
    assert.deepEqual(
      globSync('views/locales/en/*.ts', { cwd: root })
        .map((file) => basename(file))
        .toSorted(),
      files,
    )
    assert.ok(files.length > 5, 'the words were not found')
    for (const file of files) {
      const [ja, en] = await Promise.all(
        ['ja', 'en'].map(async (locale) =>
          keysOf({ ...(await import(join(root, 'views/locales', locale, file))) }),
        ),
      )
      assert.deepEqual(en, ja, file)
      assert.notEqual(ja?.length, 0, file)
    }
  })

  it('would be seen to differ in one deep key', () => {
    assert.deepEqual(keysOf({ a: { b: 'x', c_one: 'y' } }), ['a.b', 'a.c'])
  })
})

/** Plural forms count as one key: Japanese has one, English two. */
function keysOf(words: unknown, prefix = ''): string[] {
  if (typeof words !== 'object' || words === null) return [prefix.replace(/_(one|other)$/, '')]
  const all = Object.entries(words).flatMap(([key, value]) =>
    keysOf(value, prefix === '' ? key : `${prefix}.${key}`),
  )
  return [...new Set(all)].toSorted()
}
