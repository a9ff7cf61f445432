import { after, before, describe } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { defaultMailLimits } from '../../src/mail/parsed-mail.ts'
import { missing } from '../support/missing.ts'
import { type Postgres, startPostgres } from '../support/postgres.ts'
import { workplace } from './hoshin.ts'

export const received = Date.UTC(2026, 6, 1, 0, 0)

/** A suite for commands that only read, on either kind of database; `make` gives one with its configuration. */
export function onEachKind(suite: (make: MakeDatabase) => void): void {
  const place = workplace()
  after(() => place.remove())
  const making = (url: () => Promise<string>) => async () => {
    const address = await url()
    const { db } = await openReady(address)
    const path = place.config(`[database]\nurl = ${JSON.stringify(address)}\n`, `${crypto.randomUUID()}.toml`)
    return { db, path }
  }

  describe('on sqlite', () =>
    suite(making(async () => `sqlite:${place.folder}/${crypto.randomUUID()}/hoshin.db`)))

  const skip = process.env.HOSHIN_TEST_QUICK === '1' ? 'a quick run' : missing('postgres')
  describe('on postgres', { skip }, () => {
    let server: Postgres | undefined
    before(async () => {
      server = await startPostgres()
    })
    after(() => server?.stop())
    suite(
      making(async () => {
        if (!server) throw new Error('PostgreSQL is not started yet')
        return server.createDatabase()
      }),
    )
  })
}

export type MakeDatabase = () => Promise<{ db: Db; path: string }>

/** A mailbox `support` with these mails taken in, one minute after the other. */
export async function withMails(db: Db, raws: readonly (string | Uint8Array)[]): Promise<void> {
  const { id } = await db
    .insertInto('mailboxes')
    .values({
      key: 'support',
      name: 'サポート',
      address: 'support@example.jp',
      time_zone: 'Asia/Tokyo',
      signature: '',
      retired_at: null,
      created_at: received,
    })
    .returning('id')
    .executeTakeFirstOrThrow()
  const mails = await Promise.all(
    raws.map(async (raw, index) => {
      const bytes = Buffer.from(raw)
      const parsed = await parseMail(bytes, defaultMailLimits)
      return { uid: index + 1, receivedAt: received + index * 60_000, raw: bytes, parsed }
    }),
  )
  const folder = { name: 'INBOX', role: 'inbox', uidValidity: '1' } as const
  await receiveMessages(db, { mailbox: { id, address: 'support@example.jp' }, folder, mails }, received)
}
