import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { dirname, join, relative } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { schema } from '../config/schema.ts'

const root = dirname(dirname(fileURLToPath(import.meta.url)))
const documents = ['*.md', 'docs/**/*.md']
  .flatMap((pattern) => globSync(pattern, { cwd: root }))
  .toSorted()
  .map((path) => ({ path, text: readFileSync(join(root, path), 'utf8') }))

const documentNamed = (path: string) => readFileSync(join(root, path), 'utf8')

test('every link within the project leads to a file, and to a heading of it', () => {
  const dead = documents.flatMap(({ path, text }) =>
    linksIn(text).flatMap((link) => {
      const [file = '', heading] = link.split('#')
      const target = file === '' ? join(root, path) : join(root, dirname(path), decodeURI(file))
      const isThere =
        existsSync(target) && (heading === undefined || headingsOf(target).includes(decodeURI(heading)))
      return isThere ? [] : [`${path}: ${link}`]
    }),
  )
  assert.ok(documents.length > 10, documents.map(({ path }) => relative(root, path)).join())
  assert.deepEqual(dead, [])
})

for (const language of ['', '.ja']) {
  test(`docs/configuration${language}.md names every key of the configuration where it belongs`, () => {
    const text = documentNamed(`docs/configuration${language}.md`)
    const keys = keysOf(schema)
    assert.ok(keys.length > 40, keys.map(({ key }) => key).join())
    assert.deepEqual(
      keys.filter(
        ({ table, key }) =>
          !text.includes(`[${table}.${key}]`) &&
          !codeIn(sectionOf(table, text)).some((code) => names(code, key)),
      ),
      [],
    )
  })
}

test('every npm script that a document names exists', () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(documentNamed('package.json')))
  const named = documents.flatMap(({ path, text }) =>
    [...text.matchAll(/npm (?:run ([\w:-]+)|(test|start)\b)/g)].map(([, run, short]) => ({
      path,
      script: run ?? short ?? '',
    })),
  )
  assert.ok(named.length > 10)
  assert.deepEqual(
    named.filter(({ script }) => !(script in scripts)),
    [],
  )
})

test('a document in Japanese stands beside one in English and has as many sections', () => {
  const sections = (text: string) => (withoutCode(text).match(/^#{1,3} /gm) ?? []).length
  const pairs = documents.filter(({ path }) => path.endsWith('.ja.md'))
  assert.ok(pairs.length >= 4)
  for (const { path, text } of pairs) {
    assert.equal(sections(text), sections(documentNamed(path.replace('.ja.md', '.md'))), path)
  }
})

/** Targets of links and pictures that lead nowhere outside. */
function linksIn(text: string): string[] {
  const plain = withoutCode(text)
  const found = [...plain.matchAll(/\]\(([^)\s]+)\)/g), ...plain.matchAll(/\b(?:src|href)="([^"]+)"/g)]
  return found.map(([, link = '']) => link).filter((link) => !/^(https?|mailto):/.test(link))
}

function withoutCode(text: string): string {
  return text.replace(/^```[\s\S]*?^```/gm, '').replace(/`[^`\n]*`/g, (code) => code.replace(/[[\]()]/g, ''))
}

/** As GitHub names them: small letters, without punctuation, blanks as hyphens. */
function headingsOf(path: string): string[] {
  return [...readFileSync(path, 'utf8').matchAll(/^#{1,6} (.+)$/gm)].map(([, words = '']) =>
    words
      .toLowerCase()
      .replace(/[^\p{L}\p{N}\s_-]/gu, '')
      .replace(/\s/g, '-'),
  )
}

type Key = { table: string; key: string }

/** Every key of the configuration with the table it stands in: `mailbox.KEY.imap`, `host`. */
function keysOf(type: unknown, table = ''): Key[] {
  if (type instanceof z.ZodObject) {
    return Object.entries(type.shape).flatMap(([key, inner]) => [
      { table, key },
      ...keysOf(inner, table === '' ? key : `${table}.${key}`),
    ])
  }
  if (type instanceof z.ZodOptional || type instanceof z.ZodDefault || type instanceof z.ZodPrefault)
    return keysOf(type.unwrap(), table)
  if (type instanceof z.ZodArray) return keysOf(type.element, table)
  return type instanceof z.ZodRecord ? keysOf(type.valueType, `${table}.KEY`) : []
}

/** The section of a table, or else of the table around it; of none, the whole document. */
function sectionOf(table: string, text: string): string {
  if (table === '') return text
  const sections = text.split(/^(?=## )/m)
  const own = sections.find((section) => section.startsWith(`## \`[${table}]\``))
  return own ?? sectionOf(table.split('.').slice(0, -1).join('.'), text)
}

function codeIn(text: string): string[] {
  return [...text.matchAll(/`([^`\n]+)`/g)].map(([, code = '']) => code)
}

function names(code: string, key: string): boolean {
  return new RegExp(`(^|[^\\w])${key}($|[^\\w])`).test(code)
}
