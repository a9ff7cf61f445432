import assert from 'node:assert/strict'
import { after, before, test } from 'node:test'
import type { Browser, Page } from 'playwright-core'
import { launchBrowser } from './chromium.ts'
import { missing } from './missing.ts'

const options = { skip: missing('chromium') }
const chosen = process.env.HOSHIN_TEST_CHROMIUM

for (const which of [undefined, 'carried']) {
  const name = which === 'carried' ? 'the carried Chromium' : 'the Chromium of this machine'
  let browser: Browser

  before(async () => {
    if (missing('chromium')) return
    process.env.HOSHIN_TEST_CHROMIUM = which ?? chosen ?? ''
    browser = await launchBrowser()
  })
  after(() => browser?.close())

  test(`${name} has glyphs for Japanese`, options, async () => {
    const page = await browser.newPage()
    // Without a font every character is the same box.
    assert.notDeepEqual(await picture(page, '対応方針'), await picture(page, '確認待ち'))
  })

  test(`${name} runs scripts and takes a screenshot`, options, async () => {
    const page = await browser.newPage({ viewport: { width: 390, height: 844 } })
    await page.setContent('<title>方針</title><script>document.title += innerWidth</script>')
    assert.equal(await page.title(), '方針390')
    assert.equal((await page.screenshot()).subarray(1, 4).toString(), 'PNG')
  })

  test(`${name} reaches nothing beyond loopback`, options, async () => {
    const page = await browser.newPage()
    await assert.rejects(page.goto('http://beyond.example/'), /ERR_NAME_NOT_RESOLVED/)
  })
}

async function picture(page: Page, words: string): Promise<Buffer> {
  await page.setContent(`<p style="font: 40px sans-serif">${words}</p>`)
  return page.locator('p').screenshot()
}
