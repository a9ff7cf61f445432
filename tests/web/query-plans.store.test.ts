import assert from 'node:assert/strict'
import { before, describe, it } from 'node:test'
import { sql } from 'kysely'
import { type Seeded, seed } from '../../bench/web/seed.ts'
import type { Db } from '../../src/db/database.ts'
import { engineOf } from '../../src/db/engine.ts'
import { railFacts } from '../../src/mailbox/rail.store.ts'
import { statuses } from '../../src/thread/status.ts'
import { listNames, writeCursor } from '../../src/thread/thread-list.ts'
import { eachDatabase } from '../support/databases.ts'
import { excessOf, type Sent, watchQueries } from '../support/query-watch.ts'
import { appOn, morning } from './app.ts'

const THREADS = 6_000
/** Mentions of the reader that were read, and replies that were sent. */
const OLD = 3_000
/** Enough for the counts, which stop at a thousand, and far below what a mailbox holds. */
const ROWS_ALLOWED = 1_100
/** What grows with the years. */
const big = [
  'approval_texts',
  'approvals',
  'attachments',
  'blobs',
  'changes',
  'comments',
  'customers',
  'events',
  'message_bodies',
  'message_origins',
  'messages',
  'notifications',
  'outbox',
  'participants',
  'search_entries',
  'thread_labels',
  'threads',
]

eachDatabase((_name, open) => {
  let db: Db
  let seeded: Seeded
  before(async () => {
    db = await open()
    seeded = await seed(db, THREADS, morning)
    await remember(db, OLD)
  })

  const excess = async (path: string): Promise<string[]> => {
    const watched = watchQueries(db)
    const app = appOn(watched.db, { railOf: (viewer) => railFacts(watched.db, viewer, morning) })
    const answer = await app.browser().get(path, { cookie: seeded.cookie })
    assert.equal(answer.status, 200, path)
    const lines: string[] = []
    for (const query of distinct(watched.sent)) {
      const found = await excessOf(db, query, big, ROWS_ALLOWED)
      lines.push(...found.map((line) => `${path}: ${line} in ${query.sql.slice(0, 600)}`))
    }
    return lines
  }

  describe('no page reads more for a longer past', () => {
    for (const list of listNames) {
      it(`the list ${list}`, async () => {
        const after = writeCursor(seeded.middle)
        for (const more of ['', '&mailbox=1', '&label=1', `&after=${after}`])
          assert.deepEqual(await excess(`/inbox?list=${list}${more}`), [])
      })
    }
    for (const status of statuses) {
      it(`the status ${status}`, async () => {
        const after = writeCursor(seeded.middle)
        for (const more of ['', '&mailbox=1', '&label=1', `&after=${after}`, `&mailbox=1&after=${after}`])
          assert.deepEqual(await excess(`/inbox?status=${status}${more}`), [])
      })
    }
    it('all that is open', async () => {
      for (const more of ['', '?mailbox=1', '?label=1']) assert.deepEqual(await excess(`/inbox${more}`), [])
    })
    it('a thread, however long', async () => {
      for (const id of [seeded.threadIds[3], seeded.short, seeded.long])
        for (const more of ['', '/reply', '/policies/new', '?whole=1', '?message=1', '?mailbox=1&status=new'])
          assert.deepEqual(await excess(`/threads/${id}${more}`), [])
    })
    for (const path of [
      '/notifications',
      '/outbox',
      '/approvals',
      '/desk',
      '/held-answers',
      '/customers',
      '/customers/1',
      '/settings',
      '/keys',
    ]) {
      it(path, async () => assert.deepEqual(await excess(path), []))
    }
  })
})

/** What the years leave behind in the tables that lists of what waits are made from. */
async function remember(db: Db, many: number): Promise<void> {
  const mine = {
    account_id: 1,
    actor_id: 2,
    created_at: morning,
    read_at: morning,
    email_state: 'none' as const,
  }
  const sent = { mailbox_id: 1, state: 'sent' as const, state_at: morning, envelope: '{}', send_at: morning }
  for (let from = 0; from < many; from += 500) {
    const numbers = Array.from({ length: 500 }, (_, n) => from + n + 1)
    await db
      .insertInto('notifications')
      .values(numbers.map((n) => ({ ...mine, kind: 'mention' as const, thread_id: n, cause: `old ${n}` })))
      .execute()
    await db
      .insertInto('outbox')
      .values(
        numbers.map((n) => ({
          ...sent,
          message_id: n * 2,
          thread_id: n,
          form_token: `old ${n}`,
          account_id: 1,
          queued_by: 1,
        })),
      )
      .execute()
  }
  await rememberApprovals(db, many)
  if (engineOf(db) === 'postgres') await sql`analyze`.execute(db)
}

async function rememberApprovals(db: Db, many: number): Promise<void> {
  const given = { state: 'approved' as const, asked_at: morning, after: 'done' as const, thread_version: 0 }
  const route = { route_id: null, round: 1, rounds: 1, level: 2, stage: 'everybody' as const }
  const over = { until_at: null, next_at: null, ended_by: 1, ended_at: morning, words: null, outbox_id: null }
  const text = { version: 1, author_id: 1, at: morning, to_text: '', cc_text: '', bcc_text: '' }
  for (let from = 0; from < many; from += 500) {
    const numbers = Array.from({ length: 500 }, (_, n) => from + n + 1)
    const rows = await db
      .insertInto('approvals')
      .values(
        numbers.map((n) => ({
          ...{ thread_id: n, mailbox_id: 1, writer_id: 1, form_token: `old ${n}`, reasons: '[]' },
          ...{
            note: '',
            text_version: 1,
            least_role: 'supervisor' as const,
            holder_id: 1,
            stage_at: morning,
          },
          ...given,
          ...route,
          ...over,
        })),
      )
      .returning('id')
      .execute()
    await db
      .insertInto('approval_texts')
      .values(rows.map(({ id }) => ({ approval_id: id, subject: 's', body: 'b', ...text })))
      .execute()
  }
}

function distinct(sent: readonly Sent[]): Sent[] {
  return [...new Map(sent.map((query) => [query.sql, query])).values()]
}
