import assert from 'node:assert/strict'
import { once } from 'node:events'
import { existsSync, readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import { after, before, describe } from 'node:test'
import { fileURLToPath } from 'node:url'
import { z } from 'zod'
import { translatorFor } from '../../views/locales/index.ts'
import { mailBytes } from '../mail/mail-bytes.ts'
import { htmlLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin, support } from '../support/hoshin.ts'
import { journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()
const corpus = fileURLToPath(new URL('../../../shared/corpora/xss/payloads.jsonl', import.meta.url))
const noCorpus = existsSync(corpus) ? false : `there is no ${corpus}`

describe('what a mail carries', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const options = { skip, windows: () => windows }

  journey('a mail that cannot be read is shown as such, its original byte for byte', options, async () => {
    const parts = Array.from({ length: 600 }, (_, n) => `--x\nContent-Type: text/plain\n\npart ${n}\n`)
    const raw = mailBytes(
      `From: robot@many.example\nTo: ${support.address}\nSubject: 600 parts\n`,
      `MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n${parts.join('')}--x--\n`,
    )
    const id = await hoshin.receive(raw)
    const agent = await windows.open(team.ito, '/inbox?list=broken')
    await agent.locator('.row a.subj', { hasText: '600 parts' }).click()
    const mail = agent.locator('.mail.broken')
    await sees(mail, t('message.broken'))
    await sees(mail, t('problem.too-many-parts'))

    await mail.locator('.menu summary').click()
    const [download] = await Promise.all([
      agent.waitForEvent('download'),
      mail
        .locator('.menu')
        .getByRole('link', { name: t('message.original') })
        .click(),
    ])
    assert.deepEqual(readFileSync(await download.path()), Buffer.from(raw))
    const events = await hoshin.db
      .selectFrom('events')
      .select('actor_id')
      .where('thread_id', '=', id)
      .where('kind', '=', 'original_opened')
      .execute()
    assert.deepEqual(events, [{ actor_id: team.ito.id }])
  })

  journey(
    'HTML mail stands in a frame where nothing runs, its pictures come when asked for',
    options,
    async () => {
      const asked: string[] = []
      const elsewhere = createServer((request, response) => {
        asked.push(request.url ?? '')
        response.writeHead(200, { 'Content-Type': 'image/png' }).end()
      }).listen(0, '127.0.0.1')
      await once(elsewhere, 'listening')
      const address = elsewhere.address()
      const port = typeof address === 'object' && address ? address.port : 0
      const origin = `http://127.0.0.1:${port}`
      windows.allow(origin)
      try {
        const html = `<p>秋の<b>ご案内</b></p><script>top.ran = 1</script>
        <img src="${origin}/pixel.png" onload="top.ran = 2"><a href="javascript:top.ran = 3">押す</a>`
        const letter = { subject: '秋のご案内', messageId: 'autumn@shop.example' }
        const id = await hoshin.receive(htmlLetter(letter, html))
        const agent = await windows.open(team.ito, `/threads/${id}`)
        const frame = agent.locator('iframe.html-body')
        assert.doesNotMatch((await frame.getAttribute('sandbox')) ?? 'allow-scripts', /allow-scripts/)
        await frame.contentFrame().getByText('ご案内').waitFor()
        assert.deepEqual(asked, [])

        await agent.getByRole('link', { name: t('message.images') }).click()
        await until(() => asked.length > 0, { deadline: PATIENCE, what: 'the picture to be asked for' })
        assert.deepEqual(asked, ['/pixel.png'])
        assert.equal(await agent.evaluate(() => 'ran' in window), false)
      } finally {
        elsewhere.close()
      }
    },
  )

  journey(
    'none of the collected attacks runs a script or asks anybody for anything',
    { ...options, skip: skip || noCorpus },
    async () => {
      const payloads = readFileSync(corpus, 'utf8')
        .trim()
        .split('\n')
        .map((line) => attack.parse(JSON.parse(line)).p)
      for (const [n, payload] of payloads.entries())
        hoshin.deliver(htmlLetter({ subject: `attack ${n}`, messageId: `attack-${n}@evil.example` }, payload))
      const ids = await until(
        async () => {
          const rows = await hoshin.db
            .selectFrom('messages')
            .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
            .select(['messages.id', 'message_bodies.html'])
            .where('subject', 'like', 'attack %')
            .execute()
          return rows.length === payloads.length && rows.filter(({ html }) => html).map(({ id }) => id)
        },
        { deadline: 60_000, every: 200, what: 'all attacks to be taken in' },
      )
      assert.ok(ids.length > payloads.length / 2, `only ${ids.length} have an HTML body to look at`)

      const agent = await windows.open(team.ito, '/settings')
      // What an attack that works would do, to show that it would be noticed.
      await agent.route('**/messages/0/body*', (route) =>
        route.fulfill({ contentType: 'text/html', body: '<img src=x onerror="alert(`it works`)">' }),
      )
      const ran: string[] = []
      agent.on('dialog', (dialog) => {
        ran.push(`${dialog.type()} ${dialog.message()}`)
        void dialog.dismiss()
      })
      // Without the sandbox attribute: the frame's own policy and the sanitised HTML have to do.
      await agent.evaluate(
        async (all) => {
          for (let from = 0; from < all.length; from += 25) {
            const frames = all.slice(from, from + 25).map((id) => {
              const frame = document.createElement('iframe')
              frame.src = `/messages/${id}/body?images=0`
              return frame
            })
            await Promise.all(
              frames.map(
                (frame) =>
                  new Promise((resolve) => {
                    frame.addEventListener('load', resolve)
                    document.body.append(frame)
                  }),
              ),
            )
            for (const frame of frames) frame.remove()
          }
        },
        [0, ...ids],
      )
      assert.deepEqual(ran, ['alert it works'])
      assert.match(agent.url(), /\/settings$/, 'a mail led the page away')
    },
  )
})

const attack = z.object({ p: z.string() })
