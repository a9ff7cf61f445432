import assert from 'node:assert/strict'
import { after, before, beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { migrate } from '../../src/db/migrate.ts'
import { openSqlite } from '../../src/db/sqlite.ts'
import { type PolledMailbox, type PollerTools, pollOnce } from '../../src/ingest/poll-mailbox.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { type WatchTools, watchMailbox } from '../../src/ingest/watch-mailbox.ts'
import { silentLog } from '../../src/log.ts'
import { openImap } from '../../src/mail/imap.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { defaultMailLimits } from '../../src/mail/parsed-mail.ts'
import { syncMailboxes } from '../../src/mailbox/sync-mailboxes.ts'
import { readBlob } from '../../src/message/blob.store.ts'
import { until } from '../support/deadline.ts'
import { type Dovecot, startDovecot } from '../support/dovecot.ts'
import { missing } from '../support/missing.ts'

const day = 86_400_000
let dovecot: Dovecot
let db: Db
let users = 0

before(async () => {
  if (!missing('dovecot')) dovecot = await startDovecot()
})
after(() => dovecot?.stop())
beforeEach(async (context) => {
  db = openSqlite(':memory:')
  await migrate(db)
  if ('after' in context) context.after(() => db.destroy())
})

async function newMailbox(
  change: Partial<PolledMailbox['imap']> = {},
): Promise<PolledMailbox & { user: string }> {
  const user = `box${++users}`
  const { pass } = dovecot.user(user)
  const configured = { key: user, name: user, address: `${user}@example.com`, timeZone: 'Asia/Tokyo' }
  const { ids } = await syncMailboxes(db, [{ ...configured, signature: '', members: [] }], 1)
  const imap: PolledMailbox['imap'] = {
    ...{ host: dovecot.host, port: dovecot.port, tls: 'none', user, password: { reveal: () => pass } },
    ...{ folders: ['INBOX'], sent: null, firstDays: 30, pollSeconds: 3600 },
    ...change,
  }
  return { user, id: ids.get(user) ?? 0, key: user, address: configured.address, imap }
}

const tools = (change: Partial<PollerTools> = {}): PollerTools => ({
  db,
  reader: { parse: (raw) => parseMail(raw, defaultMailLimits) },
  receive: receiveMessages,
  now: Date.now,
  mailBytes: 1_000_000,
  connect: openImap,
  ...change,
})

const mail = (n: number, rest = '') =>
  `From: customer${n}@example.jp\r\nTo: box@example.com\r\nMessage-ID: <${n}@example.jp>\r\nSubject: mail ${n}\r\n${rest}\r\nbody ${n}\r\n`

const subjects = async () =>
  (await db.selectFrom('messages').select('subject').orderBy('id').execute()).map((row) => row.subject)
const cursors = () =>
  db
    .selectFrom('cursors')
    .select(['folder', 'uid_validity', 'last_uid'])
    .orderBy('folder')
    .orderBy('updated_at')
    .execute()
const connection = (folder: string) =>
  db.selectFrom('connections').selectAll().where('folder', '=', folder).executeTakeFirst()
const shortOf = (reports: Awaited<ReturnType<typeof pollOnce>>) =>
  reports.map(({ folder, fetched, stored, duplicates, broken, error }) => [
    folder,
    fetched,
    stored,
    duplicates,
    broken,
    ...(error ? [error] : []),
  ])

describe('polling a mailbox once', { skip: missing('dovecot') }, () => {
  it('takes in what is there, and the second time nothing', async () => {
    const mailbox = await newMailbox()
    for (let n = 1; n <= 3; n++) dovecot.deliver(mailbox.user, mail(n))
    assert.deepEqual(shortOf(await pollOnce(tools(), mailbox)), [
      ['INBOX', 3, 3, 0, 0],
      ['Sent', 0, 0, 0, 0],
    ])
    assert.deepEqual(shortOf(await pollOnce(tools(), mailbox)), [
      ['INBOX', 0, 0, 0, 0],
      ['Sent', 0, 0, 0, 0],
    ])
    assert.deepEqual(await subjects(), ['mail 1', 'mail 2', 'mail 3'])
  })

  it('keeps Japanese mail byte for byte', async () => {
    const mailbox = await newMailbox()
    const body = Buffer.from('1b2442467c4b5c386c1b2842', 'hex')
    const raw = Buffer.concat([
      Buffer.from(
        'From: a@example.jp\r\nSubject: =?ISO-2022-JP?B?GyRCRnxLXDhsGyhC?=\r\nContent-Type: text/plain; charset=ISO-2022-JP\r\n\r\n',
      ),
      body,
      Buffer.from('\r\n'),
    ])
    dovecot.deliver(mailbox.user, raw)
    await pollOnce(tools(), mailbox)
    const row = await db.selectFrom('messages').select(['subject', 'raw_blob_id']).executeTakeFirstOrThrow()
    assert.equal(row.subject, '日本語')
    assert.deepEqual(Buffer.from(await readBlob(db, row.raw_blob_id ?? 0)), raw)
  })

  it('takes 300 mails in batches, in order, telling how far it is', async () => {
    const mailbox = await newMailbox()
    for (let n = 1; n <= 300; n++) dovecot.deliver(mailbox.user, mail(n))
    const progress: number[] = []
    const sizes: number[] = []
    const receive: typeof receiveMessages = (to, batch, now) => {
      sizes.push(batch.mails.length)
      return receiveMessages(to, batch, now)
    }
    await pollOnce(tools({ receive, onProgress: ({ done, total }) => progress.push(done / total) }), mailbox)
    assert.deepEqual(sizes, [50, 50, 50, 50, 50, 50])
    assert.equal((await subjects()).at(-1), 'mail 300')
    assert.deepEqual(progress, [1 / 6, 2 / 6, 3 / 6, 4 / 6, 5 / 6, 1])
    const row = await connection('INBOX')
    assert.deepEqual([row?.state, row?.progress_done, row?.progress_total], ['connected', null, null])
  })

  it('leaves old mail where it is at the first run, but takes whatever comes later', async () => {
    const mailbox = await newMailbox({ firstDays: 30 })
    const old = { receivedAt: new Date(Date.now() - 31 * day) }
    dovecot.deliver(mailbox.user, mail(1), 'INBOX', old)
    dovecot.deliver(mailbox.user, mail(2), 'INBOX', { receivedAt: new Date(Date.now() - 29 * day) })
    dovecot.deliver(mailbox.user, mail(3), 'INBOX', old)
    await pollOnce(tools(), mailbox)
    assert.deepEqual(await subjects(), ['mail 2'])
    dovecot.deliver(mailbox.user, mail(4), 'INBOX', old)
    await pollOnce(tools(), mailbox)
    assert.deepEqual(await subjects(), ['mail 2', 'mail 4'])
  })

  it('recognises all mails when the server numbers the folder afresh, and misses none', async () => {
    const mailbox = await newMailbox()
    for (let n = 1; n <= 3; n++) dovecot.deliver(mailbox.user, mail(n))
    await pollOnce(tools(), mailbox)
    dovecot.renumber(mailbox.user)
    dovecot.deliver(mailbox.user, mail(4))
    assert.deepEqual(shortOf(await pollOnce(tools(), mailbox))[0], ['INBOX', 4, 1, 3, 0])
    assert.equal((await subjects()).length, 4)
    assert.equal((await cursors()).filter((cursor) => cursor.folder === 'INBOX').length, 2)
  })

  it('goes on where it was interrupted', async () => {
    const mailbox = await newMailbox()
    for (let n = 1; n <= 6; n++) dovecot.deliver(mailbox.user, mail(n))
    let batches = 0
    const dying: typeof receiveMessages = (to, batch, now) => {
      if (++batches > 1) throw new Error('the database is gone')
      return receiveMessages(to, batch, now)
    }
    const batch = { mails: 2, bytes: 1_000_000 }
    const [inbox] = await pollOnce(tools({ receive: dying, batch }), mailbox)
    assert.equal(inbox?.error, 'the database is gone')
    assert.deepEqual((await cursors())[0], { ...(await cursors())[0], last_uid: 2 })
    await pollOnce(tools({ batch }), mailbox)
    assert.deepEqual(
      await subjects(),
      [1, 2, 3, 4, 5, 6].map((n) => `mail ${n}`),
    )
  })

  it('stops between two batches when told to, and loses nothing', async () => {
    const mailbox = await newMailbox()
    for (let n = 1; n <= 4; n++) dovecot.deliver(mailbox.user, mail(n))
    const stop = new AbortController()
    const receive: typeof receiveMessages = (to, batch, now) => {
      stop.abort()
      return receiveMessages(to, batch, now)
    }
    const batch = { mails: 2, bytes: 1_000_000 }
    const connect: typeof openImap = (settings) => openImap(settings)
    await pollOnce(tools({ receive, batch, connect }), mailbox, stop.signal)
    assert.deepEqual(await subjects(), ['mail 1', 'mail 2'])
    await pollOnce(tools({ batch }), mailbox)
    assert.equal((await subjects()).length, 4)
  })

  it('sets the one mail aside that cannot be stored, with its original, and the rest goes on', async () => {
    const mailbox = await newMailbox()
    for (let n = 1; n <= 3; n++) dovecot.deliver(mailbox.user, mail(n))
    const receive: typeof receiveMessages = (to, batch, now) => {
      if (batch.mails.some((one) => one.parsed.subject === 'mail 2')) throw new Error('this mail breaks it')
      return receiveMessages(to, batch, now)
    }
    assert.deepEqual(shortOf(await pollOnce(tools({ receive }), mailbox))[0]?.slice(0, 2), ['INBOX', 3])
    const rows = await db
      .selectFrom('messages')
      .select(['kind', 'subject', 'problem', 'raw_blob_id'])
      .orderBy('id')
      .execute()
    assert.deepEqual(
      rows.map((row) => row.kind),
      ['mail', 'broken', 'mail'],
    )
    assert.equal(rows[1]?.problem, 'not-stored')
    assert.equal(Buffer.from(await readBlob(db, rows[1]?.raw_blob_id ?? 0)).toString(), mail(2))
  })

  it('sets a mail aside that makes the reader fail', async () => {
    const mailbox = await newMailbox()
    dovecot.deliver(mailbox.user, mail(1))
    const reader = { parse: () => Promise.reject(new Error('out of memory')) }
    assert.equal((await pollOnce(tools({ reader }), mailbox))[0]?.broken, 1)
  })

  it('keeps only the beginning of a mail beyond the limit, and says so', async () => {
    const mailbox = await newMailbox()
    dovecot.deliver(mailbox.user, mail(1) + 'x'.repeat(400_000))
    dovecot.deliver(mailbox.user, mail(2))
    await pollOnce(tools({ mailBytes: 300_000 }), mailbox)
    const rows = await db
      .selectFrom('messages')
      .select(['kind', 'subject', 'raw_size', 'problem'])
      .orderBy('id')
      .execute()
    assert.deepEqual(
      rows.map((row) => [row.kind, row.subject, row.raw_size < 300_000]),
      [
        ['broken', 'mail 1', true],
        ['mail', 'mail 2', true],
      ],
    )
    assert.equal(rows[0]?.problem, 'too-large')
  })

  it('takes in what others sent from the Sent folder', async () => {
    const mailbox = await newMailbox()
    dovecot.deliver(
      mailbox.user,
      `From: ${mailbox.address}\r\nTo: c@example.jp\r\nSubject: answered elsewhere\r\n\r\nhello\r\n`,
      'Sent',
    )
    await pollOnce(tools(), mailbox)
    const row = await db.selectFrom('messages').select(['direction', 'subject']).executeTakeFirst()
    assert.deepEqual(row, { direction: 'outbound', subject: 'answered elsewhere' })
  })

  it('says in words what is wrong, and polls the folders that it can', async () => {
    const mailbox = await newMailbox({ folders: ['なし', 'INBOX'] })
    dovecot.deliver(mailbox.user, mail(1))
    const [missingFolder, inbox] = await pollOnce(tools(), mailbox)
    assert.equal(
      missingFolder?.error,
      `There is no folder "なし" at the IMAP server 127.0.0.1:${dovecot.port}.`,
    )
    assert.equal(inbox?.stored, 1)
    assert.equal((await connection('なし'))?.state, 'failed')
  })

  it('reports a wrong password for every folder, without the password', async () => {
    const mailbox = await newMailbox({ password: { reveal: () => 'wr0ng' } })
    const reports = await pollOnce(tools(), mailbox)
    assert.deepEqual(
      reports.map((report) => report.folder),
      ['INBOX', 'Sent'],
    )
    for (const report of reports) {
      assert.match(report.error ?? '', /wrong user or password/)
      assert.doesNotMatch(report.error ?? '', /wr0ng/)
    }
  })
})

describe('watching a mailbox', { skip: missing('dovecot') }, () => {
  const watchTools = (change: Partial<WatchTools> = {}): WatchTools => ({
    ...tools(),
    log: silentLog,
    random: () => 0,
    holder: 'one',
    ...change,
  })

  async function watching(mailbox: PolledMailbox, change: Partial<WatchTools>, act: () => Promise<void>) {
    const stop = new AbortController()
    const done = watchMailbox(watchTools(change), mailbox, stop.signal)
    try {
      await act()
    } finally {
      stop.abort()
      await done
    }
  }
  const connected = () =>
    until(async () => (await connection('INBOX'))?.state === 'connected', { what: 'a connection' })

  it('takes a mail in within a second of its arrival', async () => {
    const mailbox = await newMailbox()
    await watching(mailbox, {}, async () => {
      await connected()
      dovecot.deliver(mailbox.user, mail(1))
      await until(async () => (await subjects()).length === 1, { deadline: 1000, what: 'the mail' })
    })
  })

  it('stops at once when told to, and gives its lease back', async () => {
    const mailbox = await newMailbox()
    await watching(mailbox, {}, () => connected().then(() => {}))
    assert.deepEqual(await db.selectFrom('leases').selectAll().execute(), [])
  })

  it('is done by one of several processes', async () => {
    const mailbox = await newMailbox()
    let connections = 0
    const connect: typeof openImap = (...settings) => {
      connections++
      return openImap(...settings)
    }
    await watching(mailbox, { connect }, () =>
      watching(mailbox, { connect, holder: 'two' }, async () => {
        await connected()
        await until(async () => (await db.selectFrom('connections').selectAll().execute()).length === 2)
      }),
    )
    assert.equal(connections, 2)
  })

  it('comes back when the server does, and shows meanwhile what is wrong', async () => {
    await using own = await startDovecot()
    const mailbox = await newMailbox()
    own.user(mailbox.user, 'pw')
    const there = { ...mailbox, imap: { ...mailbox.imap, port: own.port, password: { reveal: () => 'pw' } } }
    await watching(there, {}, async () => {
      await connected()
      await own.kill()
      const failed = await until(async () => {
        const row = await connection('INBOX')
        return row?.state === 'failed' ? row : null
      })
      assert.match(failed.error ?? '', /The connection to the IMAP server 127\.0\.0\.1:\d+ was closed/)
      assert.ok((failed.next_try_at ?? 0) > (failed.error_at ?? 0))
      await own.start()
      own.deliver(mailbox.user, mail(1))
      await until(async () => (await subjects()).length === 1, {
        // Its second or third try, on a machine that has other things to do.
        deadline: 30_000,
        what: 'the mail after the restart',
      })
      const row = await connection('INBOX')
      assert.deepEqual([row?.error, row?.next_try_at], [null, null])
    })
  })
})
