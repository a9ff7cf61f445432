import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import { disableAccount } from '../../src/account/disable-account.ts'
import { setRoute } from '../../src/escalation/set-route.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { leaseDue } from '../../src/notification/mail-lease.store.ts'
import { routeTroubleMail } from '../../src/notification/mail-route-trouble.ts'
import { examineRoutes } from '../../src/route/examine-routes.ts'
import { route, rung } from '../escalation/world.ts'
import { addAccount, addMembership, type Cast, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const sender = {
  from: { name: 'hoshin', address: 'hoshin@minato.example' },
  publicUrl: 'https://hoshin.example',
  secret: 's',
  now: START,
}

eachDatabase((_name, open) => {
  describe('the mail that warns of a route', () => {
    let cast: Cast
    beforeEach(async () => {
      cast = await openCast(await open())
      const kondo = await addAccount(cast.db, '近藤 修', 'kondo@minato.example')
      await addMembership(cast.db, cast.support, { account: kondo }, 'supervisor')
      const ladder = [rung(2, { primaryId: cast.ids.sato, backupId: kondo })]
      const admin = await cast.viewer(cast.ids.admin)
      const wanted = { mailboxId: cast.support, route: { ...route, ladder }, replaces: 0 }
      await setRoute(cast.db, admin, wanted, START)
      await disableAccount(cast.db, kondo, cast.ids.admin, START)
      await examineRoutes(cast.db, 'Asia/Tokyo', START)
    })

    it('names the row, the person and the page that mends it', async () => {
      const [leased] = await leaseDue(cast.db, START)
      assert.ok(leased)
      const mail = await routeTroubleMail(cast.db, leased, sender)
      assert.ok(mail)
      const { subject, text } = await parseMail(Buffer.from(mail.raw))
      assert.match(subject, /「サポート窓口」のエスカレーションルートが止まるおそれ/)
      assert.match(text, /係長：近藤 修さんは停止中です。別の人を選んでください/)
      assert.ok(text.includes(`https://hoshin.example/mailboxes/${cast.support}/route`))
    })

    it('is not sent any more once the route was mended, or to whoever could not mend it', async () => {
      const [leased] = await leaseDue(cast.db, START)
      assert.ok(leased)
      const other = { ...leased, account_id: cast.ids.ito }
      assert.equal(await routeTroubleMail(cast.db, other, sender), null)
      const { sato, admin } = cast.ids
      const ladder = [rung(2, { primaryId: sato, backupId: admin, calls: [] })]
      const wanted = { mailboxId: cast.support, route: { ...route, ladder }, replaces: 1 }
      await setRoute(cast.db, await cast.viewer(admin), wanted, START)
      assert.equal(await routeTroubleMail(cast.db, leased, sender), null)
    })
  })
})
