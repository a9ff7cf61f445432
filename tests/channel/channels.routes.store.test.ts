import assert from 'node:assert/strict'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, before, describe, it } from 'node:test'
import { hashPassword } from '../../src/account/hash-password.ts'
import { type Cast, openCast } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'
import { appOn, type Browser } from '../web/app.ts'

const PASSWORD = 'correct horse battery'
const SECRET = '/hook/very-secret-path'

eachDatabase((_name, open) => {
  describe('the page of channels', () => {
    let cast: Cast
    let page: string
    let server: Server
    let port: number
    const got: string[] = []
    let status = 200
    before(async () => {
      cast = await openCast(await open())
      page = `/mailboxes/${cast.support}/channels`
      server = createServer((asked, answer) => {
        got.push(asked.url ?? '')
        answer.writeHead(status).end('no such hook: very-secret-path')
      }).listen(0, '127.0.0.1')
      await new Promise((resolve) => server.once('listening', resolve))
      port = (server.address() as AddressInfo).port
      await cast.db
        .updateTable('accounts')
        .set({ password_hash: await hashPassword(PASSWORD) })
        .execute()
    })
    after(() => server.close())

    const signIn = async (email: string): Promise<{ browser: Browser; lines: string[] }> => {
      const app = appOn(cast.db)
      const config = { ...app.deps.config, channelHosts: new Set(['localhost']) }
      const allowed = appOn(cast.db, { config })
      const browser = allowed.browser()
      await browser.post('/sessions', { email, password: PASSWORD })
      return { browser, lines: allowed.lines }
    }
    const channel = () => ({
      ...{ kind: 'slack', name: '営業の部屋', token: '', locale: 'ja' },
      url: `http://localhost:${port}${SECRET}`,
    })

    it('adds one, tests it, says in words what the server answered, and never shows the address whole', async () => {
      const { browser, lines } = await signIn('sato@minato.example')
      const added = await browser.post(page, channel())
      assert.equal(added.status, 303)
      const [row] = await cast.db.selectFrom('channels').selectAll().execute()
      const well = await browser.post(`${page}/${row?.id}`, { act: 'test' })
      const said = await well.text()
      assert.match(said, /届きました。相手の返事: 200/)
      assert.deepEqual(got, [SECRET])
      status = 404
      const badly = await (await browser.post(`${page}/${row?.id}`, { act: 'test' })).text()
      assert.match(badly, /届きませんでした。相手が受け取りませんでした/)
      const all = [said, badly, await (await browser.get(page)).text(), ...lines].join('\n')
      assert.match(all, /営業の部屋/)
      assert.ok(!all.includes(SECRET))
    })

    it('keeps what was typed, but no token, beside what is wrong', async () => {
      const { browser } = await signIn('sato@minato.example')
      const answer = await browser.post(page, { ...channel(), kind: 'generic', token: 'too short' })
      const words = await answer.text()
      assert.equal(answer.status, 422)
      assert.match(words, /鍵は 16 文字以上にしてください/)
      assert.match(words, /value="営業の部屋"/)
      assert.ok(!words.includes('too short'))
    })

    it('is not there for somebody who does not supervise the mailbox', async () => {
      const { browser } = await signIn('ito@minato.example')
      assert.equal((await browser.get(page)).status, 404)
      assert.equal((await browser.post(page, channel())).status, 404)
    })
  })
})
