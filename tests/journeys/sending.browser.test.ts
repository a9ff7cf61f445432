import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { hanako, type Letter, plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin, support } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'
import { sentTo, startSmtpSink } from '../support/smtp-sink.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()
const HOUR = 3600_000

describe('sending', { skip }, () => {
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

  journey('an answer from another mail program warns whoever is writing', options, async () => {
    const id = await receive('納期の確認', 'asked')
    const agent = await windows.open(team.ito, `/threads/${id}/reply`)
    const composer = agent.locator('form.composer')
    await composer.locator('[name=body]').fill('来週火曜にお届けします。')

    hoshin.deliverSent(
      plainLetter({
        ...{ subject: 'Re: 納期の確認', text: '明日お届けします。', messageId: 'elsewhere@minato.example' },
        ...{ from: { name: '田中', address: support.address }, references: ['asked@midori.example'] },
      }),
    )
    await agent.locator('#new-mail').waitFor()
    await button(composer, t('reply.send_done')).click()

    await composer.locator('.changed', { hasText: '明日お届けします。' }).waitFor()
    await sees(composer, t('reply.changed'))
    assert.equal(await composer.locator('[name=body]').inputValue(), '来週火曜にお届けします。')
    assert.equal(sentFor('納期の確認').length, 0)
    await agent.locator('.mail.outbound', { hasText: '明日お届けします。' }).waitFor()

    await button(composer, t('reply.confirm_send')).click()
    await agent.locator('.sending-sent').waitFor()
    assert.equal(sentFor('納期の確認').length, 1)
  })

  journey('a policy that comes while a saved draft is open warns as well', options, async () => {
    const id = await receive('値引きの相談', 'discount')
    const agent = await windows.open(team.ito, `/threads/${id}/reply`)
    const composer = agent.locator('form.composer')
    await composer.locator('[name=body]').fill('5% お引きします。')
    await composer.locator('.saved', { hasText: /\d\d:\d\d/ }).waitFor()

    const supervisor = await windows.open(team.sato, `/threads/${id}/policies/new`)
    await supervisor.getByLabel(t('policy.instruction')).fill('値引きはしないこと。')
    await supervisor.getByLabel(t('policy.reply_by')).selectOption('anyone')
    await button(supervisor, t('policy.save')).click()
    await agent.locator('.policy .order', { hasText: '値引きはしないこと。' }).waitFor()

    await button(composer, t('reply.send_done')).click()
    await composer.locator('.changed').waitFor()
    assert.equal(await composer.locator('[name=body]').inputValue(), '5% お引きします。')
    await composer.locator('[name=body]').fill('お値引きはいたしかねます。')
    await button(composer, t('reply.confirm_send')).click()
    await agent.locator('.sending-sent').waitFor()
    assert.equal(sentFor('値引きの相談').length, 1)
  })

  journey(
    'files that are too large are held back, and nothing that was written is lost',
    options,
    async () => {
      const id = await receive('大きな添付', 'large')
      const agent = await windows.open(team.ito, `/threads/${id}/reply`)
      const composer = agent.locator('form.composer')
      const files = composer.locator('[name=files]')
      const limit = Number(await files.getAttribute('data-limit')) / 1_048_576
      await sees(composer, t('reply.files_limit', { limit: Math.round(limit) }))
      // Thirty megabytes would make the test slow and prove no more.
      await files.evaluate((input) => input.setAttribute('data-limit', '10'))
      const file = (text: string) => ({ name: '見積.txt', mimeType: 'text/plain', buffer: Buffer.from(text) })
      await files.setInputFiles(file('12345678901'))
      await composer.locator('[data-files-refused]').waitFor()
      await composer.locator('[name=body]').fill('お見積りです。')
      await button(composer, t('reply.send_done')).click()
      assert.equal(await agent.locator('.mail.outbound').count(), 0)
      assert.equal(await composer.locator('[name=body]').inputValue(), 'お見積りです。')

      await files.setInputFiles(file('1234567890'))
      assert.equal(await composer.locator('[data-files-refused]').count(), 0)
      await button(composer, t('reply.send_done')).click()
      await agent.locator('.mail.outbound', { hasText: '見積.txt' }).waitFor()
    },
  )

  journey('the same form sent twice is one mail', options, async () => {
    const id = await receive('二度押し', 'twice')
    const agent = await windows.open(team.ito, `/threads/${id}/reply`)
    await agent.locator('form.composer [name=body]').fill('承知しました。')
    const answers = await agent.evaluate(async () => {
      const form = document.querySelector<HTMLFormElement>('form.composer')
      if (!form) return []
      const body = new FormData(form)
      body.set('after', 'done')
      const request = { method: 'POST', body }
      const both = await Promise.all([fetch(form.action, request), fetch(form.action, request)])
      return [...both, await fetch(form.action, request)].map(({ status }) => status)
    })
    assert.deepEqual(answers, [200, 200, 200])
    await roundOfSending('次の便')
    assert.equal(sentFor('二度押し').length, 1)
    await agent.goto(`/threads/${id}`)
    assert.equal(await agent.locator('.mail.outbound').count(), 1)
  })

  journey('while the server is down a reply waits, and goes once when it is back', options, async () => {
    const id = await receive('サーバー停止', 'down')
    const agent = await windows.open(team.ito, `/threads/${id}/reply`)
    const { port } = hoshin.sink
    await hoshin.sink.stop()
    await answer(agent, '承知しました。')
    const sending = agent.locator('.sending-queued')
    await sending.locator('.said').waitFor()
    await sees(sending, new RegExp(String(port)))
    await sees(agent.locator('#rail'), t('shell.cannot_send', { mailbox: support.name }))

    await using back = await startSmtpSink({}, port)
    hoshin.forward(2 * HOUR)
    await agent.locator('.sending-sent').waitFor()
    assert.equal(back.mails.filter(sentTo(hanako.address)).length, 1)
  })

  journey(
    'a mail that the server refuses has failed, in its words, and can be sent again',
    options,
    async () => {
      await using sink = await startSmtpSink({ refuse: { [hanako.address]: 550 } }, hoshin.sink.port)
      const id = await receive('宛先不明', 'refused')
      const agent = await windows.open(team.ito, `/threads/${id}/reply`)
      await answer(agent, '承知しました。')
      const failed = agent.locator('.sending-failed')
      await sees(failed, /550/)
      await agent.goto('/inbox?list=failed')
      await agent.locator('.row', { hasText: '宛先不明' }).waitFor()

      sink.behaviour.refuse = {}
      await agent.goto(`/threads/${id}`)
      await button(failed, t('outbox.attempt')).click()
      await agent.locator('.sending-sent').waitFor()
      assert.equal(sink.mails.filter(sentTo(hanako.address)).length, 1)
    },
  )

  journey('nobody knows: the reply waits for a person, and never goes again by itself', options, async () => {
    await using sink = await startSmtpSink({ closeAfterData: true }, hoshin.sink.port)
    const id = await receive('結果不明', 'uncertain')
    const agent = await windows.open(team.ito, `/threads/${id}/reply`)
    await answer(agent, '承知しました。')
    const uncertain = agent.locator('.sending-uncertain')
    await sees(uncertain, t('outbox.uncertain_next'))

    sink.behaviour.closeAfterData = false
    hoshin.forward(24 * HOUR)
    await roundOfSending('その次の便', sink.mails)
    assert.equal(sentFor('結果不明', sink.mails).length, 1)

    await button(uncertain, t('outbox.was_sent')).click()
    await agent.locator('.sending-sent').waitFor()
    assert.equal(sentFor('結果不明', sink.mails).length, 1)
  })

  function receive(subject: string, id: string): Promise<number> {
    const letter: Letter = { subject, text: 'ご連絡ください。', messageId: `${id}@midori.example` }
    return hoshin.receive(plainLetter(letter))
  }

  function sentFor(subject: string, mails = hoshin.sink.mails) {
    return mails.filter(sentTo(hanako.address, subject))
  }

  /** Another reply that went out shows that the sender has looked at everything that was due. */
  async function roundOfSending(subject: string, mails = hoshin.sink.mails) {
    const id = await receive(subject, `round-${crypto.randomUUID()}`)
    const page = await windows.open(team.tanaka, `/threads/${id}/reply`)
    await answer(page, '承知しました。')
    await until(() => sentFor(subject, mails).length > 0, { deadline: PATIENCE, what: 'another reply' })
  }
})

describe('the outbox', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin({ pause: 600 })
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })

  journey(
    'a reply can be taken back within the pause, and its draft is there again',
    { skip, windows: () => windows },
    async () => {
      const letter = { subject: '早まった返信', text: 'いつ届きますか。', messageId: 'early@midori.example' }
      const id = await hoshin.receive(plainLetter(letter))
      const agent = await windows.open(team.ito, `/threads/${id}/reply`)
      await agent.locator('form.composer [name=files]').setInputFiles({
        name: '見積.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('10,000 円'),
      })
      await answer(agent, '明日届きます。')
      await agent.locator('.sending-queued').waitFor()

      await agent.goto('/outbox')
      const entry = agent.locator('article.mail', { hasText: letter.subject })
      await button(entry, t('outbox.cancel')).click()
      await agent.locator('.sending-cancelled').waitFor()
      await agent.locator('.seg .on.st-in_progress').waitFor()

      await agent.getByRole('link', { name: t('reply.resume') }).click()
      const composer = agent.locator('form.composer')
      assert.match(await composer.locator('[name=body]').inputValue(), /^明日届きます。/)
      assert.match(await composer.locator('[name=to]').inputValue(), /hanako@midori\.example/)
      await composer.locator('.files', { hasText: '見積.txt' }).waitFor()
      assert.equal(hoshin.sink.mails.filter(sentTo(hanako.address)).length, 0)
    },
  )
})

async function answer(page: Page, words: string): Promise<void> {
  const composer: Locator = page.locator('form.composer')
  await composer.locator('[name=body]').fill(words)
  await button(composer, t('reply.send_done')).click()
  await page.locator('.mail.outbound', { hasText: words }).first().waitFor()
}
