import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { CDPSession, Locator, Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { japaneseLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('what the script makes easier', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const within = { skip, windows: () => windows }

  journey(
    'the first account lives in the zone of its browser, unless it says otherwise',
    within,
    async () => {
      const page = await windows.open(null, '/first-run', { timezoneId: 'Europe/London' })
      const zone = page.locator('select[name=timeZone]')
      assert.equal(await zone.inputValue(), 'Europe/London')

      await zone.selectOption('America/New_York')
      await page.locator('input[name=name]').fill('西村 健')
      await page.locator('input[name=email]').fill('nishimura@minato.example')
      await page.locator('input[name=password]').fill('nishimura@minato.example')
      await button(page, t('first_run.act')).click()
      await page.locator('.field.wrong').waitFor()
      assert.equal(await zone.inputValue(), 'America/New_York')
      team = await addTeam(hoshin)
    },
  )

  journey('a link to hand over is copied by a button', within, async () => {
    const page = await windows.open(team.admin, `/admin/people/${team.ito.id}`, {
      permissions: ['clipboard-read', 'clipboard-write'],
    })
    await button(page, t('people.make_link')).click()
    await button(page, t('admin.copy_act')).click()
    await sees(page, t('admin.copied'))
    const copied = await page.evaluate(() => navigator.clipboard.readText())
    assert.equal(copied, await page.locator('#password-link').inputValue())
    assert.match(copied, /^http.*\/invitations\//)
  })

  async function openNote(subject: string): Promise<{ page: Page; field: Locator; names: Locator }> {
    const letter = japaneseLetter({ subject, text: '本文', messageId: `${Date.now()}@midori.example` })
    const threadId = await hoshin.receive(letter)
    const page = await windows.open(team.ito, `/threads/${threadId}`)
    await page.keyboard.press('c')
    const field = page.locator('#comment-new-body')
    await field.waitFor()
    return { page, field, names: page.locator('#comment-new [role=option]') }
  }

  journey(
    'names are offered directly behind Japanese, at either @, one after the other',
    within,
    async () => {
      const { page, field, names } = await openNote('呼びかけの件')
      await field.pressSequentially('確認＠さと')
      await names.and(page.locator(`[data-value="@${team.sato.name}"]:first-child:last-child`)).waitFor()
      await page.keyboard.press('Enter')
      assert.equal(await field.inputValue(), '確認@佐藤 恵 ')

      // People take the blank away: Japanese has none there.
      await page.keyboard.press('Backspace')
      await field.pressSequentially('さん、@たな')
      await names.and(page.locator(`[data-value="@${team.tanaka.name}"]:first-child:last-child`)).waitFor()
      await page.keyboard.press('Tab')
      assert.equal(await field.inputValue(), '確認@佐藤 恵さん、@田中 健 ')

      await field.pressSequentially('と@')
      await names.nth(1).waitFor()
      await page.keyboard.press('ArrowDown')
      const second = await names.nth(1).getAttribute('data-value')
      await page.keyboard.press('Enter')
      assert.equal(await field.inputValue(), `確認@佐藤 恵さん、@田中 健 と${second} `)
    },
  )

  journey('Escape closes the list, and an address opens none', within, async () => {
    const { page, field, names } = await openNote('閉じる件')
    await field.pressSequentially('至急@さ')
    await names.first().waitFor()
    await page.keyboard.press('Escape')
    await names.first().waitFor({ state: 'detached' })
    assert.equal(await field.inputValue(), '至急@さ')
    await field.fill('')
    const asked: string[] = []
    page.on('request', (request) => asked.push(new URL(request.url()).pathname))
    await field.pressSequentially('info@sa')
    assert.ok(!asked.includes('/people/suggestions'))
  })

  journey('Enter that accepts a conversion chooses no name; the next one does', within, async () => {
    const { page, field, names } = await openNote('変換の件')
    await field.pressSequentially('確認@')
    await names.first().waitFor()
    const input = await page.context().newCDPSession(page)
    await compose(input, 'さとう')
    await until(async () => (await names.count()) === 1, { what: 'the name that is being typed' })
    await pressWhileComposing(input, 'Enter')
    assert.equal(await field.inputValue(), '確認@さとう')
    await input.send('Input.insertText', { text: 'さとう' })
    await page.locator('#comment-new [role=option][aria-selected=true]').waitFor()
    await page.keyboard.press('Enter')
    assert.equal(await field.inputValue(), '確認@佐藤 恵 ')
  })
})

async function compose(input: CDPSession, text: string): Promise<void> {
  await input.send('Input.imeSetComposition', {
    text,
    selectionStart: text.length,
    selectionEnd: text.length,
  })
}

/** As a browser tells of a key that the input method takes. */
async function pressWhileComposing(input: CDPSession, key: string): Promise<void> {
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 })
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: 229 })
}
