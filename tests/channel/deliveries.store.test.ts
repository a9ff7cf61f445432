import assert from 'node:assert/strict'
import { createServer, type RequestListener, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { after, beforeEach, describe, it } from 'node:test'
import { addChannel, removeChannel } from '../../src/channel/change-channels.ts'
import { channelsOf } from '../../src/channel/channel.store.ts'
import { LEASE, leaseDeliveries, settleDelivery } from '../../src/channel/delivery.store.ts'
import { recordCall } from '../../src/channel/record-call.ts'
import { sendDueDeliveries } from '../../src/channel/send-due-deliveries.ts'
import { acceptEscalation } from '../../src/escalation/accept-escalation.ts'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { setRoute } from '../../src/escalation/set-route.ts'
import { takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import { route as ladders } from '../escalation/world.ts'
import { addAccount, addMembership, type Cast, MINUTE, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

/** What a request left at the server. */
type Got = { path: string; body: string }

eachDatabase((_name, open) => {
  describe('a call by chat and telephone', () => {
    let cast: Cast
    let escalationId: number
    let kondo: number
    const servers: Server[] = []
    after(() => {
      for (const server of servers) {
        server.closeAllConnections()
        server.close()
      }
    })

    beforeEach(async () => {
      cast = await openCast(await open())
      kondo = await addAccount(cast.db, '近藤 修', 'kondo@minato.example')
      await addMembership(cast.db, cast.support, { account: kondo }, 'supervisor')
    })

    const serve = async (listener?: RequestListener) => {
      const got: Got[] = []
      const server = createServer((asked, answer) => {
        let body = ''
        asked.on('data', (part) => {
          body += part
        })
        asked.on('end', () => {
          got.push({ path: asked.url ?? '', body })
          if (listener) listener(asked, answer)
          else answer.end('ok')
        })
      }).listen(0, '127.0.0.1')
      servers.push(server)
      await new Promise((resolve) => server.once('listening', resolve))
      return { got, url: `http://localhost:${(server.address() as AddressInfo).port}/hook/s3cr3t` }
    }
    const add = async (url: string, kind: 'slack' | 'generic' | 'telephone' = 'generic') => {
      const wanted = { mailboxId: cast.support, kind, name: '部屋', url, token: 'a key of many letters' }
      const added = await addChannel(
        cast.db,
        await cast.viewer(cast.ids.sato),
        { ...wanted, locale: 'ja' },
        START,
      )
      assert.ok('channelId' in added, JSON.stringify(added))
      return added.channelId
    }
    /** 佐藤 is called by chat, after 10 minutes by phone, and after 30 it is 近藤's. */
    const raise = async () => {
      const [two] = ladders.ladder
      if (!two) throw new Error('the ladder has a rung')
      const ladder = [{ ...two, primaryId: cast.ids.sato, backupId: kondo }]
      await setRoute(
        cast.db,
        await cast.viewer(cast.ids.sato),
        { mailboxId: cast.support, route: { ...ladders, ladder }, replaces: 0 },
        START,
      )
      const thread = await cast.arrive({ subject: '値引きの件' })
      const made = await raiseEscalation(
        cast.db,
        await cast.viewer(cast.ids.ito),
        {
          ...{ threadId: thread.id, kind: 'instruction', level: null, levelReason: '', of: null },
          criteria: { urgency: 1, expertise: 1, impact: 1 },
          report: { ...emptyReport(), wanted: '値引きしてよいか' },
          ...{ wantedBy: null, commentId: null, messageId: null },
        },
        START,
      )
      assert.ok('escalationId' in made, JSON.stringify(made))
      escalationId = made.escalationId
      return thread
    }
    const at = (minutes: number) => START + minutes * MINUTE
    const send = (minutes: number, timeLimit = 5_000) =>
      sendDueDeliveries(cast.db, {
        post: { allow: new Set(['localhost']), timeLimit },
        publicUrl: 'https://hoshin.example',
        clock: () => at(minutes),
      })
    const tick = (minutes: number) => takeDueSteps(cast.db, () => at(minutes))
    const rows = () => cast.db.selectFrom('channel_deliveries').selectAll().orderBy('id').execute()
    const outcome = async () => {
      const row = (await rows()).at(-1)
      return { state: row?.state, problem: row?.problem, words: row?.problem_words, next: row?.next_at }
    }

    it('is ordered with its step and written to the chat, with a link that asks to sign in', async () => {
      const { got, url } = await serve()
      await add(url)
      const thread = await raise()
      assert.deepEqual(await send(0), { sent: 1, failed: 0, needless: 0 })
      assert.deepEqual(await send(1), { sent: 0, failed: 0, needless: 0 })
      const said = JSON.parse(got[0]?.body ?? '')
      assert.match(said.title, /佐藤 恵/)
      assert.deepEqual(said.lines.slice(0, 2), ['件名: 値引きの件', '判断してほしいこと: 値引きしてよいか'])
      assert.equal(said.url, `https://hoshin.example/threads/${thread.id}#escalation`)
      const steps = await cast.db.selectFrom('escalation_steps').select('channel').execute()
      assert.deepEqual(steps, [{ channel: 'chat' }])
    })

    it('tells nothing of a restricted thread', async () => {
      const { got, url } = await serve()
      await add(url, 'slack')
      const thread = await raise()
      await cast.db.updateTable('threads').set({ restricted_at: START }).where('id', '=', thread.id).execute()
      await send(0)
      assert.equal(got.length, 1)
      assert.doesNotMatch(got[0]?.body ?? '', /値引き/)
    })

    it('is tried again after an error, and fails once the next person is called', async () => {
      const { got, url } = await serve((_, answer) => answer.writeHead(500).end('oops'))
      await add(url)
      await raise()
      await send(0)
      assert.deepEqual(await outcome(), {
        ...{ state: 'queued', problem: 'busy', words: '500 oops', next: at(1) },
      })
      for (const minutes of [0.5, 1, 3, 8, 23]) await send(minutes)
      assert.equal(got.length, 5)
      assert.deepEqual(await outcome(), {
        ...{ state: 'failed', problem: 'busy', words: '500 oops', next: null },
      })
      assert.equal(await tick(30), 1, 'the alarm goes on')
    })

    it('fails with clear words at a redirect into the private network, which nobody follows', async () => {
      const inner = await serve()
      const { url } = await serve((_, answer) => answer.writeHead(302, { location: inner.url }).end())
      await add(url)
      await raise()
      await send(0)
      assert.deepEqual(await outcome(), { state: 'failed', problem: 'redirect', words: '302', next: null })
      assert.equal(inner.got.length, 0)
    })

    it('waits for no server that keeps silent or cuts the connection', async () => {
      const silent = await serve(() => {})
      const cut = await serve((asked) => asked.socket.destroy())
      await add(silent.url)
      await add(cut.url)
      await raise()
      assert.deepEqual(await send(0, 300), { sent: 0, failed: 2, needless: 0 })
      const all = await rows()
      assert.deepEqual(
        all.map((row) => [row.state, row.problem]),
        [
          ['queued', 'timeout'],
          ['queued', 'unreachable'],
        ],
      )
    })

    it('posts nowhere that the configuration does not allow', async () => {
      const { got, url } = await serve()
      await add(url.replace('localhost', '127.0.0.1'))
      await raise()
      await send(0)
      assert.equal((await outcome()).problem, 'insecure')
      assert.equal(got.length, 0)
    })

    it('goes out again after its sender died, and the dead one settles nothing', async () => {
      const { got, url } = await serve()
      await add(url)
      await raise()
      const [dead] = await leaseDeliveries(cast.db, 10, START)
      assert.ok(dead)
      assert.deepEqual(await leaseDeliveries(cast.db, 10, START + LEASE - 1), [])
      assert.deepEqual(await send(1), { sent: 1, failed: 0, needless: 0 })
      const late = { is: 'failed', problem: 'busy', words: '', isFinal: true } as const
      await settleDelivery(cast.db, dead, late, at(2))
      assert.equal((await outcome()).state, 'sent')
      assert.equal(got.length, 1)
    })

    it('is not written any more once somebody has accepted', async () => {
      const { got, url } = await serve()
      await add(url)
      await raise()
      await acceptEscalation(cast.db, await cast.viewer(cast.ids.sato), escalationId, START)
      assert.deepEqual(await send(0), { sent: 0, failed: 0, needless: 1 })
      assert.equal(got.length, 0)
    })

    it('forgets the secrets of a channel that was removed, and says so of what was still to be sent', async () => {
      const { url } = await serve()
      const channelId = await add(url)
      await raise()
      const sato = await cast.viewer(cast.ids.sato)
      const ito = await cast.viewer(cast.ids.ito)
      const which = { mailboxId: cast.support, channelId }
      assert.equal(await removeChannel(cast.db, ito, which, START), false)
      assert.equal(await removeChannel(cast.db, sato, which, START), true)
      assert.deepEqual(await channelsOf(cast.db, cast.support), [])
      const kept = await cast.db.selectFrom('channels').select(['url', 'token']).execute()
      assert.deepEqual(kept, [{ url: '', token: '' }])
      await send(0)
      assert.equal((await outcome()).problem, 'removed')
    })

    it('asks the assignee, else the reporter, to telephone, and gives the gateway the number', async () => {
      const { got, url } = await serve()
      await add(url, 'telephone')
      await cast.db
        .updateTable('accounts')
        .set({ phone: '+81 90-0000-0000' })
        .where('id', '=', cast.ids.sato)
        .execute()
      await raise()
      assert.deepEqual(await send(0), { sent: 0, failed: 0, needless: 0 })
      assert.equal(await tick(10), 1)
      await send(10)
      assert.deepEqual(JSON.parse(got[0]?.body ?? '').call, { name: '佐藤 恵', number: '+81 90-0000-0000' })
      const [call] = await cast.db.selectFrom('phone_calls').selectAll().execute()
      assert.deepEqual(
        [call?.account_id, call?.caller_id, call?.outcome],
        [cast.ids.sato, cast.ids.ito, null],
      )
      const told = await cast.told(cast.ids.ito)
      assert.deepEqual(
        told.map(({ kind }) => kind),
        ['call_wanted'],
      )
    })

    it('says that a gateway had no number to ring', async () => {
      const { got, url } = await serve()
      await add(url, 'telephone')
      await raise()
      await tick(10)
      await send(10)
      assert.equal((await outcome()).problem, 'no-number')
      assert.equal(got.length, 0)
    })

    it('keeps what came of a call in the history, once, while the clock goes on', async () => {
      await raise()
      await tick(10)
      const [call] = await cast.db.selectFrom('phone_calls').selectAll().execute()
      const ito = await cast.viewer(cast.ids.ito)
      const input = { callId: call?.id ?? 0, outcome: 'no_answer', note: '留守番電話' } as const
      const stranger = await cast.viewer(cast.ids.stranger)
      assert.deepEqual(await recordCall(cast.db, stranger, input, at(11)), { refused: 'not-found' })
      assert.ok('escalationId' in (await recordCall(cast.db, ito, input, at(11))))
      const again = await recordCall(cast.db, ito, input, at(12))
      assert.ok('refused' in again && again.refused === 'done-already')
      const steps = await cast.db
        .selectFrom('escalation_steps')
        .select(['action', 'channel', 'actor_id', 'words'])
        .orderBy('seq')
        .execute()
      assert.deepEqual(steps.at(-1), {
        ...{ action: 'phoned', channel: 'phone', actor_id: cast.ids.ito, words: 'no_answer\n留守番電話' },
      })
      const calls = await cast.db.selectFrom('phone_calls').select('id').execute()
      assert.equal(calls.length, 1)
      assert.equal(await tick(30), 1)
    })
  })
})
