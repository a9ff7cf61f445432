import { createApp } from '../../src/app.ts'
import type { Db } from '../../src/db/database.ts'
import type { Deps } from '../../src/web/deps.ts'
import { startLive } from '../../src/web/live.ts'

/** Monday 23 November 2026, 10:00 in Tokyo. */
export const morning = Date.UTC(2026, 10, 23, 1, 0)

export type TestApp = {
  deps: Deps
  /** What was logged. */
  lines: string[]
  /** Moves the clock on, ms. */
  pass(ms: number): void
  browser(language?: 'ja' | 'en'): Browser
}

/** A browser without script: it keeps its cookie, says where a form came from and follows nothing. */
export type Browser = {
  get(path: string, headers?: Record<string, string>): Promise<Response>
  post(path: string, fields: Fields, headers?: Record<string, string>): Promise<Response>
  cookie(): string | undefined
}

type Fields = Readonly<Record<string, string | number | readonly string[]>>

/** The whole application on a database, without a server beneath it. */
export function appOn(db: Db, change: Partial<Deps> = {}): TestApp {
  let now = morning
  const lines: string[] = []
  const log = (line: string) => void lines.push(line)
  const clock = () => now
  const deps: Deps = {
    db,
    clock,
    log,
    config: {
      publicUrl: new URL('http://localhost'),
      timeZone: 'Asia/Tokyo',
      trustProxy: false,
      sendPause: 0,
      filesLimit: 30 * 1024 * 1024,
      configuredSignatures: new Set(),
      channelHosts: new Set(),
      backup: { schedule: null, warnAfter: null },
      installed: { configFile: '/etc/hoshin/hoshin.toml', database: '/var/lib/hoshin/hoshin.db' },
    },
    mailReader: noMail,
    live: startLive(db, { clock, log }),
    assets: {
      addresses: () => ({ css: ['/assets/app.css'], js: '/assets/app.js', icon: '/assets/icon.svg' }),
      open: async () => null,
    },
    railOf: async () => emptyRail,
    ...change,
  }
  const app = createApp(deps)
  return {
    deps,
    lines,
    pass: (ms) => {
      now += ms
    },
    browser(language = 'ja') {
      let cookie: string | undefined
      const send = async (path: string, init: RequestInit & { headers: Record<string, string> }) => {
        const headers = { 'accept-language': language, ...(cookie && { cookie }), ...init.headers }
        const answer = await app.request(path, { ...init, headers })
        const kept = answer.headers.get('set-cookie')
        if (kept) cookie = /Max-Age=0/.test(kept) ? undefined : kept.split(';')[0]
        return answer
      }
      return {
        cookie: () => cookie,
        get: (path, headers = {}) => send(path, { headers }),
        post: (path, fields, headers = {}) =>
          send(path, {
            method: 'POST',
            body: encode(fields),
            headers: {
              'content-type': 'application/x-www-form-urlencoded',
              'sec-fetch-site': 'same-origin',
              ...headers,
            },
          }),
      }
    },
  }
}

function encode(fields: Fields): string {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of typeof value === 'object' ? value : [value]) body.append(name, String(one))
  }
  return body.toString()
}

const emptyRail = {
  mailboxes: [],
  labels: [],
  counts: { mine: 0, mentions: 0, decision: 0, unassigned: 0, drafts: 0, outbox: 0, notifications: 0 },
  connections: [],
  imports: [],
}

const noMail = {
  parse: () => Promise.reject(new Error('no mail is read here')),
  attachment: async () => null,
  close: async () => {},
}
