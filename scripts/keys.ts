// Writes the table of keys into docs/working-fast.md and docs/working-fast.ja.md, from the table that acts:
// node --import tsx scripts/keys.ts
import { readFileSync, writeFileSync } from 'node:fs'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { type KeyEntry, type KeyName, keyGroups, keyTable } from '../views/keys.ts'
import { type Locale, translatorFor } from '../views/locales/index.ts'

export const manuals = { en: 'docs/working-fast.md', ja: 'docs/working-fast.ja.md' } as const

const folder = dirname(dirname(fileURLToPath(import.meta.url)))
const part = /(?<=<!-- keys -->\n)[\s\S]*(?=<!-- \/keys -->)/

/** The manual with today's table between its two marks. */
export function withKeys(manual: string, locale: Locale): string {
  return manual.replace(part, keysInMarkdown(locale))
}

function keysInMarkdown(locale: Locale): string {
  const t = translatorFor(locale)
  const all: readonly (KeyEntry & { name: KeyName })[] = keyTable
  const lines = keyGroups.flatMap((group) => [
    `| **${t(`key_group.${group}`)}** | |`,
    ...all
      .filter((entry) => entry.group === group)
      .map((entry) => `| ${keysOf(entry)} | ${t(`key_does.${entry.name}`)}${entry.many ? ' ＊' : ''} |`),
  ])
  return [
    `\n| ${t('keys.key')} | ${t('keys.does')} |`,
    '|---|---|',
    ...lines,
    `\n＊ ${t('keys.many')}\n\n`,
  ].join('\n')
}

function keysOf({ keys }: KeyEntry): string {
  return keys
    .map((one) =>
      one
        .split(' ')
        .map((key) => `\`${key}\``)
        .join(' '),
    )
    .join(' / ')
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  for (const [locale, path] of Object.entries(manuals)) {
    const file = join(folder, path)
    writeFileSync(file, withKeys(readFileSync(file, 'utf8'), locale === 'ja' ? 'ja' : 'en'))
  }
}
