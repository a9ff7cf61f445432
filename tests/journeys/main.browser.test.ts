import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { parseMail } from '../../src/mail/mime.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { hanako, japaneseLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin, SIGNATURE, support } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, PASSWORD, type Team } from '../support/people.ts'
import { type ReceivedMail, sentTo } from '../support/smtp-sink.ts'

const t = translatorFor('ja')
const SUBJECT = '検収不合格の件 ①'
const COMPLAINT =
  '髙橋様\n\nお世話になっております。㈱みどりの山本です。\n納品された 12 台のうち 3 台が動きません。'
const QUESTION = '返品と値引きのどちらで進めるか、方針をお願いします。'
const INSTRUCTION = '値引きはせず、代替機 3 台を明日中に発送すると伝えること。'
const ANSWER = '山本様\n\nご不便をおかけし申し訳ございません。代替機 3 台を明日発送いたします。'

for (const database of ['sqlite', 'postgres'] as const) {
  const skip = missingForJourneys(database)

  describe(`the main journey on ${database}`, { skip }, () => {
    let hoshin: Hoshin
    let team: Team
    let windows: Windows
    before(async () => {
      hoshin = await runHoshin({ database, apart: database === 'postgres' })
      team = await addTeam(hoshin)
      windows = await openWindows(() => hoshin)
    })
    after(async () => {
      await windows?.[Symbol.asyncDispose]()
      await hoshin?.[Symbol.asyncDispose]()
    })

    journey(
      "a customer's mail goes up to the supervisor, comes back as a policy, and is answered once",
      { skip, windows: () => windows },
      async () => {
        const agent = await windows.open(team.ito, `/inbox?mailbox=${hoshin.mailboxId}&status=new`)
        await sees(agent, t('empty.new'))
        await neverReloads(agent)

        hoshin.deliver(
          japaneseLetter({
            subject: SUBJECT,
            text: COMPLAINT,
            messageId: 'one@midori.example',
            cc: '購買部 <buy@midori.example>',
          }),
        )
        const row = agent.locator('.row', { hasText: SUBJECT })
        await row.waitFor()
        assert.equal(await row.locator('.who').textContent(), hanako.name)
        assert.equal(await agent.locator('.tabs a.on b').textContent(), '1')

        await row.locator('a.subj').click()
        await sees(agent, '納品された 12 台のうち 3 台が動きません。')
        await button(agent, t('thread.take')).click()
        await agent.locator('.seg .on.st-in_progress').waitFor()
        assert.equal(await agent.locator('#assignee option:checked').textContent(), team.ito.name)

        await commentBeside(agent, 'さとう', QUESTION)
        const note = agent.locator('.pair .note', { hasText: QUESTION })
        await note.locator('.at', { hasText: '@佐藤 恵' }).waitFor()

        const mention = await hoshin.sink.waitFor(sentTo(team.sato.email), PATIENCE)
        const link = await tellsOfMention(mention)
        await note
          .locator('.delivery', { hasText: t('comment.sent', { to: team.sato.name, time: '' }).trim() })
          .waitFor()

        const supervisor = await windows.open(null, link)
        await supervisor.getByLabel(t('account.email')).fill(team.sato.email)
        await supervisor.getByLabel(t('account.password')).fill(PASSWORD)
        await button(supervisor, t('signin.act')).click()
        await supervisor.locator('h1', { hasText: SUBJECT }).waitFor()
        await supervisor.locator('.note .at.you').waitFor()
        await setsPolicy(supervisor)

        await agent.locator('.policy .order', { hasText: INSTRUCTION }).waitFor()
        await button(agent, t('policy.acknowledge')).click()
        await agent.locator('.policy .accepted', { hasText: team.ito.name }).waitFor()
        await supervisor.locator('.policy .accepted', { hasText: team.ito.name }).waitFor()

        await answers(agent)
        const reply = await hoshin.sink.waitFor(sentTo(hanako.address), PATIENCE)
        const answered = await isARightReply(reply)
        await agent.locator('.sending-sent').waitFor()
        await agent.locator('.seg .on.st-done').waitFor()

        await until(() => hoshin.dovecot.mails('support', 'Sent').length > 0, {
          deadline: PATIENCE,
          what: 'the copy in Sent',
        })
        assert.deepEqual(hoshin.dovecot.mails('support', 'Sent').map(linesOf), [linesOf(reply.raw)])

        hoshin.deliver(
          japaneseLetter({
            subject: `Re: ${SUBJECT}`,
            text: '届きました。ありがとうございます。もう 1 台も見てもらえますか。',
            messageId: 'two@midori.example',
            references: ['one@midori.example', answered],
          }),
        )
        await agent.locator('.seg .on.st-new').waitFor()
        assert.equal(await agent.locator('#assignee option:checked').textContent(), team.ito.name)
        const told = await hoshin.sink.waitFor(
          sentTo(team.ito.email, t('email.tag_customer_wrote')),
          PATIENCE,
        )
        assert.match((await parseMail(told.raw)).text, /もう 1 台も見てもらえますか/)
        const bell = agent.locator('#rail a[href="/notifications"] b')
        await bell.waitFor()
        await agent.locator('#new-mail').click()
        await sees(agent, 'もう 1 台も見てもらえますか。')
        await bell.waitFor({ state: 'detached' })

        assert.equal(hoshin.sink.mails.filter(sentTo(hanako.address)).length, 1)
        assert.deepEqual(await hoshin.seenOnServer(), [])
        assert.equal(await isStillThere(agent), true, 'the page was loaded anew')
      },
    )

    async function commentBeside(page: Page, reading: string, words: string) {
      const beside = page.locator('.pair .note-add')
      await beside.locator('summary').click()
      const field = beside.locator('textarea')
      await field.pressSequentially(`@${reading}`)
      const option = page.locator('.suggestions [role=option]')
      await option.first().waitFor()
      assert.match((await option.first().textContent()) ?? '', /佐藤 恵[\s\S]*係長/)
      await field.press('Enter')
      await until(async () => (await field.inputValue()).startsWith('@佐藤 恵'), {
        deadline: PATIENCE,
        what: 'the name to be put in',
      })
      await field.pressSequentially(` ${words}`)
      await button(beside, t('comment.post')).click()
    }

    async function tellsOfMention(mail: ReceivedMail): Promise<string> {
      const read = await parseMail(mail.raw)
      assert.equal(read.subject, `[${t('email.tag_mention')}] ${SUBJECT}`)
      assert.equal(mail.headers.get('auto-submitted'), 'auto-generated')
      assert.match(read.text, new RegExp(QUESTION))
      assert.match(read.text, /3 台が動きません/)
      assert.ok(read.html, 'it has no HTML')
      const links = read.text.match(/https?:\/\/\S+/g) ?? []
      assert.equal(links.length, 1)
      const [link = ''] = links
      assert.ok(link.startsWith(`${hoshin.url}/threads/`), link)
      return link
    }

    async function setsPolicy(page: Page) {
      await page.getByRole('link', { name: t('policy.set') }).click()
      const form = page.locator('form.policy-form')
      await form.getByLabel(t('policy.instruction')).fill(INSTRUCTION)
      await form.getByLabel(t('policy.due_field')).fill('2099-12-31T17:00')
      await button(form, t('policy.save')).click()
      await page.locator('.policy .order', { hasText: INSTRUCTION }).waitFor()
    }

    async function answers(page: Page) {
      await page.locator('.reply-bar a.write').click()
      const composer = page.locator('form.composer')
      await composer.locator('.reminder', { hasText: INSTRUCTION }).waitFor()
      assert.equal(await composer.locator('[name=to]').inputValue(), `${hanako.name} <${hanako.address}>`)
      assert.match(await composer.locator('[name=cc]').inputValue(), /buy@midori\.example/)
      await composer.locator('[name=body]').fill(`${ANSWER}\n\n`)
      await button(composer, t('reply.quote')).click()
      await composer.locator('[name=files]').setInputFiles({
        name: '発送予定.txt',
        mimeType: 'text/plain',
        buffer: Buffer.from('代替機 3 台 明日発送'),
      })
      await button(composer, t('reply.send_done')).click()
      await page.locator('.mail.outbound', { hasText: '代替機 3 台を明日発送いたします。' }).waitFor()
    }

    /** Gives its Message-ID. */
    async function isARightReply(mail: ReceivedMail): Promise<string> {
      assert.deepEqual(mail.envelope, { from: support.address, to: [hanako.address, 'buy@midori.example'] })
      const read = await parseMail(mail.raw)
      assert.deepEqual(read.from, { name: support.name, address: support.address })
      assert.deepEqual(read.to, [hanako])
      assert.deepEqual(read.cc, [{ name: '購買部', address: 'buy@midori.example' }])
      assert.equal(read.subject, `Re: ${SUBJECT}`)
      assert.equal(read.inReplyTo, 'one@midori.example')
      assert.deepEqual(read.references, ['one@midori.example'])
      assert.match(read.messageId ?? '', /@minato\.example$/)
      assert.equal(mail.headers.has('auto-submitted'), false)
      assert.ok(read.text.startsWith(ANSWER), read.text)
      assert.match(read.text, /^> 納品された 12 台のうち 3 台が動きません。$/m)
      assert.match(read.text, new RegExp(SIGNATURE))
      assert.deepEqual(
        read.attachments.map((file) => file.filename),
        ['発送予定.txt'],
      )
      assert.doesNotMatch(
        mail.raw.toString(),
        /[^\r]\n|[^\x00-\x7f]/,
        'not every server would pass it on unchanged',
      )
      return read.messageId ?? ''
    }
  })
}

async function neverReloads(page: Page): Promise<void> {
  await page.evaluate(() => Object.assign(window, { sameDocument: true }))
}

async function isStillThere(page: Page): Promise<boolean> {
  return page.evaluate(() => 'sameDocument' in window)
}

/** Dovecot keeps mails with the line ends of its own machine. */
function linesOf(raw: Buffer): string[] {
  return raw.toString().split(/\r?\n/)
}
