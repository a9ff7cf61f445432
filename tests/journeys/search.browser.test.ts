import assert from 'node:assert/strict'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const ja = translatorFor('ja')
const en = translatorFor('en')

for (const database of ['sqlite', 'postgres'] as const) {
  const skip = missingForJourneys(database)
  describe(`searching (${database})`, { skip }, () => {
    let hoshin: Hoshin
    let team: Team
    let windows: Windows
    before(async () => {
      hoshin = await runHoshin({ database })
      team = await addTeam(hoshin)
      windows = await openWindows(() => hoshin)
      const letters = [
        {
          subject: '請求書の再発行',
          text: '株式会社みなと経理部です。\n八月分の請求書を再発行してください。',
          name: '山本 久美子',
          address: 'yamamoto@minato-kogyo.example',
        },
        {
          subject: '納期のご相談',
          text: 'ｻｰﾊﾞｰ機の納期を早めていただけますか。請求は翌月で構いません。',
          name: '大沢 亮',
          address: 'osawa@sakura.example',
        },
        {
          subject: 'Delivery date',
          text: 'Could you confirm the delivery of our second batch?',
          name: 'Alice Moss',
          address: 'alice@moss.example',
        },
      ]
      for (const [n, { subject, text, ...from }] of letters.entries())
        await hoshin.receive(plainLetter({ subject, text, messageId: `search-${n}@x.example`, from }))
      const page = await windows.open(team.ito)
      await found(page, `/search?q=${encodeURIComponent('delivery')}`)
    })
    after(async () => {
      await windows?.[Symbol.asyncDispose]()
      await hoshin?.[Symbol.asyncDispose]()
    })

    journey(
      'Japanese: from / to the mail, by half a word, its sentence marked',
      { skip, windows: () => windows },
      async () => {
        const page = await windows.open(team.ito)
        await page.keyboard.press('/')
        await page.keyboard.type('再発行')
        await page.keyboard.press('Enter')
        const hit = page.locator('.hit')
        await hit.first().waitFor()
        assert.equal(await hit.count(), 1)
        assert.deepEqual(await hit.locator('.sentence mark').allTextContents(), ['再発行'])
        await pictured(page, 'ja')

        await page.keyboard.press('/')
        await page.keyboard.type('サーバー 請求 -八月')
        await page.keyboard.press('Enter')
        await page.locator('.hit', { hasText: '納期のご相談' }).waitFor()
        assert.deepEqual(await hit.locator('.sentence mark').allTextContents(), ['ｻｰﾊﾞｰ', '請求'])

        await page.keyboard.press('/')
        await page.keyboard.type('差出人:山本 "未完')
        await page.keyboard.press('Enter')
        await sees(page, ja('search_problem.at', { at: 8 }))
        const field = page.locator('main [data-search]')
        assert.equal(await field.inputValue(), '差出人:山本 "未完')
        assert.equal(await field.evaluate((input: HTMLInputElement) => input.selectionStart), 7)
        await pictured(page, 'ja-wrong')

        await page.goto('/search?q=%E6%89%80')
        await sees(page, ja('search.nothing'))
        await page.goto(`/search?q=${encodeURIComponent('再発行')}`)
        await page.locator('.hit a.subj').click()
        await page.locator('main[data-thread] h1', { hasText: '請求書の再発行' }).waitFor()
        assert.match(page.url(), /#message-\d+$/)
      },
    )

    journey(
      'a condition is completed by keyboard, taken off beside the hits, and the search shared with the team',
      { skip, windows: () => windows },
      async () => {
        const page = await windows.open(team.ito)
        const choice = page.locator('.find-choices [role=option]')
        await page.keyboard.press('/')
        await page.keyboard.type('請求 たん')
        await choice.first().waitFor()
        await pictured(page, 'ja-choices')
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await choice.filter({ hasText: 'なし' }).waitFor()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Tab')
        const field = page.locator('[data-search]:focus')
        assert.equal(await field.inputValue(), '請求 担当:なし ')
        await page.keyboard.press('Enter')
        await page.locator('.hit').nth(1).waitFor()
        await page.locator('.find-beside a[aria-current]').click()
        await page.waitForURL((url) => url.searchParams.get('q') === '請求')
        await page.locator('.find-beside a', { hasText: ja('status.new') }).click()
        await page.waitForURL((url) => url.searchParams.get('q') === '請求 ステータス:新着')

        await page.locator('.find-keep summary').click()
        await page.locator('.find-keep [name=name]').fill('新しい請求')
        await page.locator('.find-keep [name=mailbox]').selectOption({ index: 1 })
        await pictured(page, 'ja-keep')
        await button(page, ja('search_saved.keep_act')).click()
        await sees(page, ja('search_saved.kept'))
        await pictured(page, 'ja-saved')

        const other = await windows.open(team.tanaka)
        const link = other.locator('#rail a', { hasText: '新しい請求' })
        assert.equal(await link.locator('b').textContent(), '2')
        await link.click()
        await other.locator('.hit').nth(1).waitFor()
        assert.equal(await other.locator('.find-keep summary').textContent(), ja('search_saved.keep'))

        await page.locator('.hit a.subj').first().click()
        await page.locator('main[data-thread]').waitFor()
        await page.keyboard.press('d')
        await page.locator('#rail a', { hasText: '新しい請求' }).locator('b', { hasText: '1' }).waitFor()
      },
    )

    journey(
      'English: a comment is found by its beginning, and what is typed wrong is said',
      { skip, windows: () => windows },
      async () => {
        const page = await windows.open(team.emma, '/search', { colorScheme: 'dark' })
        await sees(page, en('search.start'))
        await pictured(page, 'en-start')
        await sees(page, 'has:attachment')
        await page.locator('main [data-search]').fill('from:alice deliv')
        await button(page, en('search.act')).click()
        await page.locator('.hit', { hasText: 'Delivery date' }).waitFor()
        assert.equal(await page.locator('main [data-search]:focus').count(), 0, 'keys move among the hits')
        await pictured(page, 'en-dark')
        await page.locator('.hit a.subj').click()
        await page.locator('.pair .note-add summary').click()
        await page.locator('.pair .note-add textarea').fill('The forwarder confirmed Wednesday.')
        await button(page.locator('.pair .note-add'), en('comment.post')).click()
        await page.locator('.pair .note', { hasText: 'forwarder' }).waitFor()
        await page.keyboard.press('Escape')
        await found(page, '/search?q=FORWARD')
        await page.locator('.hit .chip', { hasText: en('search.comment') }).waitFor()
        assert.deepEqual(await page.locator('.hit mark').allTextContents(), ['forwarder'])
        await pictured(page, 'en-comment')
      },
    )

    journey(
      'English: a condition is completed, and the search kept for oneself, found by others no more',
      { skip, windows: () => windows },
      async () => {
        const page = await windows.open(team.emma)
        const choice = page.locator('.find-choices [role=option]')
        await page.keyboard.press('/')
        await page.keyboard.type('delivery sta')
        await choice.filter({ hasText: 'status:' }).waitFor()
        await page.keyboard.press('ArrowDown')
        await page.keyboard.press('Enter')
        await choice.filter({ hasText: 'new' }).waitFor()
        await pictured(page, 'en-choices')
        await page.keyboard.type('new')
        await page.keyboard.press('Escape')
        await page.keyboard.press('Enter')
        await page.locator('.hit', { hasText: 'Delivery date' }).waitFor()
        assert.equal(new URL(page.url()).searchParams.get('q'), 'delivery status:new')
        assert.deepEqual(await page.locator('.hit .subj mark').allTextContents(), ['Delivery'])
        await page.locator('.find-keep summary').click()
        await page.locator('.find-keep [name=name]').fill('New deliveries')
        await button(page, en('search_saved.keep_act')).click()
        await page.locator('#rail a', { hasText: 'New deliveries' }).waitFor()
        await pictured(page, 'en-saved')
        const other = await windows.open(team.tanaka)
        assert.equal(await other.locator('#rail a', { hasText: 'New deliveries' }).count(), 0)
      },
    )

    journey(
      'a phone without JavaScript searches, and an outsider finds nothing',
      { skip, windows: () => windows },
      async () => {
        const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }
        const page = await windows.open(team.ito, '/inbox', { ...phone, javaScriptEnabled: false })
        await page.locator('.find-list [data-search]').fill('請求')
        await page.locator('.find-list [data-search]').press('Enter')
        await page.locator('.hit').nth(1).waitFor()
        assert.ok(await fits(page), 'nothing has to be scrolled sideways')
        await pictured(page, 'phone')
        await page.locator('.find-fold summary').click()
        await pictured(page, 'phone-narrow')
        await page.locator('.find-fold a', { hasText: ja('status.awaiting_dept') }).click()
        await sees(page, ja('search.nothing'))
        await page.locator('.find-fold summary').click()
        await page.locator('.find-fold a[aria-current]').click()
        await page.getByRole('link', { name: ja('search.best') }).click()
        assert.equal(await page.locator('.hit a.subj').first().textContent(), '請求書の再発行')

        const outside = await windows.open(team.hasegawa, `/search?q=${encodeURIComponent('請求')}`, phone)
        await sees(outside, ja('search.nothing'))
        assert.equal(await outside.locator('.hit').count(), 0)
      },
    )

    /** What was written is found a moment later. */
    async function found(page: Page, address: string): Promise<void> {
      await until(
        async () => {
          await page.goto(address)
          return (await page.locator('.hit').count()) > 0
        },
        { deadline: 20_000, what: `${address} to find something` },
      )
    }

    async function fits(page: Page): Promise<boolean> {
      return page.evaluate(() => document.documentElement.scrollWidth <= innerWidth)
    }

    /** For whoever wants to look at them: HOSHIN_TEST_PICTURES names a folder. */
    async function pictured(page: Page, name: string): Promise<void> {
      const folder = process.env.HOSHIN_TEST_PICTURES
      if (!folder) return
      mkdirSync(folder, { recursive: true })
      await page.screenshot({ path: join(folder, `search-${database}-${name}.png`) })
    }
  })
}
