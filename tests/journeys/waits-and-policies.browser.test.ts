import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { translatorFor } from '../../views/locales/index.ts'
import { addGroup } from '../support/cast.ts'
import { hanako, plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, postForm, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'
import { sentTo } from '../support/smtp-sink.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('waits and policies', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    await addGroup(hoshin.db, '技術部', [team.hasegawa.id])
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const options = { skip, windows: () => windows }

  journey(
    'a department is asked by when, stands in the list, and its answer ends the wait',
    options,
    async () => {
      const id = await receive('再起動の原因')
      const agent = await windows.open(team.ito, `/threads/${id}?mailbox=${hoshin.mailboxId}`)
      const form = agent.locator('#ask-department')
      await form.locator('> summary').click()
      await form.getByLabel(t('wait.with'), { exact: true }).fill('技術部')
      await form.getByLabel(t('wait.due'), { exact: true }).fill('2099-12-31T17:00')
      await form.getByLabel(t('wait.question'), { exact: true }).fill('ログから原因が分かりますか。')
      await button(form, t('wait.start')).click()

      await agent.locator('.seg .on.st-awaiting_dept').waitFor()
      const card = agent.locator('.wait', { hasText: t('wait.waiting', { with: '技術部' }) })
      await sees(card, 'ログから原因が分かりますか。')
      const row = agent.locator('.row', { hasText: '再起動の原因' })
      await row.locator('.chip', { hasText: /技術部.*12.*31.*まで/ }).waitFor()

      await button(agent.locator('.seg'), t('status.done')).click()
      await sees(agent, t('refusal.waits_open', { parties: '技術部' }))

      await agent.goto(`/threads/${id}`)
      await card.locator('summary').click()
      await card.getByLabel(t('wait.answer')).fill('電源の不良でした。')
      await button(card, t('wait.end')).click()
      await agent.locator('.seg .on.st-in_progress').waitFor()
      await agent.locator('.wait-ended', { hasText: '技術部' }).waitFor()
    },
  )

  journey('asking for a policy marks the thread until it is set', options, async () => {
    const id = await receive('解約したい')
    const agent = await windows.open(team.ito, `/threads/${id}?mailbox=${hoshin.mailboxId}`)
    const ask = agent.locator('#ask-policy')
    await ask.locator('> summary').click()
    await ask.getByLabel(t('policy.request_of')).selectOption({ label: '佐藤 恵 係長' })
    await ask.getByLabel(t('policy.request_body')).fill('引き止めますか。')
    await button(ask, t('policy.request_send')).click()
    await agent.locator('.awaited', { hasText: t('policy.awaited', { of: team.sato.name }) }).waitFor()
    const row = agent.locator('.row', { hasText: '解約したい' })
    await row.locator('.chip', { hasText: t('list.decision') }).waitFor()
    await hoshin.sink.waitFor(sentTo(team.sato.email, t('email.tag_policy_asked')), PATIENCE)

    const supervisor = await windows.open(team.sato, '/inbox?list=decision')
    await supervisor.locator('.row a.subj', { hasText: '解約したい' }).click()
    await supervisor.getByRole('link', { name: t('policy.set') }).click()
    await supervisor.getByLabel(t('policy.instruction')).fill('引き止めないこと。')
    await button(supervisor, t('policy.save')).click()
    await supervisor.locator('.policy .order').waitFor()

    await agent.locator('.policy .order', { hasText: '引き止めないこと。' }).waitFor()
    assert.equal(await agent.locator('.awaited').count(), 0)
    await row.locator('.chip', { hasText: t('mark.policy', { by: '佐藤' }) }).waitFor()
    assert.equal(await row.locator('.chip', { hasText: t('list.decision') }).count(), 0)
  })

  journey('an agent cannot set a policy, and is told who can', options, async () => {
    const id = await receive('勝手な方針')
    const agent = await windows.open(team.ito, `/threads/${id}`)
    assert.equal(await agent.getByRole('link', { name: t('policy.set') }).count(), 0)
    const refused = await postForm(agent, `/threads/${id}/policies`, { instruction: '値引きしてよい。' })
    assert.equal(refused.status, 403)
    assert.match(refused.text, /佐藤 恵 係長/)
    await agent.reload()
    assert.equal(await agent.locator('.policy').count(), 0)
  })

  journey('where replies need approval, the supervisor sends and the agent asks', options, async () => {
    const id = await receive('賠償の要求')
    const agent = await windows.open(team.ito, `/threads/${id}/reply`)
    const fields = {
      form_token: await agent.locator('[name=form_token]').inputValue(),
      to: hanako.address,
      subject: 'Re: 賠償の要求',
      body: 'お支払いします。',
      after: 'done',
    }
    const supervisor = await windows.open(team.sato, `/threads/${id}/policies/new`)
    await supervisor.getByLabel(t('policy.instruction')).fill('法務の確認まで返信しない。')
    await supervisor.getByLabel(t('policy.approval')).check()
    await button(supervisor, t('policy.save')).click()
    await supervisor.locator('.policy .order').waitFor()

    await agent.goto(`/threads/${id}`)
    await sees(agent.locator('.reply-bar a.write'), t('reply.write_for_yes'))
    const version = await hoshin.db
      .selectFrom('events')
      .select(({ fn }) => fn.max('id').as('last'))
      .executeTakeFirstOrThrow()
    const refused = await postForm(agent, `/threads/${id}/replies`, {
      ...fields,
      thread_version: String(version.last),
    })
    assert.equal(refused.status, 403)
    assert.match(refused.text, /お支払いします。/, 'what was typed is lost')

    await supervisor.locator('.reply-bar a.write').click()
    await supervisor.locator('form.composer [name=body]').fill('担当より改めてご連絡いたします。')
    await button(supervisor, t('reply.send_in_progress')).click()
    await supervisor.locator('.sending-sent').waitFor()
    const mails = hoshin.sink.mails.filter(sentTo(hanako.address, '賠償の要求'))
    assert.equal(mails.length, 1)
  })

  function receive(subject: string): Promise<number> {
    const messageId = `${crypto.randomUUID()}@midori.example`
    return hoshin.receive(plainLetter({ subject, text: 'よろしくお願いします。', messageId }))
  }
})
