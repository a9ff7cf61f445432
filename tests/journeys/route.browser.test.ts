import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { presentRoute } from '../../src/escalation/route.store.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const en = translatorFor('en')
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, javaScriptEnabled: false }

const skip = missingForJourneys()
describe('a mailbox’s route', { skip }, () => {
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
  const kept = () => presentRoute(hoshin.db, hoshin.mailboxId)
  const route = () => `/mailboxes/${hoshin.mailboxId}/route`

  journey('is set up from a preset with the keyboard alone', { skip, windows: () => windows }, async () => {
    const page = await windows.open(team.sato, '/settings')
    await page.getByRole('link', { name: t('route.link'), exact: true }).press('Enter')
    await sees(page, t('route.none_yet'))
    await button(page, t('route.preset_five')).press('Enter')
    await sees(page, t('route.preset_taken'))
    // The 係長 stands where her title names the level.
    assert.equal(await page.locator('#f-inside_0_primary').inputValue(), String(team.sato.id))
    await page.locator('#f-inside_0_title').press('Enter')
    await sees(page, new RegExp(t('route_problem.no_backup')))

    await page.locator('#f-inside_0_backup').selectOption(String(team.oliver.id))
    await page.locator('#f-inside_1_primary').selectOption(String(team.oliver.id))
    await page.locator('#f-inside_1_backup').selectOption(String(team.admin.id))
    await button(page, t('route.add_call_to', { title: '課長' })).press('Enter')
    await holdsFocus(page, 'f-inside_1_call_1_channel')
    await page.locator('#f-inside_1_title').press('Enter')
    await sees(page, t('route.saved'))
    assert.equal((await kept())?.version, 1)
    await page.locator('.drawn .rung.present', { hasText: '佐藤' }).first().waitFor()
    await page.locator('.drawn .rung.coming', { hasText: 'Grant' }).first().waitFor()
  })

  journey('is changed on a phone, without JavaScript', { skip, windows: () => windows }, async () => {
    const page = await windows.open(team.oliver, route(), phone)
    await fitsTheScreen(page)
    await button(page, en('route.outside_on')).click()
    await page.locator('#f-outside_0_accept').fill('0')
    await page.locator('form.route .save-bar button[value=save]').click()
    await sees(page, new RegExp(en('route_problem.minutes').replace(/[()]/g, '.')))
    await fitsTheScreen(page)
    await page.locator('#f-outside_0_accept').fill('５')
    await page.locator('form.route .save-bar button[value=save]').click()
    await sees(page, en('route.saved'))
    const now = await kept()
    assert.equal(now?.version, 2)
    assert.equal(now?.route.outside?.[0]?.minutesToAccept, 5)
    await page.getByRole('link', { name: en('route.versions_link') }).click()
    await sees(page, en('route_change.outside_added'))
    await fitsTheScreen(page)
  })

  journey(
    'shows who is away where people are chosen, and the criteria where somebody raises',
    { skip, windows: () => windows },
    async () => {
      const page = await windows.open(team.sato, '/absences')
      await page.getByLabel(t('absence.until')).fill('2099-11-26T00:00')
      await page.getByLabel(t('absence.deputy')).selectOption(String(team.oliver.id))
      await button(page, t('absence.save')).click()
      await sees(page, t('absence.saved'))
      const id = await hoshin.receive(
        plainLetter({ subject: '納期の相談', text: 'いつ届きますか。', messageId: 'route@midori.example' }),
      )
      const raises = await windows.open(team.ito, `/threads/${id}/escalations/new`)
      const choice = raises.locator('#raise-of option', { hasText: '佐藤' })
      assert.match((await choice.textContent()) ?? '', /不在 2099\/11\/25まで 代理: Grant/)
      await raises.getByText(t('route.see_matrix')).click()
      await raises.locator('table.matrix td', { hasText: '課長' }).first().waitFor()
    },
  )
})

async function holdsFocus(page: Page, id: string): Promise<void> {
  await page.waitForFunction((wanted) => document.activeElement?.id === wanted, id)
}

/** Nothing has to be scrolled sideways. */
async function fitsTheScreen(page: Page): Promise<void> {
  const widths = await page.evaluate(() => [document.documentElement.scrollWidth, innerWidth])
  assert.ok((widths[0] ?? 0) <= (widths[1] ?? 0), `${page.url()} is ${widths.join(' px wide on ')}`)
}
