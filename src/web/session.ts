import type { Context, MiddlewareHandler } from 'hono'
import { deleteCookie, getCookie, setCookie } from 'hono/cookie'
import { makeReader } from '../../views/reader.ts'
import { viewersFor } from '../access/viewer.store.ts'
import { findSession, markSessionSeen } from '../account/session.store.ts'
import { cookieSeconds, isSeenAnew, tokenHash } from '../account/session.ts'
import type { Db, Row } from '../db/database.ts'
import { openVisits } from '../restriction/visit.store.ts'
import type { Deps } from './deps.ts'
import type { PublicEnv } from './env.ts'

const COOKIE = 'hoshin_session'

type SessionDeps = Pick<Deps, 'db' | 'clock' | 'config'>

/** Puts the reader on every request, and the viewer where the cookie opens a session of an enabled account. */
export function loadSession({ db, clock, config }: SessionDeps): MiddlewareHandler<PublicEnv> {
  return async (c, next) => {
    const now = clock()
    const token = getCookie(c, COOKIE)
    const found = token ? await findSession(db, tokenHash(token), now) : null
    const known = found ? await viewerOf(db, found.account) : null
    const viewer = known?.isAdmin ? { ...known, visits: await openVisits(db, known.accountId, now) } : known
    if (found && viewer) {
      const { session } = found
      c.set('viewer', viewer)
      c.set('sessionHash', session.hash)
      if (isSeenAnew(session.seenAt, now)) await markSessionSeen(db, session, now)
    }
    c.set(
      'reader',
      makeReader({
        locale: viewer?.locale ?? preferredLocale(c.req.header('accept-language')),
        timeZone: viewer?.timeZone ?? config.timeZone,
        newestFirst: viewer?.newestFirst ?? true,
        keys: viewer === null || found?.account.single_keys !== 0,
        turned: (getCookie(c, 'hoshin_turned') ?? '').split('.'),
        now,
      }),
    )
    await next()
  }
}

/** With the rights as they stand now; null for a disabled account. */
async function viewerOf(db: Db, account: Row<'accounts'>) {
  if (account.disabled_at !== null) return null
  return (await viewersFor(db, [account])).get(account.id) ?? null
}

/** Keeps a new session's token in the browser. */
export function keepToken(c: Context, config: Deps['config'], token: string): void {
  setCookie(c, COOKIE, token, {
    path: '/',
    httpOnly: true,
    sameSite: 'Lax',
    secure: config.publicUrl.protocol === 'https:',
    maxAge: cookieSeconds,
  })
}

export function dropToken(c: Context): void {
  deleteCookie(c, COOKIE, { path: '/' })
}

/** The first of the browser's languages that we speak; Japanese when it names none of them. */
export function preferredLocale(acceptLanguage: string | undefined): 'ja' | 'en' {
  const wanted = (acceptLanguage ?? '')
    .split(',')
    .map((part) => {
      const [tag = '', q] = part
        .trim()
        .toLowerCase()
        .split(/;\s*q=/)
      return { tag, weight: q === undefined ? 1 : Number(q) || 0 }
    })
    .sort((a, b) => b.weight - a.weight)
  for (const { tag } of wanted) {
    if (/^ja\b/.test(tag)) return 'ja'
    if (/^en\b/.test(tag)) return 'en'
  }
  return 'ja'
}
