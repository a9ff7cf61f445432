import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { translatorFor } from '../../views/locales/index.ts'
import { plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('the inbox', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  const ids: number[] = []
  before(async () => {
    if (skip) return
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
    for (const subject of ['一件目', '二件目', '三件目']) ids.push(await receive(subject))
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const options = { skip, windows: () => windows }
  const fresh = () => `/inbox?mailbox=${hoshin.mailboxId}&status=new`

  journey('the keyboard moves, opens, replies, comments and explains itself', options, async () => {
    const agent = await windows.open(team.ito, fresh())
    await agent.keyboard.press('j')
    await focused('三件目')
    await agent.keyboard.press('j')
    await focused('二件目')
    await agent.keyboard.press('k')
    await focused('三件目')
    await agent.keyboard.press('Enter')
    await agent.locator('h1', { hasText: '三件目' }).waitFor()

    await agent.keyboard.press('c')
    const note = agent.locator('#comment-new textarea')
    await note.waitFor()
    await agent.keyboard.type('jr?')
    assert.equal(await note.inputValue(), 'jr?', 'keys act while somebody types')
    await note.fill('')
    await agent.locator('main h1').click()

    await agent.keyboard.press('?')
    await agent.locator('dialog#keys[open]').waitFor()
    await agent.keyboard.press('Escape')
    await agent.keyboard.press('r')
    await agent.locator('form.composer [name=body]').waitFor()
    await agent.locator('.seg .on.st-in_progress').waitFor()

    async function focused(subject: string) {
      const here = agent.locator('.row a.subj:focus')
      await here.waitFor()
      assert.match((await here.textContent()) ?? '', new RegExp(subject))
    }
  })

  journey('several threads are given away and moved at once', options, async () => {
    const agent = await windows.open(team.ito, fresh())
    for (const subject of ['一件目', '二件目']) await row(subject).locator('input').check()
    await agent.locator('#bulk-action').selectOption({ label: team.tanaka.name })
    await button(agent.locator('#bulk'), t('list.bulk_apply')).click()
    await agent.goto(`/inbox?mailbox=${hoshin.mailboxId}`)
    for (const subject of ['一件目', '二件目'])
      await row(subject).locator(`.face[title="${team.tanaka.name}"]`).waitFor()

    for (const subject of ['一件目', '二件目']) await row(subject).locator('input').check()
    await agent.locator('#bulk-action').selectOption('status:done')
    await button(agent.locator('#bulk'), t('list.bulk_apply')).click()
    await row('一件目').waitFor({ state: 'detached' })
    await agent.goto(`/inbox?mailbox=${hoshin.mailboxId}&status=done`)
    for (const subject of ['一件目', '二件目']) await row(subject).locator('.st-done').waitFor()

    function row(subject: string) {
      return agent.locator('.row', { hasText: subject })
    }
  })

  journey('the order of mail is turned by one switch, and kept', options, async () => {
    const [, , id = 0] = ids
    await receive('Re: 三件目', ['三件目@midori.example'])
    const agent = await windows.open(team.ito, `/threads/${id}`)
    const first = () => agent.locator('.mails .mail').first().textContent()
    await agent.locator('.mails .mail').nth(1).waitFor()
    assert.match((await first()) ?? '', /Re: 三件目です/)
    await button(agent, t('thread.order_newest')).click()
    await button(agent, t('thread.order_oldest')).waitFor()
    assert.doesNotMatch((await first()) ?? '', /Re: 三件目です/)
    await agent.reload()
    assert.doesNotMatch((await first()) ?? '', /Re: 三件目です/)
  })

  journey('a mail that is another matter is split off, and merged back', options, async () => {
    const [, , id = 0] = ids
    const agent = await windows.open(team.ito, `/threads/${id}`)
    await agent.locator('.arrange summary').click()
    await agent.locator('.arrange input[name=messages]').last().check()
    await button(agent, t('thread.split')).click()
    await agent.waitForURL((url) => url.pathname !== `/threads/${id}`)
    const split = new URL(agent.url()).pathname
    assert.equal(await agent.locator('.mails .mail').count(), 1)

    await agent.locator('.arrange summary').click()
    await agent.getByLabel(t('thread.merge_into')).fill(String(id))
    await button(agent, t('thread.merge')).click()
    await agent.waitForURL((url) => url.pathname === `/threads/${id}`)
    await agent.locator('.mails .mail').nth(1).waitFor()
    await agent.goto(split)
    assert.equal(new URL(agent.url()).pathname, `/threads/${id}`, 'the old address leads on')
  })

  journey('notifications are counted until they are read', options, async () => {
    const [id = 0] = ids
    const supervisor = await windows.open(team.sato)
    const agent = await windows.open(team.ito, `/threads/${id}`)
    for (const words of ['一つ目', '二つ目']) {
      const tool = agent.locator('#comment-new')
      await tool.locator('summary').click()
      await tool.locator('textarea').fill(`@佐藤 恵 ${words}`)
      await button(tool, t('comment.post')).click()
      await agent.locator('.note', { hasText: words }).waitFor()
    }
    const bell = supervisor.locator('#rail a[href="/notifications"]')
    await bell.locator('b', { hasText: '2' }).waitFor()
    await bell.click()
    await sees(supervisor, t('notification.unread', { count: 2 }))
    await supervisor.locator('.notice.unread', { hasText: '二つ目' }).waitFor()
    await button(supervisor, t('notification.read_all')).click()
    await supervisor.locator('.notice').first().waitFor()
    await bell.locator('b').waitFor({ state: 'detached' })
    assert.equal(await supervisor.locator('.notice.unread').count(), 0)
  })

  function receive(subject: string, references: readonly string[] = []): Promise<number> {
    const messageId = `${subject.replace('Re: ', 're-')}@midori.example`
    return hoshin.receive(plainLetter({ subject, text: `${subject}です。`, messageId, references }))
  }
})
