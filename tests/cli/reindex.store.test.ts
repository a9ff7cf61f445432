import assert from 'node:assert/strict'
import { it } from 'node:test'
import { hoshin } from './hoshin.ts'
import { onEachKind, withMails } from './stored-mail.ts'

const mail = ['From: a@customer.example', 'Subject: x', '', 'hello', ''].join('\r\n')

onEachKind((make) => {
  it('reindex beside an open database says how much can be found, as often as it is run', async () => {
    const { db, path } = await make()
    try {
      await withMails(db, [mail])
      for (let run = 0; run < 2; run++) {
        const ended = await hoshin(['--config', path, 'reindex'])
        assert.deepEqual([ended.code, ended.out.toString()], [0, '2 entries can be found.\n'], ended.err)
      }
      const entries = await db.selectFrom('search_entries').select('kind').execute()
      // The mail and its thread's customer.
      assert.deepEqual(entries.map(({ kind }) => kind).sort(), ['customer', 'message'])
    } finally {
      await db.destroy()
    }
  })
})
