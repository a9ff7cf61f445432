import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { setCalendar } from '../../src/business-time/set-calendar.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { addGroup, viewerOf } from '../support/cast.ts'
import { plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'
import { sentTo } from '../support/smtp-sink.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()
const MINUTE = 60_000

describe('response targets', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    await addGroup(hoshin.db, '技術部', [team.hasegawa.id])
    // Open day and night, so that it does not matter when this runs.
    const allDay = [{ opens: 0, closes: 1440 }]
    const week = [allDay, allDay, allDay, allDay, allDay, allDay, allDay]
    const definition = { timeZone: 'Asia/Tokyo', week, region: null, closings: [], openings: [] }
    const sato = await viewerOf(hoshin.db, team.sato.id)
    await setCalendar(hoshin.db, sato, { mailboxId: hoshin.mailboxId, definition, version: 0 }, Date.now())
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const options = { skip, windows: () => windows }
  const page = () => `/mailboxes/${hoshin.mailboxId}/targets`

  journey('a supervisor sets them, and is told what cannot be', options, async () => {
    const phone = { viewport: { width: 390, height: 844 }, javaScriptEnabled: false }
    const sato = await windows.open(team.sato, page(), phone)
    await sees(sato, t('target_page.empty'))
    const form = sato.locator('#new-target form')
    const fill = async (first: string, next: string, warn: string) => {
      await form.getByLabel(t('target_page.first_reply')).fill(first)
      await form.getByLabel(t('target_page.next_reply')).fill(next)
      await form.getByLabel(t('target_page.warn_before')).fill(warn)
      await button(form, t('target_page.add_act')).click()
    }
    await fill('0', '-5分', '')
    await sees(sato, t('target_refusal.not_positive'))
    await fill('たくさん', '9999時間', '')
    await sees(sato, t('target_refusal.unreadable'))
    await sees(sato, t('target_refusal.too_long'))
    assert.equal(await form.getByLabel(t('target_page.first_reply')).inputValue(), 'たくさん')
    await fill('２時間', '60', '2時間')
    await sees(sato, t('target_refusal.warns_too_early'))
    await fill('２時間', '60', '30分')
    await sees(sato, t('target_page.saved'))
    const width = await sato.evaluate('document.documentElement.scrollWidth')
    assert.equal(width, 390)
    const set = sato.locator('section.target')
    assert.equal(await set.getByLabel(t('target_page.first_reply')).inputValue(), '2時間')
    assert.match(await set.locator('.examples').innerText(), /初回返信の期限: .*\d\d:\d\d/)

    const agent = await windows.open(team.ito, page())
    assert.equal(await agent.locator('#new-target').count(), 0, 'for an agent the page is not there')
  })

  journey('a mail is due, warned of, late, answered, and then waits for the customer', options, async () => {
    const subject = '届いた機械が動かない'
    const letter = (text: string, messageId: string, references: string[] = []) =>
      plainLetter({ subject, text, messageId, references })
    // Of the two hours 95 minutes have gone: what is left is less than the warning.
    hoshin.dovecot.deliver('support', letter('電源が入りません。', 'first@midori.example'), 'INBOX', {
      receivedAt: new Date(Date.now() - 95 * MINUTE),
    })
    const agent = await windows.open(team.ito, `/inbox?mailbox=${hoshin.mailboxId}`)
    const row = agent.locator('.row', { hasText: subject })
    await row.locator('.due', { hasText: /初回返信.*あと 2[0-5]分/s }).waitFor()
    await hoshin.sink.waitFor(sentTo(team.sato.email, t('email.tag_target_warning')), PATIENCE)
    await railCount(agent, 'due_soon', '1')
    await row.locator('a.subj').click()
    await button(agent, t('thread.take')).click()
    await agent.locator('.seg .on.st-in_progress').waitFor()

    hoshin.forward(40 * MINUTE)
    await hoshin.sink.waitFor(sentTo(team.ito.email, t('email.tag_target_overdue')), PATIENCE)
    await agent.locator('.head .due.is-late', { hasText: /1[0-9]分超過/ }).waitFor()
    await agent.locator('#clocks .over', { hasText: /営業時間で 1[0-9]分超過/ }).waitFor()
    await railCount(agent, 'overdue', '1')
    await agent
      .locator('.tabs a', { hasText: t('list.overdue') })
      .first()
      .waitFor()
    await sees(agent.locator('#side'), t('event.target_missed', { clock: t('target.first_reply') }))

    await agent.goto(`${new URL(agent.url()).pathname}/reply`)
    await agent.locator('form.composer [name=body]').fill('すぐに伺います。')
    await button(agent.locator('form.composer'), t('reply.send_in_progress')).click()
    await agent.locator('#clocks .paused', { hasText: t('target.why_customer') }).waitFor()
    assert.equal(await agent.locator('.head .due').count(), 0)
    await agent.locator('#clock-details summary').click()
    await agent.locator('#clocks .missed', { hasText: '目標 2時間' }).waitFor()

    const later = new Date(Date.now() + 60 * MINUTE)
    const answer = letter('お願いします。', 'second@midori.example', ['first@midori.example'])
    hoshin.dovecot.deliver('support', answer, 'INBOX', { receivedAt: later })
    await agent.locator('.head .due', { hasText: /返信.*あと (1時間|5\d分)/s }).waitFor()

    const ask = agent.locator('#ask-department')
    await agent.reload()
    await ask.locator('> summary').click()
    await ask.getByLabel(t('wait.with'), { exact: true }).fill('技術部')
    await ask.getByLabel(t('wait.due'), { exact: true }).fill('2099-12-31T17:00')
    await ask.getByLabel(t('wait.question'), { exact: true }).fill('いつ行けますか。')
    await button(ask, t('wait.start')).click()
    await agent
      .locator('#clocks .paused', {
        hasText: /一時停止中: 技術部の回答待ち（\d\d:\d\d から、残り (1時間|5\d分)）/,
      })
      .waitFor()
  })
})

async function railCount(page: Page, list: 'overdue' | 'due_soon', count: string): Promise<void> {
  const link = page.locator(`#rail a[href="/inbox?list=${list}"] b`)
  await until(async () => (await link.innerText()) === count, {
    deadline: PATIENCE,
    every: 100,
    what: `${list} to count ${count}`,
  })
}
