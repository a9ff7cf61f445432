// npm run bench:bounces -- [--json] [--corpora FOLDER]
// How many of the public delivery failures are recognised, and with the address that failed; and how much ordinary
// mail is taken for one, or for an automatic answer. The corpora lie beside the checkout.
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { parseArgs } from 'node:util'
import { parseMail } from '../src/mail/mime.ts'
import type { ParsedMail } from '../src/mail/parsed-mail.ts'

const { values } = parseArgs({ options: { json: { type: 'boolean' }, corpora: { type: 'string' } } })
const folder = values.corpora ?? fileURLToPath(new URL('../../shared/corpora/mail/', import.meta.url))

const reports = await readAll('bounces')
const others = await readAll('not-bounces', 'enmime', 'rspamd', 'stalwart', 'zbateson')
const recognised = reports.filter(({ mail }) => mail.kind === 'bounce')
const named = recognised.filter(({ mail }) => (mail.bounce?.recipients.length ?? 0) > 0)
const falsely = others.filter(({ mail }) => mail.kind === 'bounce')
const result = {
  bounces: reports.length,
  recognised: recognised.length,
  with_address: named.length,
  recognised_percent: percent(named.length, reports.length),
  with_returned_id: recognised.filter(({ mail }) => mail.returnedMessageId !== null).length,
  reasons: tally(named.flatMap(({ mail }) => mail.bounce?.recipients.map(({ reason }) => reason) ?? [])),
  missed: reports.filter((one) => !named.includes(one)).map(({ file }) => file),
  ordinary: others.length,
  false_bounces: falsely.length,
  false_percent: percent(falsely.length, others.length),
  false_files: falsely.map(({ file }) => file),
  automatic: others.filter(({ mail }) => mail.kind === 'auto_reply').map(({ file }) => file),
}
console.log(JSON.stringify(result, null, values.json ? undefined : 2))

async function readAll(...names: string[]): Promise<{ file: string; mail: ParsedMail }[]> {
  const files = names.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(eml|raw|txt)$/.test(file) && !file.startsWith('files/'))
      .map((file) => join(name, file)),
  )
  const read: { file: string; mail: ParsedMail }[] = []
  for (const file of files) read.push({ file, mail: await parseMail(readFileSync(join(folder, file))) })
  return read
}

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 10_000) / 100
}

function tally(words: readonly string[]): Record<string, number> {
  return Object.fromEntries(
    [...new Set(words)].sort().map((word) => [word, words.filter((one) => one === word).length]),
  )
}
