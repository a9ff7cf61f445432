import assert from 'node:assert/strict'
import { after, before, beforeEach, describe } from 'node:test'
import type { CDPSession, Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Person, type Team } from '../support/people.ts'

const skip = missingForJourneys()

describe('working by keyboard alone', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  let round = 0
  let ids: number[]
  before(async () => {
    if (skip) return
    hoshin = await runHoshin({ pause: 120 })
    team = await addTeam(hoshin)
    await hoshin.db.updateTable('accounts').set({ after_action: 'next' }).execute()
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  beforeEach(async () => {
    if (skip) return
    // What earlier journeys left is done; each begins with four of its own, the newest first: 四, 三, 二, 一.
    await hoshin.db.updateTable('threads').set({ status: 'done' }).execute()
    round++
    ids = []
    for (const name of ['一', '二', '三', '四']) {
      const subject = `${name}の件 ${round}`
      const messageId = `fast-${ids.length}-${round}@midori.example`
      ids.push(await hoshin.receive(plainLetter({ subject, text: '本文', messageId })))
    }
  })
  const within = { skip, windows: () => windows }
  const open = (who: Person) => windows.open(who, `/inbox?mailbox=${hoshin.mailboxId}&status=new`)
  const statusOf = async (id: number) =>
    (await hoshin.db.selectFrom('threads').selectAll().where('id', '=', id).executeTakeFirstOrThrow()).status
  const isFocused = (page: Page, words: string) =>
    page.locator('.row a.subj:focus', { hasText: words }).waitFor()
  const isOpen = (page: Page, words: string) => page.locator('main h1', { hasText: words }).waitFor()
  const press = async (page: Page, ...keys: string[]) => {
    for (const key of keys) await page.keyboard.press(key)
  }

  journey(
    'several are chosen, given to a name that is typed with an input method, and given back',
    within,
    async () => {
      const t = translatorFor('ja')
      const page = await open(team.ito)
      await press(page, 'j', 'x', 'Shift+J')
      await isFocused(page, '三の件')
      assert.equal(await page.locator('.pick :checked').count(), 2)
      await press(page, 'a')
      const field = page.locator('.chooser input')
      await field.waitFor()
      const input = await page.context().newCDPSession(page)
      await input.send('Input.imeSetComposition', { text: 'たなか', selectionStart: 3, selectionEnd: 3 })
      await converting(input, 'Enter')
      assert.ok(await field.isVisible(), 'the Enter that accepts a conversion has chosen somebody')
      await input.send('Input.insertText', { text: 'たなか' })
      await page.locator('.chooser [role=option]', { hasText: team.tanaka.name }).waitFor()
      await press(page, 'Enter')
      await sees(page, t('change_flash.assigned', { count: 2, name: team.tanaka.name }))
      await isFocused(page, '三の件')

      await press(page, 'z')
      await sees(page, t('change_flash.undone', { count: 2 }))
      const [, , third = 0] = ids
      const row = await hoshin.db.selectFrom('threads').selectAll().where('id', '=', third).executeTakeFirst()
      assert.equal(row?.assignee_id, null)
    },
  )

  journey('a thread that is done leads to the one beneath it, and z brings it back', within, async () => {
    const t = translatorFor('ja')
    const [, second = 0, third = 0] = ids
    const page = await open(team.ito)
    await press(page, 'j', 'j', 'Enter')
    await isOpen(page, '三の件')
    await press(page, 'd')
    await isOpen(page, '二の件')
    const subject = `三の件 ${round}`
    await sees(page, t('change_flash.one_status', { subject, to: t('status.done') }))
    assert.equal(await statusOf(third), 'done')
    await press(page, 'z')
    await sees(page, t('change_flash.one_undone', { subject }))
    assert.equal(await statusOf(third), 'new')
    await isOpen(page, '二の件')
    await press(page, 'Shift+N')
    await isOpen(page, '三の件')
    await press(page, 'n')
    await isOpen(page, '二の件')
    // Its own row is in focus, not the one from which the list was left.
    await press(page, 'd')
    await isOpen(page, '一の件')
    assert.deepEqual([await statusOf(second), await statusOf(third)], ['done', 'new'])
    await press(page, 'u')
    await page.locator('.view-list').waitFor()
  })

  journey(
    'a reply leads on too, and can be taken back from there while its seconds run',
    within,
    async () => {
      const t = translatorFor('ja')
      const [, , third = 0] = ids
      const page = await open(team.ito)
      await press(page, 'j', 'j', 'Enter')
      await isOpen(page, '三の件')
      await press(page, 'r')
      const body = page.locator('.composer [name=body]')
      await body.waitFor()
      await body.fill('ご連絡ありがとうございます。')
      await press(page, 'Control+Enter')
      await isOpen(page, '二の件')
      await page
        .locator('.flash', { hasText: `三の件 ${round}` })
        .locator('relative-time')
        .waitFor()
      // It follows further, to a page that knows nothing of it.
      await press(page, 'g', 'b')
      await page.locator('main.page').waitFor()
      await page.locator('.flash', { hasText: `三の件 ${round}` }).waitFor()
      await press(page, 'z')
      await isOpen(page, '三の件')
      await sees(page, t('outbox.cancelled'))
      const sent = await hoshin.db
        .selectFrom('outbox')
        .select('state')
        .where('thread_id', '=', third)
        .execute()
      assert.deepEqual(sent, [{ state: 'cancelled' }])
    },
  )

  journey('a row is done without being opened; holding the key does it once', within, async () => {
    const [first = 0, second = 0, third = 0, fourth = 0] = ids
    const page = await open(team.ito)
    await press(page, 'j')
    await isFocused(page, '四の件')
    const input = await page.context().newCDPSession(page)
    const held = { type: 'keyDown', key: 'd', code: 'KeyD', windowsVirtualKeyCode: 68, text: 'd' } as const
    await input.send('Input.dispatchKeyEvent', held)
    await isFocused(page, '三の件')
    await input.send('Input.dispatchKeyEvent', { ...held, autoRepeat: true })
    await input.send('Input.dispatchKeyEvent', { ...held, autoRepeat: true })
    await converting(input, 'd')
    await press(page, 'Control+e')
    await press(page, 'j')
    await isFocused(page, '二の件')
    assert.deepEqual(await Promise.all([first, second, third, fourth].map(statusOf)), [
      'new',
      'new',
      'new',
      'done',
    ])
  })

  journey('what is refused is listed with its reason, and the rest is done', within, async () => {
    const t = translatorFor('en')
    const [, , , fourth = 0] = ids
    const page = await open(team.emma)
    await hoshin.db.updateTable('threads').set({ wait_with: 'Logistics' }).where('id', '=', fourth).execute()
    await press(page, 'j', 'Shift+X')
    await press(page, 'd')
    await sees(page, t('change_flash.status', { count: 3, to: t('status.done') }))
    await page.locator('.flash summary').press('Enter')
    await sees(page, t('change_flash.why_waits_open'))
    assert.equal(await statusOf(fourth), 'new')
    await hoshin.db.updateTable('threads').set({ wait_with: null }).where('id', '=', fourth).execute()
  })

  journey(
    'the list of keys is found by typing, gives the focus back, and switches keys off',
    within,
    async () => {
      const t = translatorFor('en')
      const page = await open(team.oliver)
      await press(page, 'j', '?')
      await page.locator('#keys[open]').waitFor()
      await page.keyboard.type('overdue')
      await page.locator('#keys dd', { hasText: t('key_does.go_overdue') }).waitFor()
      assert.equal(await page.locator('#keys dl > div:visible').count(), 1)
      await press(page, 'Escape')
      // A search field takes the first Escape for its text.
      if (await page.locator('#keys[open]').isVisible()) await press(page, 'Escape')
      await isFocused(page, '四の件')
      await press(page, 'g', 'm')
      await page.locator('.list-head h1', { hasText: t('list.mine') }).waitFor()

      await press(page, '?')
      await page.locator('#keys .keys-on input').press('Space')
      await page.locator('#keys .keys-on button').press('Enter')
      await page.locator('body[data-keys=off]').waitFor()
      await press(page, 'g', 'i', '?')
      assert.equal(await page.locator('#keys[open]').count(), 0)
      await page.locator('.list-head h1', { hasText: t('list.mine') }).waitFor()
      assert.equal(await page.locator('#rail [aria-keyshortcuts]').count(), 0)
    },
  )

  journey(
    'what is chosen stays chosen while mail comes in, and Shift chooses all between',
    within,
    async () => {
      const page = await open(team.tanaka)
      await page.locator('.row', { hasText: '四の件' }).locator('.pick').click()
      await page
        .locator('.row', { hasText: '二の件' })
        .locator('.pick')
        .click({ modifiers: ['Shift'] })
      const chosen = () => page.locator('.row:has(.pick :checked) .subj').allTextContents()
      const names = ['四', '三', '二'].map((name) => new RegExp(`${name}の件`))
      const isChosen = async () => {
        const all = await chosen()
        return all.length === 3 && names.every((name, at) => name.test(all[at] ?? ''))
      }
      assert.ok(await isChosen())
      const late = plainLetter({ subject: '五の件', text: '本文', messageId: `late-${round}@midori.example` })
      await hoshin.receive(late)
      await page.locator('#new-threads:not([hidden])').waitFor()
      assert.ok(await isChosen())
      await page.locator('#new-threads').click()
      await page.locator('.row', { hasText: '五の件' }).waitFor()
      assert.ok(await isChosen())
    },
  )

  journey(
    'without JavaScript, on a phone, rows are ticked, changed and put back by forms',
    within,
    async () => {
      const t = translatorFor('ja')
      const [first = 0, second = 0] = ids
      const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, javaScriptEnabled: false }
      const page = await windows.open(team.ito, `/inbox?mailbox=${hoshin.mailboxId}&status=new`, phone)
      for (const name of ['一の件', '二の件'])
        await page.locator('.row', { hasText: name }).locator('.pick input').check({ force: true })
      await page.locator('#bulk-action').selectOption('status:done')
      await page.locator('#bulk button').click()
      await sees(page, t('change_flash.status', { count: 2, to: t('status.done') }))
      const wide = await page.evaluate(() => document.documentElement.scrollWidth).catch(() => 390)
      assert.ok(wide <= 390)
      assert.deepEqual([await statusOf(first), await statusOf(second)], ['done', 'done'])
      await page.locator('.flash .undo').click()
      await sees(page, t('change_flash.undone', { count: 2 }))
      await until(async () => (await statusOf(first)) === 'new', { what: 'the thread to be back' })
    },
  )
})

/** As a browser tells of a key that the input method takes. */
async function converting(input: CDPSession, key: string): Promise<void> {
  await input.send('Input.dispatchKeyEvent', { type: 'rawKeyDown', key, windowsVirtualKeyCode: 229 })
  await input.send('Input.dispatchKeyEvent', { type: 'keyUp', key, windowsVirtualKeyCode: 229 })
}
