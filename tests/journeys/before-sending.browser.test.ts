import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Locator, Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { hanako, plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'
import { sentTo } from '../support/smtp-sink.ts'

const ja = translatorFor('ja')
const en = translatorFor('en')
const skip = missingForJourneys()
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true }

describe('before a reply goes', { skip }, () => {
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
  const receive = async (subject: string, from: { name: string; address: string } = hanako) => {
    hoshin.deliver(
      plainLetter({ subject, text: '在庫はありますか。', messageId: `${Date.now()}@shop.example`, from }),
    )
    let id = 0
    await until(
      async () => {
        const row = await hoshin.db
          .selectFrom('threads')
          .select('id')
          .where('subject', '=', subject)
          .executeTakeFirst()
        id = row?.id ?? 0
        return id > 0
      },
      { deadline: PATIENCE, every: 100, what: 'the mail to be taken in' },
    )
    return id
  }
  const sent = (address: string) => hoshin.sink.mails.filter(sentTo(address))

  journey(
    'one question stands between the form and the outbox, and only where there is something to say',
    options,
    async () => {
      const supervisor = await windows.open(team.sato, `/mailboxes/${hoshin.mailboxId}/sending-checks`)
      await supervisor.locator('[name=on_addressee]').check()
      await supervisor.locator('[name=words_caution]').fill('返金')
      await supervisor.locator('[name=pause]').fill('0')
      await button(supervisor, ja('common.save')).click()
      await sees(supervisor, ja('check_page.saved'))

      const id = await receive('在庫について')
      const agent = await windows.open(team.ito, `/threads/${id}/reply`)
      const composer = agent.locator('form.composer')
      await composer.locator('[name=body]').fill('佐々木様\n\n○○を添付します。\n> 返金')
      await button(composer, ja('reply.send_done')).click()

      const question = agent.locator('.asks')
      await sees(question, ja('check.title'))
      await sees(question, ja('finding.addressee_wrong', { what: '佐々木様', meant: hanako.name }))
      await sees(question, ja('finding.placeholder', { what: '○○' }))
      await sees(question, ja('finding.attachment', { what: '添付' }))
      assert.equal(await question.locator('.findings li').count(), 3)
      await sees(question.locator('.envelope'), hanako.address)
      await look(agent, 'asks-ja')
      assert.equal(sent(hanako.address).length, 0)

      await question.getByRole('link', { name: ja('check.back') }).click()
      assert.equal(await composer.locator('[name=body]').inputValue(), '佐々木様\n\n○○を添付します。\n> 返金')
      await composer.locator('[name=body]').fill('山本様\n\n○○をお送りします。')
      await button(composer, ja('reply.send_done')).click()
      await question.locator('.findings li').first().waitFor()
      assert.equal(await question.locator('.findings li').count(), 1)
      await button(question, ja('check.send_done')).click()
      await agent.locator('.sending-sent').waitFor()
      assert.equal(sent(hanako.address).length, 1)

      await supervisor.reload()
      await sees(supervisor, ja('check_page.score', { found: 1, heeded: 1, percent: 100 }))
      await sees(supervisor, ja('check_page.score', { found: 1, heeded: 0, percent: 0 }))
      await look(supervisor, 'checks-ja')
    },
  )

  journey('without JavaScript, on a phone, what is asked is answered by forms', options, async () => {
    const alice = { name: 'Alice Moss', address: 'alice@moss.example' }
    const id = await receive('A broken chair', alice)
    const agent = await windows.open(team.emma, `/threads/${id}/reply`, {
      ...phone,
      javaScriptEnabled: false,
    })
    const composer = agent.locator('form.composer')
    await composer.locator('[name=body]').fill('Dear Alice,\nplease see the attached form, {{due}}.')
    await button(composer, en('reply.send_done')).click()
    const question = agent.locator('.asks')
    await sees(question, en('finding.attachment', { what: 'attached' }))
    await look(agent, 'asks-en-phone')
    await fits(agent)
    await question.getByRole('link', { name: en('check.back') }).click()
    await composer.locator('[name=body]').fill('Dear Alice,\nwe will send the form.')
    await button(composer, en('reply.send_done')).click()
    await until(async () => sent(alice.address).length === 1, {
      deadline: PATIENCE,
      every: 100,
      what: 'the reply to be sent',
    })
  })

  journey(
    'a template goes in by the keyboard, and what is not known of the thread is asked about',
    options,
    async () => {
      const maker = await windows.open(team.ito, '/templates')
      const form = maker.locator(`#templates-${hoshin.mailboxId} details.template-row`).last()
      await form.locator('summary').click()
      await form.locator('[name=name]').fill('納期のお詫び')
      await form.locator('[name=folder]').fill('納期')
      await form
        .locator('[name=body]')
        .fill('{{お客様名}}\n\n{{期限}}までに{{担当者}}よりご連絡します。{{謎}}')
      await button(form, ja('template_page.add')).click()
      await sees(maker, '{{謎}} という差し込みはありません')
      await form.locator('[name=body]').fill('{{お客様名}}\n\n{{期限}}までに{{担当者}}よりご連絡します。')
      await button(form, ja('template_page.add')).click()
      await sees(maker, ja('template_page.saved'))
      await look(maker, 'templates-ja')

      const id = await receive('納期はいつですか')
      const agent = await windows.open(team.tanaka, `/threads/${id}/reply`)
      await agent.locator('#reply-body').focus()
      await agent.keyboard.press('Escape')
      await agent.keyboard.press('t')
      await agent.keyboard.type('お詫び')
      await agent.locator('.templates li:visible').first().waitFor()
      await look(agent, 'chooser-ja')
      await agent.keyboard.press('Enter')
      const body = agent.locator('#reply-body')
      await until(async () => (await body.inputValue()) !== '', {
        deadline: PATIENCE,
        every: 100,
        what: 'the template',
      })
      assert.equal(await body.inputValue(), '山本 花子 様\n\n{{期限}}までに田中 健よりご連絡します。')
      await button(agent.locator('form.composer'), ja('reply.send_done')).click()
      await sees(agent.locator('.asks'), ja('finding.placeholder', { what: '{{期限}}' }))
    },
  )

  journey('without JavaScript a template is found and put in by buttons', options, async () => {
    const id = await receive('Where is my order', { name: 'Bob Lane', address: 'bob@lane.example' })
    const agent = await windows.open(team.emma, `/threads/${id}/reply`, {
      ...phone,
      javaScriptEnabled: false,
    })
    await agent.locator('#reply-body').fill('Typed before.')
    await agent.locator('.templates > summary').click()
    await agent.locator('.templates [name=find_template]').fill('納期')
    await button(agent.locator('.templates'), en('template.find_act')).click()
    await look(agent, 'chooser-en-phone')
    await fits(agent)
    await agent.locator('.templates li button').first().click()
    assert.match(await agent.locator('#reply-body').inputValue(), /^Typed before\.\n\nBob Lane 様/)

    await agent.goto('/templates')
    await agent.locator('details.template-row > summary').first().click()
    await look(agent, 'templates-en-phone')
    await fits(agent)
    const lead = await windows.open(team.oliver, `/mailboxes/${hoshin.mailboxId}/sending-checks`, {
      ...phone,
      javaScriptEnabled: false,
    })
    await sees(lead, en('check_kind.placeholder'))
    await look(lead, 'checks-en-phone')
    await fits(lead)
  })
})

/** Shown to whoever runs the journey to look at the pages. */
async function look(page: Page, name: string): Promise<void> {
  const folder = process.env.HOSHIN_LOOK
  if (folder !== undefined) await page.screenshot({ path: `${folder}/${name}.png` })
}

async function fits(page: Page): Promise<void> {
  const wide: Locator = page.locator('body')
  const box = await wide.evaluate((body) => body.scrollWidth - body.clientWidth)
  assert.ok(box <= 0, `the page is ${box} px too wide`)
}
