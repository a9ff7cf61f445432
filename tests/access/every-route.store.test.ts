import assert from 'node:assert/strict'
import { after, before, describe, it } from 'node:test'
import { createApp } from '../../src/app.ts'
import type { Db } from '../../src/db/database.ts'
import { railFacts } from '../../src/mailbox/rail.store.ts'
import { listNames } from '../../src/thread/thread-list.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, morning } from '../web/app.ts'
import {
  type Caller,
  callers,
  type House,
  type Ids,
  LABEL,
  NEVER,
  openHouse,
  type Place,
  places,
  plant,
  secrets,
  shut,
  unknown,
} from './house.ts'
import { type Asked, type Row, rows } from './routes.ts'

/** The application's own table, without what only stands before the routes. */
function routesOf(app: ReturnType<typeof createApp>): string[] {
  const all = app.routes
    .filter(({ method }) => method !== 'ALL')
    .map(({ method, path }) => `${method} ${path}`)
  return [...new Set(all)]
}

/** Whether a thread that stands there exists for the caller. */
function sees(caller: Caller, place: Place): boolean {
  switch (place) {
    case 'own':
      return caller !== 'nobody' && caller !== 'other_mailbox'
    case 'foreign':
      return ['other_mailbox', 'admin', 'admin_with_visit'].includes(caller)
    case 'restricted':
      return caller === 'named' || caller === 'admin_with_visit'
  }
}

/** On PostgreSQL the conditions are the same, so there those ask who differ most. */
const asking: Readonly<Record<string, readonly Caller[]>> = {
  sqlite: callers,
  postgres: ['read_only', 'supervisor', 'named', 'admin', 'admin_with_visit'],
}

eachDatabase((name, open) => {
  describe('every route, asked by everybody for everything', () => {
    let db: Db
    let house: House
    let app: ReturnType<typeof createApp>
    /** Planted once, for those to whom it does not exist: they change nothing. */
    const hidden = new Map<Place, Ids>()
    let cases = 0
    /** What of the route that is asked is not as its row says. */
    const wrong: string[] = []
    const expect = (isSo: boolean, words: string) => isSo || wrong.push(words)
    before(async () => {
      db = await open()
      house = await openHouse(db)
      const picture = { bytes: new Uint8Array([1]), contentType: 'image/png' }
      const { deps } = appOn(db, {
        railOf: (viewer) => railFacts(db, viewer, morning),
        mailReader: { ...noMail, attachment: async () => ({ ...picture, filename: 'x.png' }) },
      })
      app = createApp(deps)
      for (const place of places) hidden.set(place, await plant(house, place, 'named'))
    })
    after(() => console.log(`route × caller × id: ${cases} cases on ${Object.keys(rows).length} routes`))

    it('has a row for each route, and no row for a route that is gone', () => {
      assert.deepEqual(Object.keys(rows).toSorted(), routesOf(app).toSorted())
    })

    it('lists, counts and finds nothing of what the caller does not see', async () => {
      wrong.length = 0
      const lists = [
        '',
        ...listNames.map((list) => `list=${list}`),
        'label=1',
        'label=1&status=new',
        'mailbox=1',
        'mailbox=2',
      ]
      // Parts of what is secret: what was asked may stand on the page.
      const words = ['ネコノ', 'ヒミツ', 'from:shop.example', 'has:policy', `label:${LABEL}`]
      const paths = [
        ...lists.map((query) => `/inbox?${query}`),
        ...words.map((query) => `/search?q=${encodeURIComponent(query)}`),
        ...['/customers?label=2', '/customers?q=shop', '/outbox', '/notifications'],
      ]
      for (const caller of asking[name] ?? callers) {
        for (const path of paths) {
          cases++
          const { status, body } = await send('GET', { path }, caller)
          expect(status === (caller === 'nobody' ? 303 : 200), `${caller} ${path}: ${status}`)
          // What was asked stands on the page.
          const said = body.replaceAll(/value="[^"]*"|<title>.*?<\/title>|q=[^"&]*/g, '')
          keepsSecrets(path, said, caller, null)
        }
      }
      assert.deepEqual(wrong, [])
    })

    for (const [route, row] of Object.entries(rows)) {
      it(route, async () => {
        wrong.length = 0
        for (const caller of asking[name] ?? callers) {
          if (row.of === null) await askPlain(route, row, caller)
          else for (const place of places) await askFor(route, row, caller, place)
        }
        assert.deepEqual(wrong, [])
      })
    }

    it('changed nothing where the caller saw nothing', async () => {
      for (const [place, ids] of hidden) {
        const by = await db
          .selectFrom('events')
          .select(['kind', 'actor_id'])
          .where('thread_id', '=', ids.thread)
          .where('kind', 'not in', ['message_received', 'thread_restricted'])
          .execute()
        assert.deepEqual(by, [], place)
        assert.equal((await house.cast.thread(ids.thread)).status, 'new', place)
      }
    })

    async function askPlain(route: string, row: Row, caller: Caller): Promise<void> {
      cases++
      const answer = await send(route, row.ask(unknown), caller)
      const signedOut = row.forEverybody ? row.answers(caller, 'own') : toTheDoor(route)
      const wanted = caller === 'nobody' ? signedOut : row.answers(caller, 'own')
      expect(answer.status === wanted, `${caller}: ${answer.status} and not ${wanted}`)
      keepsSecrets('on its own', answer.body, caller, null)
    }

    async function askFor(route: string, row: Row, caller: Caller, place: Place): Promise<void> {
      cases++
      const what = `${caller} ${place}`
      const isVisit = caller === 'admin_with_visit' && place === 'restricted'
      // The mailbox of a restricted thread is no secret.
      const isThere = sees(caller, row.of === 'mailbox' && place === 'restricted' ? 'own' : place)
      if (isThere && !(row.notByVisit && isVisit)) {
        const ids = await plant(house, place, caller)
        const answer = await send(route, row.ask(ids), caller)
        if (place === 'restricted') await shut(house, ids)
        const wanted = row.answers(caller, place)
        expect(answer.status === wanted, `${what}: ${answer.status} and not ${wanted}`)
        keepsSecrets(what, answer.body, caller, place)
      } else {
        const ids = hidden.get(place) ?? unknown
        const answer = await send(route, row.ask(ids), caller)
        keepsSecrets(what, answer.body, caller, place)
        if (row.asksWhy && caller === 'admin') {
          expect(answer.body.includes('開く理由'), `${what}: is not asked why`)
          return
        }
        const never = await send(route, row.ask(unknown), caller)
        expect(isSame(withoutIds(answer, ids), withoutIds(never, ids)), `${what}: differs from no such id`)
        const wanted = caller === 'nobody' ? toTheDoor(route) : (row.hidden ?? 404)
        expect(answer.status === wanted, `${what}: ${answer.status} and not ${wanted}`)
      }
    }

    /** Nothing that the caller does not see stands on any page; a visit opens what is asked for and no list. */
    function keepsSecrets(what: string, body: string, caller: Caller, asked: Place | null): void {
      for (const place of places) {
        const byVisit = caller === 'admin_with_visit' && place === 'restricted' && asked !== place
        const mayRead = sees(caller, place) && !byVisit
        expect(mayRead || !body.includes(secrets[place]), `${caller} ${what}: tells of ${place}`)
      }
    }

    type Answer = { status: number; location: string; body: string }

    async function send(route: string, { path, fields }: Asked, caller: Caller): Promise<Answer> {
      const cookie = house.cookies.get(caller)
      const headers: Record<string, string> = { 'accept-language': 'ja', ...(cookie && { cookie }) }
      const answer = await app.request(path, route.startsWith('GET') ? { headers } : posted(fields, headers))
      const location = answer.headers.get('location') ?? ''
      if (route !== 'GET /live') return { status: answer.status, location, body: await answer.text() }
      await answer.body?.cancel()
      return { status: answer.status, location, body: '' }
    }
  })
})

/** Where whoever is not signed in ends. */
function toTheDoor(route: string): number {
  return route.startsWith('GET') ? 303 : 401
}

function isSame(one: object, other: object): boolean {
  return JSON.stringify(one) === JSON.stringify(other)
}

function posted(fields: Asked['fields'] = {}, headers: Record<string, string>): RequestInit {
  const body = new URLSearchParams()
  for (const [name, value] of Object.entries(fields)) {
    for (const one of Array.isArray(value) ? value : [value]) body.append(name, String(one))
  }
  return {
    method: 'POST',
    body: body.toString(),
    headers: {
      ...headers,
      'content-type': 'application/x-www-form-urlencoded',
      'sec-fetch-site': 'same-origin',
    },
  }
}

/** Two answers that differ in the number that was asked for alone are the same. */
function withoutIds<T extends { location: string; body: string }>(answer: T, ids: Ids): T {
  const known = new RegExp(`\\b0*(?:${[...new Set(Object.values(ids)), NEVER].join('|')})\\b`, 'g')
  return {
    ...answer,
    location: decodeURIComponent(answer.location)
      .replace(known, 'ID')
      .replace(/did=\d+/, 'did=N'),
    body: answer.body.replace(known, 'ID'),
  }
}

const noMail = {
  parse: () => Promise.reject(new Error('no mail is read here')),
  close: async () => {},
}
