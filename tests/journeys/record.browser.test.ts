import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { raiseEscalation } from '../../src/escalation/raise-escalation.ts'
import { emptyReport } from '../../src/escalation/report.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { viewerOf } from '../support/cast.ts'
import { plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Person, type Team } from '../support/people.ts'

const WANTED = '代替機を先に送ってよいか決めてほしい'
const ANSWER = '代替機を明日中に送ってください'
const PHONE = { viewport: { width: 390, height: 844 } }

for (const { database, locale } of [
  { database: 'sqlite', locale: 'ja' },
  { database: 'postgres', locale: 'en' },
] as const) {
  const skip = missingForJourneys(database)
  describe(`a supervisor’s desk and the record on ${database}, in ${locale}`, { skip }, () => {
    const t = translatorFor(locale)
    let hoshin: Hoshin
    let team: Team
    let windows: Windows
    before(async () => {
      hoshin = await runHoshin({ database })
      team = await addTeam(hoshin)
      windows = await openWindows(() => hoshin)
    })
    after(async () => {
      await windows?.[Symbol.asyncDispose]()
      await hoshin?.[Symbol.asyncDispose]()
    })

    journey(
      'a supervisor accepts and decides on a phone, and the decision is found in the record',
      { skip, windows: () => windows },
      async () => {
        const [agentOf, supervisor] = locale === 'ja' ? [team.ito, team.sato] : [team.emma, team.oliver]
        hoshin.deliver(
          plainLetter({ subject: '複合機が動きません', text: '今日中に。', messageId: 'a@midori.example' }),
        )
        const agent = await windows.open(agentOf, '/inbox')
        await agent.locator('.row a.subj', { hasText: '複合機が動きません' }).click()
        await agent.locator('main.thread').waitFor()
        await raise(Number(new URL(agent.url()).pathname.split('/').at(-1)), agentOf, supervisor)

        const phone = await windows.open(supervisor, '/desk', PHONE)
        await sees(phone, WANTED)
        await assertFits(phone)
        await button(phone.locator('.desk-card'), t('escalation.accept')).click()
        await phone.locator('#escalation .escalation-acts').waitFor()
        await phone.goto('/desk')
        await phone.locator('.desk-card.taken').waitFor()
        await phone.getByRole('link', { name: t('desk.answer') }).click()
        const answer = phone.locator('#escalation details', { hasText: t('escalation.answer') })
        await answer.locator('summary').first().click()
        await answer.getByLabel(t('escalation.answer_field')).fill(ANSWER)
        await button(answer, t('escalation.answer')).click()
        await sees(phone, ANSWER)

        await agent.goto('/escalations')
        await agent.getByLabel(t('record.search')).fill('代替機 明日')
        await button(agent, t('record.search_act')).click()
        await agent.locator('.record-decision', { hasText: ANSWER }).waitFor()
        await agent.locator('.record-subject').click()
        await agent.locator('.case .wanted', { hasText: ANSWER }).waitFor()
        await agent.goto('/escalations?q=%E9%A0%98%E5%8F%8E%E6%9B%B8')
        await sees(agent, t('record.none'))
      },
    )

    async function raise(threadId: number, agent: Person, supervisor: Person) {
      const raised = await raiseEscalation(
        hoshin.db,
        await viewerOf(hoshin.db, agent.id),
        {
          ...{
            threadId,
            kind: 'instruction',
            level: null,
            levelReason: '',
            of: supervisor.id,
            wantedBy: null,
          },
          ...{ criteria: { urgency: 3, expertise: 1, impact: 1 }, commentId: null, messageId: null },
          report: { ...emptyReport(), wanted: WANTED, what: { text: '電源が入らない', isGuess: false } },
        },
        Date.now(),
      )
      assert.ok('escalationId' in raised, JSON.stringify(raised))
    }
  })
}

/** Nothing on a phone has to be moved sideways. */
async function assertFits(page: Awaited<ReturnType<Windows['open']>>) {
  const wider = await page.evaluate(() => document.documentElement.scrollWidth > window.innerWidth)
  assert.equal(wider, false)
}
