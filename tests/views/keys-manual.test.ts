import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { manuals, withKeys } from '../../scripts/keys.ts'
import { keyTable } from '../../views/keys.ts'

const root = join(import.meta.dirname, '../..')

for (const locale of ['ja', 'en'] as const) {
  test(`the manual lists the keys as they are (${locale}); scripts/keys.ts writes them`, () => {
    const manual = readFileSync(join(root, manuals[locale]), 'utf8')
    assert.equal(withKeys(manual, locale), manual)
    for (const { keys } of keyTable) assert.ok(manual.includes(`\`${keys[0].split(' ')[0]}\``), keys[0])
  })
}
