import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { keptCalendar } from '../../src/business-time/calendar.store.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const en = translatorFor('en')
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, javaScriptEnabled: false }

const skip = missingForJourneys()
describe('business hours', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const kept = () => keptCalendar(hoshin.db, hoshin.mailboxId)

  journey('are set by a supervisor with the keyboard alone', { skip, windows: () => windows }, async () => {
    const page = await windows.open(team.sato, '/settings')
    await page.getByRole('link', { name: t('hours.title'), exact: true }).press('Enter')
    await sees(page, t('hours.usual'))

    await button(page, t('hours.add_closing')).press('Enter')
    const from = page.locator('#f-closing_0_from')
    await from.waitFor()
    await holdsFocus(page, 'f-closing_0_from')
    await from.fill('2026-12-29')
    await page.locator('#f-closing_0_until').fill('2027-01-03')
    await page.locator('[name=closing_0_yearly]').press('Space')
    await page.locator('#f-closing_0_name').fill('年末年始')

    await button(page, t('hours.add_period_to', { day: '金曜日' })).press('Enter')
    await holdsFocus(page, 'f-hours_5_1_opens')
    await page.locator('#f-hours_5_1_opens').fill('22')
    await page.locator('#f-hours_5_1_closes').fill('6:00')
    // Enter saves, and presses no button of a row.
    await page.locator('#f-hours_5_1_closes').press('Enter')
    await sees(page, new RegExp(t('hours_problem.overnight', { time: '6:00' })))
    assert.equal(await page.locator('#f-hours_5_1_opens').inputValue(), '22')
    assert.equal((await kept()).version, 0)

    await page.locator('#f-hours_5_1_overnight').press('Space')
    await page.locator('#f-hours_5_1_opens').press('Enter')
    await sees(page, t('hours.saved'))
    const { definition } = await kept()
    assert.deepEqual(definition.week[5], [
      { opens: 540, closes: 1080 },
      { opens: 1320, closes: 1800 },
    ])
    assert.deepEqual(definition.closings, [
      { from: '2026-12-29', until: '2027-01-03', yearly: true, name: '年末年始' },
    ])
  })

  journey(
    'show what each button has put in, over what was typed',
    { skip, windows: () => windows },
    async () => {
      const page = await windows.open(team.admin, '/admin/mailboxes')
      await page.getByRole('link', { name: t('hours.link') }).click()
      await page.locator('#f-hours_1_0_opens').fill('8:30')
      await button(page, t('hours.spread')).click()
      await sees(page, t('hours.filled'))
      await page.locator('#f-hours_3_0_opens').fill('10:00')
      await button(page, t('hours.always')).click()
      await page.locator('#f-hours_0_0_opens').waitFor()
      assert.equal(await page.locator('#f-hours_3_0_opens').inputValue(), '0:00')
      await page.locator('#f-region').selectOption('DE-BY')
      await button(page, t('hours.check')).click()
      await sees(page, t('hours.typed'))
      await sees(page, /Christmas|Epiphany|Easter/)
      assert.equal((await kept()).definition.region, 'JP')
    },
  )

  journey('are set on a phone, without JavaScript', { skip, windows: () => windows }, async () => {
    const { version } = await kept()
    const page = await windows.open(team.oliver, `/mailboxes/${hoshin.mailboxId}/hours`, phone)
    await fitsTheScreen(page)
    await button(page, en('hours.add_opening')).click()
    await page.locator('#f-opening_0_on').fill('2027-01-02')
    await page.locator('#f-opening_0_opens').fill('10:00')
    await page.locator('#f-opening_0_closes').fill('9:00')
    await button(page, en('common.save')).click()
    await sees(page, /Is 9:00 on the next day meant/)
    await fitsTheScreen(page)
    await page.locator('#f-opening_0_closes').fill('15:00')
    await button(page, en('common.save')).click()
    await sees(page, en('hours.saved'))
    const after = await kept()
    assert.equal(after.version, version + 1)
    assert.deepEqual(after.definition.openings, [
      { on: '2027-01-02', periods: [{ opens: 600, closes: 900 }], name: '' },
    ])
    await fitsTheScreen(page)
  })
})

async function holdsFocus(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
}

/** Nothing has to be scrolled sideways. */
async function fitsTheScreen(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok((widths[0] ?? 0) <= (widths[1] ?? 0), `${page.url()} is ${widths.join(' px wide on ')}`)
}
