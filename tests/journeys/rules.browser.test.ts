import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { setRoute } from '../../src/escalation/set-route.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { viewerOf } from '../support/cast.ts'
import { plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

for (const locale of ['ja', 'en'] as const) {
  const skip = missingForJourneys('sqlite')
  describe(`a mailbox’s rules, in ${locale}`, { skip }, () => {
    const t = translatorFor(locale)
    const name = t('rule_sample.call_supervisor')
    let hoshin: Hoshin
    let team: Team
    let windows: Windows
    before(async () => {
      hoshin = await runHoshin({ database: 'sqlite' })
      team = await addTeam(hoshin)
      windows = await openWindows(() => hoshin)
      await setLadder()
    })
    after(async () => {
      await windows?.[Symbol.asyncDispose]()
      await hoshin?.[Symbol.asyncDispose]()
    })

    journey(
      'a sample is tried, switched on, suggests on a new mail, and is told that it fired wrongly',
      { skip, windows: () => windows },
      async () => {
        const [agentOf, owner] = locale === 'ja' ? [team.ito, team.sato] : [team.emma, team.oliver]
        deliver('最初の件', '責任者の方を出してください。', 'a')
        const agent = await windows.open(agentOf, '/inbox')
        await agent.locator('.row a.subj', { hasText: '最初の件' }).waitFor()

        const page = await windows.open(owner, `/mailboxes/${hoshin.mailboxId}/rules`)
        await sees(page, t('rule.none'))
        await page.locator('#samples summary', { hasText: t('rule.preset_call') }).click()
        await button(page.locator('#samples'), name).click()
        await sees(page, t('rule.sample_taken'))
        await button(page.locator('#rule-form'), t('rule.try')).click()
        await page.locator('#trial a', { hasText: '最初の件' }).waitFor()
        assert.equal(await page.locator('#f-name').inputValue(), name, 'what was typed stays')
        await button(page.locator('#rule-form'), t('rule.save')).click()
        const rule = page.locator('.rule', { hasText: name })
        await rule.getByText(t('rule.off'), { exact: true }).waitFor()
        await button(rule, t('rule.switch_on')).click()
        await rule.getByText(t('rule.on'), { exact: true }).waitFor()

        deliver('二番目の件', '担当では話になりません。責任者を出してください。', 'b')
        await agent.locator('.row a.subj', { hasText: '二番目の件' }).click()
        const line = agent.locator('.rule-line', { hasText: name })
        await line.getByRole('link', { name: t('rule.escalate_now') }).click()
        await agent.locator('form.raise').waitFor()
        await agent.goBack()
        await button(line, t('rule.not_this')).click()
        await line.waitFor({ state: 'detached' })

        await page.reload()
        await rule.getByText(t('rule.wrong', { count: 1 })).waitFor()
        await rule.locator('summary', { hasText: t('rule.wrong_list') }).click()
        await rule.getByRole('link', { name: '二番目の件' }).waitFor()
      },
    )

    function deliver(subject: string, text: string, id: string) {
      hoshin.deliver(plainLetter({ subject, text, messageId: `${id}@midori.example` }))
    }

    async function setLadder() {
      const rung = { minutesToAccept: 30, minutesToDecide: 60, calls: [] }
      const people = { primaryId: team.sato.id, backupId: team.oliver.id }
      const route = {
        ladder: [{ level: 2, title: '係長', ...people, ...rung }],
        ...{ outside: null, urgentIgnoresHours: true, repeatMinutes: 15, remindMinutes: 30 },
      }
      const admin = await viewerOf(hoshin.db, team.admin.id)
      const wanted = { mailboxId: hoshin.mailboxId, route, replaces: 0 }
      assert.ok('version' in (await setRoute(hoshin.db, admin, wanted, Date.now())))
    }
  })
}
