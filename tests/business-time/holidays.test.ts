import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import Holidays from 'date-holidays'
import { build } from 'esbuild'
import { holidaysOf, regions } from '../../src/business-time/holidays.ts'

const NOW = Date.UTC(2026, 10, 20)

async function daysIn(region: string | null, year: number): Promise<string[]> {
  return [...(await holidaysOf(region, NOW)).keys()].filter((day) => day.startsWith(`${year}-`)).toSorted()
}

describe('holidays', () => {
  it('of Japan are those of the law, substitute holidays (振替休日, 国民の休日) among them', async () => {
    assert.deepEqual(await daysIn('JP', 2026), [
      ...['2026-01-01', '2026-01-12', '2026-02-11', '2026-02-23', '2026-03-20', '2026-04-29'],
      ...['2026-05-03', '2026-05-04', '2026-05-05', '2026-05-06', '2026-07-20', '2026-08-11'],
      ...['2026-09-21', '2026-09-22', '2026-09-23', '2026-10-12', '2026-11-03', '2026-11-23'],
    ])
    const japan = await holidaysOf('JP', NOW)
    assert.match(japan.get('2026-05-06')?.ja ?? '', /振替休日/)
    assert.deepEqual(japan.get('2026-09-22'), { ja: '休日', en: "Citizen's Holiday" })
    // Moved for the Olympic Games.
    assert.ok(japan.has('2021-07-22') && !japan.has('2021-07-19'))
  })

  it('of Japan are the same by two libraries that know nothing of each other', async () => {
    const other = new Holidays('JP', { types: ['public'] })
    const differ: string[] = []
    const japan = await holidaysOf('JP', NOW)
    for (let year = 2000; year <= 2049; year++) {
      const there = new Set(other.getHolidays(year).map(({ date }) => date.slice(0, 10)))
      const here = new Set([...japan.keys()].filter((day) => day.startsWith(`${year}-`)))
      differ.push(...here.symmetricDifference(there))
    }
    // Days between two holidays (祝日法 3 条 3 項) that the other one does not know, and that are right here.
    assert.deepEqual(differ, ['2032-09-21', '2049-09-21'])
  })

  it('of other countries and their states come from a thread of their own', async () => {
    const [germany, bavaria] = await Promise.all([daysIn('DE', 2026), daysIn('DE-BY', 2026)])
    assert.ok(germany.includes('2026-10-03') && !germany.includes('2026-01-06'))
    assert.ok(bavaria.includes('2026-01-06') && bavaria.includes('2026-06-04'))
    // 4 July 2026 is a Saturday.
    assert.ok((await daysIn('US', 2026)).includes('2026-07-03'))
    assert.equal((await holidaysOf('DE-BY', NOW)).get('2026-12-25')?.en, 'Christmas Day')
  })

  it('that begin at sunset count for the day that follows', async () => {
    assert.ok((await daysIn('IL', 2026)).includes('2026-09-12'))
    assert.ok(!(await daysIn('IL', 2026)).includes('2026-09-11'))
  })

  it('reach from two years before to eleven years after', async () => {
    const years = new Set([...(await holidaysOf('DE', NOW)).keys()].map((day) => Number(day.slice(0, 4))))
    assert.deepEqual([Math.min(...years), Math.max(...years)], [2024, 2037])
  })

  it('are none without a region, and for one that nobody knows', async () => {
    assert.deepEqual(await daysIn(null, 2026), [])
    assert.deepEqual(await daysIn('XX', 2026), [])
  })

  it('are the same object when asked again, so that what was worked out stays', async () => {
    assert.equal(await holidaysOf('DE', NOW), await holidaysOf('DE', NOW + 1000))
  })

  it('are known of more than a hundred countries', async () => {
    const all = await regions()
    assert.ok(all.filter(({ state }) => state === null).length > 100)
    assert.deepEqual(
      all.find(({ code }) => code === 'DE-BY'),
      { code: 'DE-BY', country: 'DE', state: 'Bayern' },
    )
  })

  it('are found when bundled, by the thread’s file beside the bundle', async () => {
    const folder = mkdtempSync(join(tmpdir(), 'hoshin-holidays-'))
    const source = join(import.meta.dirname, '../../src/business-time')
    const asked = `import { holidaysOf } from './holidays.ts'
      console.log((await holidaysOf('DE', ${NOW})).get('2026-10-03').en, (await holidaysOf('JP', ${NOW})).size)`
    const common = { bundle: true, platform: 'node', format: 'esm', banner, logLevel: 'silent' } as const
    try {
      await build({
        ...common,
        stdin: { contents: asked, resolveDir: source, loader: 'ts' },
        outfile: join(folder, 'main.js'),
      })
      await build({
        ...common,
        entryPoints: [join(source, 'holiday-worker.ts')],
        outfile: join(folder, 'holiday-worker.js'),
      })
      const run = spawnSync(process.execPath, [join(folder, 'main.js')], {
        encoding: 'utf8',
        timeout: 20_000,
      })
      assert.match(run.stdout, /^National Holiday \d{4}$/m, run.stderr)
      assert.equal(run.status, 0)
    } finally {
      rmSync(folder, { recursive: true })
    }
  })
})

const banner = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
}
