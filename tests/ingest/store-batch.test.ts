import assert from 'node:assert/strict'
import { after, test } from 'node:test'
import { openSqlite } from '../../src/db/sqlite.ts'
import type { Arrival } from '../../src/ingest/arrival.ts'
import { storeBatch } from '../../src/ingest/store-batch.ts'
import { emptyMail } from '../../src/mail/parsed-mail.ts'

const db = openSqlite(':memory:')
after(() => db.destroy())

const mail = (uid: number): Arrival => ({
  uid,
  receivedAt: 0,
  raw: Buffer.from(`mail ${uid}`),
  parsed: { ...emptyMail('unreadable'), kind: 'mail', problem: null, problemCode: null },
})
const batch = {
  mailbox: { id: 1, address: 'support@example.com' },
  folder: { name: 'INBOX', role: 'inbox', uidValidity: '1' },
  mails: [mail(1), mail(2)],
} as const

/** Takes everything but the healthy mail 2, which fails so. */
function failing(error: Error) {
  const stored: string[] = []
  const receive: Parameters<typeof storeBatch>[0]['receive'] = async (_db, { mails }) => {
    if (mails.some(({ uid, parsed }) => uid === 2 && parsed.kind === 'mail')) throw error
    for (const { uid, parsed } of mails) stored.push(`${uid} ${parsed.kind}`)
    return { stored: mails.length, duplicates: 0, broken: 0, threadIds: [] }
  }
  return { stored, receive }
}

const refusals = [
  Object.assign(new Error('invalid byte sequence'), { code: '22021' }),
  Object.assign(new Error('too many values in the bind message'), { code: '08P01' }),
  new RangeError('too many parameter values'),
]
for (const refusal of refusals) {
  test(`a mail that the database does not take is set aside, and the others are stored: ${refusal.message}`, async () => {
    const { stored, receive } = failing(refusal)
    await storeBatch({ db, receive }, batch, 0)
    assert.deepEqual(stored, ['1 mail', '2 broken'])
  })
}

const troubles = [
  Object.assign(new Error('terminating connection'), { code: '57P01' }),
  Object.assign(new Error('could not extend file'), { code: '53100' }),
  Object.assign(new Error('database is locked'), { code: 'SQLITE_BUSY' }),
  Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }),
  new Error('Connection terminated unexpectedly'),
]
for (const trouble of troubles) {
  test(`no healthy mail is set aside because of the database: ${trouble.message}`, async () => {
    const { stored, receive } = failing(trouble)
    await assert.rejects(storeBatch({ db, receive }, batch, 0), trouble)
    assert.deepEqual(stored, [])
  })
}
