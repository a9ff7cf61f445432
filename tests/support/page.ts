import { mkdtempSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import type { Browser, BrowserContext, BrowserContextOptions, Locator, Page } from 'playwright-core'
import { launchBrowser } from './chromium.ts'
import type { Hoshin } from './hoshin.ts'
import { type Person, signInDirectly } from './people.ts'

/** One browser for a test file; what its pages complain about fails the test in which it happened. */
export type Windows = AsyncDisposable & {
  /** Somebody's own window, signed in, at the address. */
  open(who: Person | null, path?: string, options?: BrowserContextOptions): Promise<Page>
  /** A server that pages may ask beside our own. */
  allow(origin: string): void
  /** Runs the steps; a failure leaves a picture of every open window in a temporary folder and says where. */
  watch(steps: () => Promise<void>): Promise<void>
}

/** ms that a journey waits for anything, on a machine that has other things to do. */
export const PATIENCE = 20_000

export async function openWindows(hoshin: () => Hoshin): Promise<Windows> {
  const browser: Browser = await launchBrowser()
  let complaints: string[] = []
  const allowed: string[] = []
  return {
    allow: (origin) => allowed.push(origin),
    open: async (who, path = '/inbox', options = {}) => {
      const context = await browser.newContext({
        ...{ baseURL: hoshin().url, locale: who?.locale ?? 'ja', timezoneId: 'Asia/Tokyo' },
        ...{ viewport: { width: 1440, height: 900 }, reducedMotion: 'reduce', ...options },
      })
      context.setDefaultTimeout(PATIENCE)
      if (who) await signInDirectly(context, hoshin(), who)
      const page = await context.newPage()
      listen(context, page, [hoshin().url, ...allowed], (line) => complaints.push(line))
      await page.goto(path)
      return page
    },
    watch: async (steps) => {
      complaints = []
      try {
        await steps()
        if (complaints.length > 0) throw new Error(complaints.join('\n'))
      } catch (error) {
        await explain(browser, hoshin(), error, complaints)
        throw error
      } finally {
        for (const context of browser.contexts()) await context.close()
      }
    },
    [Symbol.asyncDispose]: () => browser.close(),
  }
}

/** A journey as one test: skipped for a reason, watched otherwise. */
export function journey(
  name: string,
  { skip, windows }: { skip: string | false; windows: () => Windows },
  steps: () => Promise<void>,
): void {
  test(name, { skip }, () => windows().watch(steps))
}

/** The one element with exactly these words that can be pressed. */
export function button(within: Page | Locator, words: string): Locator {
  return within.getByRole('button', { name: words, exact: true })
}

/** Waits until an element with these words is in sight. */
export async function sees(within: Page | Locator, words: string | RegExp): Promise<void> {
  await within.getByText(words).filter({ visible: true }).first().waitFor()
}

/** Sends a form past the page, as somebody would who wants more than it offers. */
export async function postForm(
  page: Page,
  path: string,
  fields: Record<string, string>,
): Promise<{ status: number; text: string }> {
  const { origin } = new URL(page.url())
  const answer = await page.request.post(path, { form: fields, headers: { Origin: origin }, maxRedirects: 0 })
  return { status: answer.status(), text: await answer.text() }
}

/** No page's script may fail, and nothing may be asked of any other server. */
function listen(
  context: BrowserContext,
  page: Page,
  own: readonly string[],
  complain: (line: string) => void,
): void {
  page.on('pageerror', (error) => complain(`a script failed on ${page.url()}: ${error.message}`))
  context.on('request', (request) => {
    const url = request.url()
    if (!own.some((origin) => url.startsWith(origin)) && !/^(data|blob|about):/.test(url))
      complain(`${page.url()} asked for ${url}`)
  })
  page.on('console', (message) => {
    if (/content security policy/i.test(message.text())) complain(`${page.url()}: ${message.text()}`)
  })
}

async function explain(
  browser: Browser,
  hoshin: Hoshin,
  error: unknown,
  complaints: readonly string[],
): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'hoshin-failed-'))
  const pages = browser.contexts().flatMap((context) => context.pages())
  const shown: string[] = []
  for (const [index, page] of pages.entries()) {
    const path = join(folder, `${index}.png`)
    await page.screenshot({ path, fullPage: true }).catch(() => {})
    shown.push(`  ${path} ${page.url()}`)
  }
  console.error(
    [
      `A journey failed: ${error instanceof Error ? error.message.split('\n')[0] : error}`,
      ...complaints.map((line) => `  ${line}`),
      ...shown,
      ...(await mailTroubles(hoshin)),
      hoshin.log().split('\n').slice(-30).join('\n'),
    ].join('\n'),
  )
}

/** What servers said of mails that did not go out. */
async function mailTroubles({ db }: Hoshin): Promise<string[]> {
  const replies = await db.selectFrom('outbox').select(['state', 'server_reply as said']).execute()
  const notices = await db
    .selectFrom('notifications')
    .select(['email_state as state', 'email_error as said'])
    .execute()
  return [...replies, ...notices].filter(({ said }) => said).map(({ state, said }) => `  ${state}: ${said}`)
}
