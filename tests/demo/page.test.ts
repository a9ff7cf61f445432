import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { createPage } from '../../demo/page/page.routes.tsx'
import { type Letter, openPost } from '../../demo/page/post.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { mailBytes } from '../mail/mail-bytes.ts'

const NOW = Date.parse('2026-11-23T03:00:00Z')

describe('the page for playing the customer', () => {
  test('delivers what was written, under the name it was written in', async () => {
    const { post, delivered } = page()
    const answer = await post('/demo/mails', letter)
    assert.equal(answer.status, 303)
    assert.equal(answer.headers.get('location'), '/demo?written=billing')
    const [one] = delivered
    assert.ok(one)
    assert.equal(one.user, 'billing')
    const mail = await parseMail(one.raw)
    assert.deepEqual(mail.from, { name: '青木 春香', address: 'aoki@dental.example' })
    assert.equal(mail.subject, '請求書の件')
    assert.equal(mail.text.trim(), '再発行をお願いします。')
  })

  test('answers a mail of hoshin’s with its references and a quote', async () => {
    const { post, delivered } = page()
    await post('/demo/mails', { ...letter, answers: '1' })
    const mail = await parseMail(delivered[0]?.raw ?? Buffer.alloc(0))
    assert.equal(mail.inReplyTo, 'reply@minato.example')
    assert.deepEqual(mail.references, ['asked@dental.example', 'reply@minato.example'])
    assert.match(mail.text, /^> 明日お送りします。/m)
  })

  test('gives a wrong form back with what was typed and the error', async () => {
    const { post, delivered } = page()
    const answer = await post('/demo/mails', { ...letter, address: 'nobody' })
    assert.equal(answer.status, 422)
    const html = await answer.text()
    assert.match(html, /value="nobody"/)
    assert.match(html, /再発行をお願いします。/)
    assert.match(html, /id="letter-address-error"/)
    assert.equal(delivered.length, 0)
  })

  test('refuses a form that another site sends', async () => {
    const { post, delivered } = page()
    const answer = await post('/demo/mails', letter, { origin: 'http://elsewhere.example' })
    assert.equal(answer.status, 403)
    assert.equal(delivered.length, 0)
  })

  test('lists the mail to customers apart from notifications, newest first', async () => {
    const { get } = page()
    const numbers = async (query: string) =>
      [...(await (await get(`/demo${query}`)).text()).matchAll(/href="\/demo\/mails\/(\d+)"/g)].map(
        ([, id]) => id,
      )
    assert.deepEqual(await numbers(''), ['2', '1'])
    assert.deepEqual(await numbers('?to=customer'), ['1'])
    assert.deepEqual(await numbers('?to=staff'), ['2'])
  })

  test('offers to answer only a mail that a customer got', async () => {
    const { get } = page()
    assert.match(await (await get('/demo/mails/1')).text(), /name="answers" value="1"/)
    assert.doesNotMatch(await (await get('/demo/mails/2')).text(), /name="answers"/)
  })

  test('says in the chosen language that a mail is not there', async () => {
    const { get } = page()
    const answer = await get('/demo/mails/77?lang=en')
    assert.equal(answer.status, 404)
    assert.match(await answer.text(), /There is no such mail/)
    assert.match(answer.headers.get('set-cookie') ?? '', /hoshin_demo_language=en/)
  })

  test('hands hoshin’s session on and leads to the inbox', async () => {
    const { post } = page()
    const answer = await post('/demo/sessions', { person: 'tanaka' })
    assert.equal(answer.headers.get('location'), 'http://127.0.0.1:3000/')
    assert.equal(answer.headers.get('set-cookie'), 'hoshin_session=of-tanaka; Path=/')
    const unknown = await post('/demo/sessions', { person: 'nobody' })
    assert.equal(unknown.headers.get('location'), '/demo?refused=1')
  })
})

const letter: Record<keyof Omit<Letter, 'from' | 'answers'> | 'name' | 'address', string> = {
  mailbox: 'billing',
  name: '青木 春香',
  address: 'aoki@dental.example',
  subject: '請求書の件',
  text: '再発行をお願いします。',
}

const reply =
  mailBytes(`From: =?utf-8?B?${Buffer.from('請求・契約').toString('base64')}?= <billing@minato.example>
To: aoki@dental.example
Subject: Re: Invoice
Message-ID: <reply@minato.example>
In-Reply-To: <asked@dental.example>
References: <asked@dental.example>
MIME-Version: 1.0
Content-Type: text/plain; charset=utf-8
Content-Transfer-Encoding: 8bit

明日お送りします。
`)
const notification = mailBytes(`From: hoshin <hoshin@minato.example>
To: tanaka@minato.example
Subject: [policy] Invoice
Message-ID: <notice@minato.example>

Please decide.
`)

function page() {
  const delivered: { user: string; raw: Buffer }[] = []
  const post = openPost({
    imap: { deliver: async (user, raw) => void delivered.push({ user, raw }) },
    smtp: {
      mails: [
        { id: 1, at: NOW, envelope: { from: '', to: ['aoki@dental.example'] }, raw: Buffer.from(reply) },
        {
          id: 2,
          at: NOW,
          envelope: { from: '', to: ['tanaka@minato.example'] },
          raw: Buffer.from(notification),
        },
      ],
    },
  })
  const app = createPage({
    inbox: 'http://127.0.0.1:3000',
    self: new URL('http://127.0.0.1:3001'),
    assets: { addresses: () => ({ css: ['/assets/app.css'], js: '', icon: '' }), open: async () => null },
    css: Buffer.from(''),
    post,
    signIn: async ({ key }) => `hoshin_session=of-${key}; Path=/`,
    clock: () => NOW,
  })
  const url = (path: string) => `http://127.0.0.1:3001${path}`
  return {
    delivered,
    get: async (path: string) => app.request(url(path), { headers: { 'accept-language': 'ja' } }),
    post: async (path: string, fields: Record<string, string>, headers: Record<string, string> = {}) =>
      app.request(url(path), {
        method: 'POST',
        body: new URLSearchParams(fields),
        headers: { origin: 'http://127.0.0.1:3001', 'accept-language': 'ja', ...headers },
      }),
  }
}
