import { existsSync } from 'node:fs'
import { type Browser, chromium } from 'playwright-core'
import { type Chromium, carriedChromium } from './carried-chromium.ts'

const INSTALLED = [
  '/usr/bin/chromium',
  '/usr/bin/chromium-browser',
  '/usr/bin/google-chrome',
  '/usr/bin/google-chrome-stable',
]

const FLAGS = [
  // The sandbox refuses root and needs privileges that a container withholds.
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--font-render-hinting=none',
  // A page that asks for anything beyond loopback finds nothing.
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1, EXCLUDE localhost',
]

/**
 * Launches a headless Chromium: an installed one, or the carried one where there is none or
 * HOSHIN_TEST_CHROMIUM=carried says so (which may also be the path of another). Close it by `close()` or
 * `await using`; it ends with this process in any case. Contexts and pages are the caller's.
 */
export async function launchBrowser(): Promise<Browser> {
  const { executablePath, env } = await findChromium()
  return chromium.launch({ executablePath, args: FLAGS, headless: true, env: { ...process.env, ...env } })
}

/** The Chromium that `launchBrowser` takes. */
export async function findChromium(): Promise<Chromium> {
  const wanted = process.env.HOSHIN_TEST_CHROMIUM
  const installed = INSTALLED.find((path) => existsSync(path))
  if (wanted && wanted !== 'carried') return { executablePath: wanted, env: {} }
  if (installed && wanted !== 'carried') return { executablePath: installed, env: {} }
  return carriedChromium()
}
