// Takes the pictures of docs/screenshots/ from a demo that runs:
// node --import tsx scripts/screenshots.ts http://127.0.0.1:3000
import { mkdir } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { fileURLToPath } from 'node:url'
import type { Browser } from 'playwright-core'
import { type CastKey, personOf } from '../demo/cast.ts'
import { launchBrowser } from '../tests/support/chromium.ts'

type Shot = {
  file: string
  who: CastKey
  colours: 'light' | 'dark'
  size: { width: number; height: number }
  /** Of a thread of the demo; its page is what is shown. */
  subject: string
}

const wide = { width: 1440, height: 900 }
const phone = { width: 390, height: 844 }

const shots: Shot[] = [
  {
    file: 'wide-ja.png',
    who: 'ito',
    colours: 'light',
    size: wide,
    subject: '複合機の納期遅れについて 責任者の方へ',
  },
  {
    file: 'wide-en-dark.png',
    who: 'emma',
    colours: 'dark',
    size: wide,
    subject: 'THIRD request for a refund',
  },
  {
    file: 'phone-ja.png',
    who: 'ito',
    colours: 'light',
    size: phone,
    subject: '給湯器から異音がします（至急）',
  },
]

const folder = join(dirname(dirname(fileURLToPath(import.meta.url))), 'docs', 'screenshots')
const [address] = process.argv.slice(2)

if (address === undefined || !URL.canParse(address)) {
  console.error('usage: node --import tsx scripts/screenshots.ts ADDRESS-OF-A-RUNNING-DEMO')
  process.exitCode = 2
} else {
  await mkdir(folder, { recursive: true })
  const browser = await launchBrowser()
  try {
    for (const shot of shots) console.log(await take(browser, address, shot))
  } finally {
    await browser.close()
  }
}

async function take(browser: Browser, baseURL: string, shot: Shot): Promise<string> {
  const { email, password, locale, timeZone } = personOf(shot.who)
  const context = await browser.newContext({
    baseURL,
    locale,
    timezoneId: timeZone,
    viewport: shot.size,
    colorScheme: shot.colours,
    reducedMotion: 'reduce',
  })
  const page = await context.newPage()
  await page.goto('/sign-in?next=%2Finbox%3Fstatus%3Din_progress')
  await page.locator('input[name=email]').fill(email)
  await page.locator('input[name=password]').fill(password)
  await page.locator('main button[type=submit], form[action="/sessions"] button').first().click()
  await page.locator('a.subj', { hasText: shot.subject }).first().click()
  await page.locator('main[data-thread] h1').filter({ hasText: shot.subject }).waitFor()
  // Opening it moved the counts; a page asked for anew shows them and nothing that is on its way.
  await page.reload({ waitUntil: 'load' })
  await page.evaluate(() => document.fonts.ready)
  const path = join(folder, shot.file)
  await page.screenshot({ path })
  await context.close()
  return path
}
