// Takes the pictures of docs/escalation.md and docs/escalation.ja.md from a demo that has just started:
// node --import tsx scripts/escalation-pictures.ts http://127.0.0.1:3000
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser, Page } from 'playwright-core'
import { type CastKey, personOf } from '../demo/cast.ts'
import { launchBrowser } from '../tests/support/chromium.ts'

type Picture = {
  name: string
  who: CastKey
  /** Of the part of the page that is shown; not given: all of the window. */
  part?: string
  width: number
  height?: number
  /** Leads to the page: an address, or the mailbox's page of this name. */
  page: { address: string } | { of: 'route' | 'rules' } | { subject: string }
}

/** The same in both languages; a subject differs. */
const picturesIn = (locale: 'ja' | 'en'): Picture[] => [
  {
    name: 'escalation-ladder',
    who: 'sato',
    part: '#escalation',
    width: 1440,
    page: {
      subject: locale === 'ja' ? '予約が二重に入っています' : 'Charity discount for the membership cards?',
    },
  },
  { name: 'route-drawn', who: 'suzuki', part: '.drawn-route', width: 1280, page: { of: 'route' } },
  { name: 'route-level', who: 'suzuki', part: '.rung-row >> nth=0', width: 1100, page: { of: 'route' } },
  { name: 'rules', who: 'suzuki', part: '.panel.rule >> nth=0', width: 1100, page: { of: 'rules' } },
  { name: 'desk-phone', who: 'suzuki', width: 390, height: 844, page: { address: '/desk' } },
]

/** Whose levels have names in this language. */
const mailboxes = { ja: 'サポート', en: 'International desk' } as const

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'screenshots')
const [address] = process.argv.slice(2)

if (address === undefined || !URL.canParse(address)) {
  console.error('usage: node --import tsx scripts/escalation-pictures.ts ADDRESS-OF-A-RUNNING-DEMO')
  process.exitCode = 2
} else {
  await mkdir(folder, { recursive: true })
  const browser = await launchBrowser()
  try {
    // Japanese last, so that the demo's people read what they read before.
    for (const locale of ['en', 'ja'] as const)
      for (const picture of picturesIn(locale)) console.log(await take(browser, address, picture, locale))
  } finally {
    await browser.close()
  }
}

async function take(
  browser: Browser,
  baseURL: string,
  picture: Picture,
  locale: 'ja' | 'en',
): Promise<string> {
  const { email, password, timeZone } = personOf(picture.who)
  const context = await browser.newContext({
    baseURL,
    locale,
    timezoneId: timeZone,
    viewport: { width: picture.width, height: picture.height ?? 1200 },
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto('/sign-in?next=%2Fsettings')
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('form[action="/sessions"] button').first().click()
  const language = page.locator('select[name=locale]')
  if ((await language.inputValue()) !== locale) {
    await language.selectOption(locale)
    await language.locator('xpath=ancestor::form').locator('button').last().click()
    await page.locator(`html[lang=${locale}]`).waitFor()
  }
  await open(page, picture, locale)
  await page.evaluate(() => document.fonts.ready)
  const path = join(folder, `${picture.name}-${locale}.png`)
  await (picture.part === undefined ? page : page.locator(picture.part)).screenshot({ path })
  await context.close()
  return path
}

async function open(page: Page, { page: to }: Picture, locale: 'ja' | 'en'): Promise<void> {
  if ('address' in to) {
    await page.goto(to.address)
  } else if ('of' in to) {
    await page.goto('/settings')
    const mailbox = page.locator('main li', { hasText: mailboxes[locale] })
    await mailbox.locator(`a[href$="/${to.of}"]`).click()
    await page.waitForURL(`**/${to.of}`)
  } else {
    await page.goto('/inbox?list=escalated')
    await page.locator('a.subj', { hasText: to.subject }).click()
    await page.locator('#escalation').waitFor()
  }
  await page.reload({ waitUntil: 'load' })
}
