import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { sql } from 'kysely'
import type { Page } from 'playwright-core'
import { setRoute } from '../../src/escalation/set-route.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { type Locale, translatorFor } from '../../views/locales/index.ts'
import { surname } from '../../views/shown.ts'
import { MINUTE, viewerOf } from '../support/cast.ts'
import { plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, sees, type Windows } from '../support/page.ts'
import { addTeam, type Person, type Team } from '../support/people.ts'
import { sentTo } from '../support/smtp-sink.ts'

const ROUTE = { outside: null, urgentIgnoresHours: true, repeatMinutes: 15, remindMinutes: 30 }
const WANTED = '代替機を先に送ってよいか決めてほしい'
const INSTRUCTION = '代替機を明日中に送る。値引きはしない。'

for (const { database, locale } of [
  { database: 'sqlite', locale: 'ja' },
  { database: 'postgres', locale: 'en' },
] as const) {
  const skip = missingForJourneys(database)
  describe(`escalating on ${database}, in ${locale}`, { skip }, () => {
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
      'nobody accepts, the backup gets full authority, accepts from the mail, and decides',
      { skip, windows: () => windows },
      async () => {
        const [agent, primary, backup] =
          locale === 'ja' ? [team.ito, team.oliver, team.sato] : [team.emma, team.sato, team.oliver]
        await setLadder(primary, backup)
        hoshin.deliver(
          plainLetter({
            subject: '複合機が動きません',
            text: '今日中に何とかしてください。',
            messageId: 'a@midori.example',
          }),
        )
        const page = await windows.open(agent, '/inbox')
        await page.locator('.row a.subj', { hasText: '複合機が動きません' }).click()
        await raises(page, locale)
        await page.locator('.rung.present', { hasText: surname(primary.name) }).waitFor()
        await page.locator('.rung.coming', { hasText: surname(backup.name) }).waitFor()
        await hoshin.sink.waitFor(sentTo(primary.email), PATIENCE)

        await letMinutesPass(31)
        await page.locator('.rung.present', { hasText: surname(backup.name) }).waitFor()
        const call = await hoshin.sink.waitFor(sentTo(backup.email), PATIENCE)
        const [link = ''] = (await parseMail(call.raw)).text.match(/https?:\S+\/acceptances\/\S+/) ?? []
        assert.ok(link, 'the mail has no link to accept')

        const phone = await windows.open(null, link, { viewport: { width: 390, height: 844 } })
        await sees(phone, WANTED)
        await button(phone, t('escalation.accept')).click()
        await sees(phone, t('escalation.accepted_lead'))
        await page.locator('.rung.present .good', { hasText: t('escalation.then_accepted') }).waitFor()

        const decides = await windows.open(backup, new URL(page.url()).pathname)
        await decides
          .locator('#escalation')
          .getByRole('link', { name: t('escalation.set_policy') })
          .click()
        const form = decides.locator('form.policy-form')
        await form.getByLabel(t('policy.instruction')).fill(INSTRUCTION)
        await button(form, t('policy.save')).click()

        await page.locator('.policy .order', { hasText: INSTRUCTION }).waitFor()
        await button(page, t('policy.acknowledge')).click()
        await page.locator('.policy .accepted').waitFor()
        await page.locator('.reply-bar a.write').click()
        const composer = page.locator('form.composer')
        await composer.locator('[name=body]').fill('代替機を明日お送りします。')
        await button(composer, t('reply.send_done')).click()
        await page.locator('.seg .on.st-done').waitFor()
        await button(page, t('escalation.judge_solved')).click()
        await page.locator('.outcome', { hasText: t('escalation.outcome_solved') }).waitFor()

        hoshin.deliver(
          plainLetter({
            subject: '別の複合機も動きません',
            text: '二台目です。',
            messageId: 'b@midori.example',
          }),
        )
        await page.goto('/inbox')
        await page.locator('.row a.subj', { hasText: '別の複合機も動きません' }).click()
        await page.getByRole('link', { name: t('escalation.raise'), exact: true }).click()
        await page.locator('.similar', { hasText: INSTRUCTION }).waitFor()
      },
    )

    async function setLadder(primary: Person, backup: Person) {
      const ladder = [
        {
          level: 2,
          title: '係長',
          primaryId: primary.id,
          backupId: backup.id,
          minutesToAccept: 30,
          minutesToDecide: 60,
          calls: [],
        },
      ]
      const admin = await viewerOf(hoshin.db, team.admin.id)
      const route = { ...ROUTE, ladder }
      const set = await setRoute(
        hoshin.db,
        admin,
        { mailboxId: hoshin.mailboxId, route, replaces: 0 },
        Date.now(),
      )
      assert.ok('version' in set)
    }

    /** The server's clock is the real one, so what it looks back at is moved instead. */
    async function letMinutesPass(minutes: number) {
      const ms = minutes * MINUTE
      await hoshin.db
        .updateTable('escalations')
        .set({
          stage_at: sql<number>`stage_at - ${ms}`,
          next_at: sql<number>`next_at - ${ms}`,
        })
        .execute()
    }
  })
}

async function raises(page: Page, locale: Locale) {
  const t = translatorFor(locale)
  await page.getByRole('link', { name: t('escalation.raise'), exact: true }).click()
  const form = page.locator('form.raise')
  assert.match(await form.getByLabel(t('escalation.what'), { exact: true }).inputValue(), /今日中に何とか/)
  await form.getByLabel(t('escalation.wanted'), { exact: true }).fill(WANTED)
  await form.getByLabel(t('escalation.urgency_3')).check()
  await button(form, t('escalation.send')).click()
}
