import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { parseMail } from '../../src/mail/mime.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, PASSWORD, type Team } from '../support/people.ts'
import { sentTo } from '../support/smtp-sink.ts'

const t = translatorFor('en')
const customer = { name: 'Alice Moss', address: 'alice@moss.example' }
const INSTRUCTION = 'Offer the refund, not the discount.'
const phone = { viewport: { width: 390, height: 844 }, hasTouch: true, javaScriptEnabled: false }

const skip = missingForJourneys()
describe('on a phone, without JavaScript', { skip }, () => {
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

  journey('every step of the main journey is a form', { skip, windows: () => windows }, async () => {
    const agent = await windows.open(null, '/sign-in', { ...phone, locale: 'en-GB' })
    await signIn(agent, team.emma.email)
    hoshin.deliver(
      plainLetter({
        subject: 'Broken chair',
        text: 'One leg is gone.',
        messageId: 'chair@moss.example',
        from: customer,
      }),
    )
    await until(
      async () => {
        await agent.goto(`/inbox?mailbox=${hoshin.mailboxId}&status=new`)
        return agent.locator('.row', { hasText: 'Broken chair' }).isVisible()
      },
      { deadline: PATIENCE, every: 200, what: 'the mail to be listed' },
    )
    await agent.locator('.row a.subj').click()
    await sees(agent, 'One leg is gone.')
    await fitsTheScreen(agent)

    await button(agent, t('thread.take')).click()
    await agent.locator('.seg .on.st-in_progress').waitFor()

    await agent.locator('.pair .note-add summary').click()
    await agent.locator('.pair .note-add textarea').fill('@Oliver Grant Refund or discount?')
    await button(agent.locator('.pair .note-add'), t('comment.post')).click()
    await agent.locator('.pair .note .at', { hasText: '@Oliver Grant' }).waitFor()

    const mention = await hoshin.sink.waitFor(sentTo(team.oliver.email), PATIENCE)
    const read = await parseMail(mention.raw)
    assert.equal(read.subject, `[${t('email.tag_mention')}] Broken chair`)
    assert.match(read.text, /Refund or discount\?[\s\S]*One leg is gone\./)
    const link = /https?:\/\/\S+/.exec(read.text)?.[0] ?? ''

    const lead = await windows.open(null, link, { ...phone, locale: 'en-GB' })
    await signIn(lead, team.oliver.email)
    await lead.locator('h1', { hasText: 'Broken chair' }).waitFor()
    await lead.getByRole('link', { name: t('policy.set') }).click()
    await lead.getByLabel(t('policy.instruction')).fill(INSTRUCTION)
    await button(lead, t('policy.save')).click()
    await lead.locator('.policy .order', { hasText: INSTRUCTION }).waitFor()

    await agent.reload()
    await agent.locator('.policy .order', { hasText: INSTRUCTION }).waitFor()
    await button(agent, t('policy.acknowledge')).click()
    await agent.locator('.policy .accepted', { hasText: team.emma.name }).waitFor()

    await agent.locator('.pair details.menu summary').click()
    await agent.getByRole('link', { name: t('message.quote_reply') }).click()
    const composer = agent.locator('form.composer')
    const body = composer.locator('[name=body]')
    assert.match(await body.inputValue(), /^> One leg is gone\.$/m)
    await body.fill(`We are sorry. You get your money back.\n\n${await body.inputValue()}`)
    await composer.locator('[name=files]').setInputFiles({
      name: 'refund.txt',
      mimeType: 'text/plain',
      buffer: Buffer.from('80 EUR'),
    })
    await fitsTheScreen(agent)
    await button(composer, t('reply.save_draft')).click()
    await composer.locator('.files', { hasText: 'refund.txt' }).waitFor()
    await button(composer, t('reply.send_done')).click()
    await agent.locator('.mail.outbound', { hasText: 'You get your money back.' }).waitFor()
    await agent.locator('.seg .on.st-done').waitFor()

    const reply = await parseMail((await hoshin.sink.waitFor(sentTo(customer.address), PATIENCE)).raw)
    assert.equal(reply.inReplyTo, 'chair@moss.example')
    assert.deepEqual(
      reply.attachments.map(({ filename }) => filename),
      ['refund.txt'],
    )
    assert.equal(hoshin.sink.mails.filter(sentTo(customer.address)).length, 1)

    hoshin.deliver(
      plainLetter({
        ...{
          subject: 'Re: Broken chair',
          text: 'Thank you!',
          from: customer,
          messageId: 'thanks@moss.example',
        },
        references: ['chair@moss.example', reply.messageId ?? ''],
      }),
    )
    await until(
      async () => {
        await agent.reload()
        return agent.locator('.seg .on.st-new').isVisible()
      },
      { deadline: PATIENCE, every: 200, what: 'the thread to be new again' },
    )
    await sees(agent, 'Thank you!')
    await fitsTheScreen(agent)
  })

  async function signIn(page: Page, email: string) {
    await page.getByLabel(t('account.email')).fill(email)
    await page.getByLabel(t('account.password')).fill(PASSWORD)
    await button(page, t('signin.act')).click()
  }
})

/** Nothing has to be scrolled sideways. The window's own width counts, as scripts of the page are off. */
async function fitsTheScreen(page: Page): Promise<void> {
  const widths = await page.evaluate(() => ({
    page: document.documentElement.scrollWidth,
    screen: innerWidth,
  }))
  assert.ok(widths.page <= widths.screen, `${page.url()} is ${widths.page} px wide on ${widths.screen}`)
}
