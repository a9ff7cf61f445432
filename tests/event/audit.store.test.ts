import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { listAudited } from '../../src/event/audit.store.ts'
import { recordEvent } from '../../src/event/record-event.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser } from '../web/app.ts'

const first = {
  ...{ name: '管理 花子', reading: '', email: 'admin@example.jp', password: 'correct horse battery' },
  ...{ locale: 'ja', timeZone: 'Asia/Tokyo' },
}

eachDatabase((_name, open) => {
  describe('the record for administrators', () => {
    let db: Db
    let admin: Browser
    beforeEach(async () => {
      db = await open()
      admin = appOn(db).browser()
      await admin.post('/first-run', first)
    })
    const page = async (path = '/admin/events') => (await admin.get(path)).text()

    it('says in words who did what, newest first', async () => {
      const cast = await openCast(db)
      await admin.post(`/admin/people/${cast.ids.ito}`, {
        name: '伊藤 咲',
        reading: 'いとう さき',
        title: '',
      })
      await admin.post('/admin/groups', { name: '物流', reading: '', members: String(cast.ids.ito) })
      await recordEvent(db, {
        ...{ at: START, kind: 'membership_changed', mailboxId: cast.support, threadId: null, actorId: 1 },
        facts: { account: cast.ids.sato, before: 'agent', after: 'supervisor' },
      })
      const text = await page()
      const told = [
        '佐藤 恵の権限（サポート窓口）: オペレーター → 責任者',
        'グループ「物流」を作成',
        '伊藤 咲を変更: 氏名、ふりがな',
        '管理 花子が参加',
      ]
      const places = told.map((words) => text.indexOf(words))
      assert.ok(!places.includes(-1), `${places}`)
      assert.deepEqual(
        places,
        [...places].sort((a, b) => a - b),
      )
    })

    it('leaves out what belongs to threads, and what only open pages hear', async () => {
      const cast = await openCast(db)
      await cast.arrive({})
      const kinds = (await listAudited(db, { limit: 100 })).audited.map(({ kind }) => kind)
      assert.deepEqual([...new Set(kinds)].sort(), ['account_joined', 'signed_in'])
    })

    it('goes on page by page without a gap', async () => {
      const at = { mailboxId: null, threadId: null, actorId: 1 }
      for (let n = 0; n < 5; n++) await recordEvent(db, { ...at, at: START + n, kind: 'signed_in' })
      const all = (await listAudited(db, { limit: 100 })).audited.map(({ id }) => id)
      const paged: number[] = []
      let before: number | null | undefined
      do {
        const { audited, nextBefore } = await listAudited(db, { before: before ?? undefined, limit: 2 })
        paged.push(...audited.map(({ id }) => id))
        before = nextBefore
      } while (before !== null)
      assert.deepEqual(paged, all)
    })

    it('survives facts that another version wrote', async () => {
      await recordEvent(db, {
        ...{ at: START, kind: 'account_changed', mailboxId: null, threadId: null, actorId: null },
        facts: { account: 'x', what: 'fingerprint', joined: 7 },
      })
      assert.match(await page(), /（登録のない人）を変更: その他/)
    })

    it('does not exist for anybody else', async () => {
      const outsider = appOn(db).browser()
      assert.notEqual((await outsider.get('/admin/events')).status, 200)
    })
  })
})
