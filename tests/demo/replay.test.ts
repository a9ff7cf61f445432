import assert from 'node:assert/strict'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { after, before, describe, test } from 'node:test'
import { type CastKey, cast, personOf } from '../../demo/cast.ts'
import { writeConfig } from '../../demo/config.ts'
import { customers } from '../../demo/customers.ts'
import { type DemoImap, startDemoImap } from '../../demo/imap-server.ts'
import { mailboxes } from '../../demo/mailboxes.ts'
import { replay } from '../../demo/replay/replay.ts'
import { type DemoSmtp, startDemoSmtp } from '../../demo/smtp-sink.ts'
import { mail, policy, reply, take } from '../../demo/steps.ts'
import type { DemoThread } from '../../demo/story.ts'
import { threads } from '../../demo/threads/index.ts'
import { openConfiguredReader } from '../../src/configured.ts'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { parseMail } from '../../src/mail/mime.ts'

/** A Monday noon in Tokyo. */
const NOON = Date.parse('2026-11-23T03:00:00Z')
const DAY = 86_400_000

describe('the demo’s stories, told through hoshin', () => {
  let told: Told
  before(async () => {
    told = await tell(threads)
  })
  after(() => told.stop())

  // Every thread is held against its story's end by `replay` itself, which throws where they differ.
  test('are all there, with as many messages as were written', async () => {
    const written = threads.flatMap(({ story }) =>
      story.filter(({ kind }) => ['mail', 'reply', 'matter'].includes(kind)),
    )
    const { count } = await told.db
      .selectFrom('messages')
      .select((eb) => eb.fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    assert.equal(count, written.length)
    assert.equal(told.steps, threads.flatMap(({ story }) => story).length)
  })

  test('sent every reply to a customer, referring to the mail that it answers', async () => {
    const staff = cast.map(({ email }) => email)
    const replies = told.smtp.mails.filter(({ envelope }) => !envelope.to.some((to) => staff.includes(to)))
    assert.equal(
      replies.length,
      threads.flatMap(({ story }) => story.filter(({ kind }) => kind === 'reply')).length,
    )
    const parsed = await Promise.all(replies.map(({ raw }) => parseMail(raw)))
    assert.ok(
      parsed.every(({ inReplyTo, references }) => inReplyTo !== null && references.includes(inReplyTo)),
    )
  })

  test('have threads that are late, due soon, and standing still, and keep how it was before', async () => {
    const { db } = told
    const count = async (table: ReturnType<typeof openThreads>) => (await table.execute()).length
    const openThreads = () => db.selectFrom('threads').select('id').where('status', '!=', 'done')
    assert.ok((await count(openThreads().where('due_at', '<=', NOON))) > 3, 'late')
    assert.ok(
      (await count(openThreads().where('soon_at', '<=', NOON).where('due_at', '>', NOON))) > 0,
      'soon',
    )
    const paused = openThreads().where('target_kind', 'is not', null).where('target_due_at', 'is', null)
    assert.ok((await count(paused)) > 3, 'standing still')
    const ended = await db.selectFrom('thread_clocks').select('met').where('met', 'is not', null).execute()
    assert.ok(ended.some(({ met }) => met === 1) && ended.some(({ met }) => met === 0), 'met and missed')
    const toTell = await db.selectFrom('thread_clocks').select('id').where('tell_at', '<=', NOON).execute()
    assert.deepEqual(toTell, [], 'and the server has nothing to tell of the past')
  })

  test('call for decisions in every state, each climbing by its mailbox’s route', async () => {
    const { db } = told
    const all = await db.selectFrom('escalations').selectAll().execute()
    const having = (wanted: (one: (typeof all)[number]) => boolean) => all.filter(wanted)
    assert.ok(having(({ state, stage }) => state === 'waiting' && stage === 'primary').length >= 2, 'waiting')
    const handedOver = having(({ state, stage }) => state === 'waiting' && stage === 'backup')
    assert.equal(handedOver.length, 2, 'handed over, in Japanese and in English')
    const sato = await idOf('sato')
    assert.ok(handedOver.every(({ holder_id }) => holder_id === sato))
    assert.ok(
      having(({ state }) => state === 'waiting').every(({ next_at }) => (next_at ?? 0) > NOON),
      'with a clock that runs',
    )
    assert.ok(having(({ state, policy_id }) => state === 'decided' && policy_id !== null).length >= 3)
    assert.equal(having(({ state }) => state === 'accepted').length, 1, 'accepted, about an internal matter')
    assert.equal(having(({ state }) => state === 'asked').length, 1)
    assert.equal(having(({ state }) => state === 'reported').length, 2)
    assert.equal(having(({ state }) => state === 'withdrawn').length, 1)
    assert.deepEqual(new Set(all.map(({ kind }) => kind)).size, 4)
    const decisions = new Set(all.map(({ decision }) => decision))
    for (const how of ['policy', 'answer', 'guidance'] as const) assert.ok(decisions.has(how), how)
    assert.ok(having(({ outcome_at }) => outcome_at !== null).length >= 5, 'with outcomes')
  })

  test('go to a deputy where somebody is away, and are suggested by a rule', async () => {
    const { db } = told
    const [mori, suzuki] = [await idOf('mori'), await idOf('suzuki')]
    const away = await db.selectFrom('absences').selectAll().executeTakeFirstOrThrow()
    assert.deepEqual([away.account_id, away.deputy_id], [mori, suzuki])
    const top = await db
      .selectFrom('escalations')
      .selectAll()
      .where('level', '=', 4)
      .executeTakeFirstOrThrow()
    assert.equal(top.holder_id, suzuki)
    assert.equal((await db.selectFrom('careful_threads').selectAll().execute()).length, 1)
    const suggested = await db
      .selectFrom('rule_hits')
      .innerJoin('threads', 'threads.id', 'rule_hits.thread_id')
      .select('threads.subject')
      .where('threads.policy_asked_at', 'is', null)
      .where('threads.status', '=', 'new')
      .execute()
    assert.ok(suggested.some(({ subject }) => subject === 'いつ復旧しますか'))
  })

  test('told the staff of everything by mail at the time of the story', async () => {
    const unsent = await told.db
      .selectFrom('notifications')
      .selectAll()
      .where('email_state', '!=', 'sent')
      .execute()
    assert.deepEqual(unsent, [])
    assert.ok(told.smtp.mails.every(({ at }) => at < NOON))
  })

  test('left some of the last day’s notifications unread, and none of the days before', async () => {
    const unread = await told.db
      .selectFrom('notifications')
      .selectAll()
      .where('read_at', 'is', null)
      .execute()
    assert.ok(unread.length >= 5 && unread.length <= 60, `${unread.length} unread`)
    assert.ok(unread.every(({ created_at }) => created_at > NOON - DAY))
  })

  test('put a copy of every reply into Sent once', async () => {
    const sent = await told.db.selectFrom('outbox').selectAll().execute()
    assert.ok(sent.every(({ state, appended_at }) => state === 'sent' && appended_at !== null))
  })

  async function idOf(key: CastKey): Promise<number> {
    const { email } = personOf(key)
    const row = await told.db
      .selectFrom('accounts')
      .select('id')
      .where('email', '=', email)
      .executeTakeFirst()
    return row?.id ?? 0
  }

  test('left two people writing', async () => {
    assert.equal((await told.db.selectFrom('drafts').selectAll().execute()).length, 2)
  })
})

test('a story in which somebody does what hoshin refuses is named with the step', async () => {
  const { yamaguchi } = customers
  const story = [
    mail('2d 10:00', yamaguchi, '値引きのお願い', '値引きしてください。'),
    take('ito', '2d 10:05'),
    policy('tanaka', '2d 10:30', '値引きはしない。', { needsApproval: true }),
    reply('ito', '2d 10:40', '山口様\n\n承知いたしました。'),
  ]
  const unruly: DemoThread = {
    key: 'unruly',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story,
  }
  await assert.rejects(tell([unruly]), /unruly, step 3 \(reply\): refused: .*needs-approval/)
})

type Told = { db: Db; smtp: DemoSmtp; imap: DemoImap; steps: number; stop(): Promise<void> }

async function tell(stories: DemoThread[]): Promise<Told> {
  await using opened = new AsyncDisposableStack()
  const folder = await mkdtemp(join(tmpdir(), 'hoshin-replay-'))
  opened.defer(() => rm(folder, { recursive: true }))
  let at = NOON
  const imap = await startDemoImap(
    mailboxes.map(({ imapUser, imapPassword }) => ({ user: imapUser, password: imapPassword })),
  )
  opened.defer(() => imap.stop())
  const smtp = await startDemoSmtp({ now: () => at })
  opened.defer(() => smtp.stop())
  const config = await writeConfig(join(folder, 'hoshin.toml'), {
    servers: { imap, smtp },
    port: 3000,
    databaseUrl: 'sqlite::memory:',
  })
  const { db } = await openReady(config.databaseUrl)
  opened.defer(() => db.destroy())
  const reader = openConfiguredReader(config)
  opened.defer(() => reader.close())
  const steps = await replay({
    db,
    config,
    imap,
    smtp,
    reader,
    threads: stories,
    now: NOON,
    setClock: (instant) => {
      at = instant
    },
  })
  const all = opened.move()
  return { db, smtp, imap, steps, stop: () => all.disposeAsync() }
}
