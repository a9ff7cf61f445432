import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { z } from 'zod'
import { addComment } from '../../src/comment/add-comment.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { openWait } from '../../src/wait/open-wait.ts'
import { viewerOf } from '../support/cast.ts'
import { plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { journey, openWindows, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const skip = missingForJourneys()
const axe = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8')

describe('pages for everybody', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  let thread = 0
  before(async () => {
    if (skip) return
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
    thread = await hoshin.receive(
      plainLetter({ subject: '納期の件', text: 'いつ届きますか。', messageId: 'when@midori.example' }),
    )
    await fillThread()
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })

  for (const colorScheme of ['light', 'dark'] as const) {
    for (const size of ['wide', 'phone'] as const) {
      journey(
        `nothing serious is found by axe in the ${colorScheme}, ${size}`,
        { skip, windows: () => windows },
        async () => {
          const viewport = size === 'wide' ? { width: 1440, height: 900 } : { width: 390, height: 844 }
          const stranger = await windows.open(null, '/sign-in', { colorScheme, viewport })
          const found = await problemsOn(stranger)
          const agent = await windows.open(team.ito, '/inbox', { colorScheme, viewport })
          found.push(...(await problemsOn(agent)))
          for (const path of [
            `/threads/${thread}`,
            `/threads/${thread}/reply`,
            '/notifications',
            '/outbox',
            '/settings',
            '/templates',
          ]) {
            await agent.goto(path)
            found.push(...(await problemsOn(agent)))
          }
          await agent.goto(`/threads/${thread}/reply`)
          await agent.locator('.templates > summary').click()
          await agent.locator('#reply-body').fill('{{x}}')
          found.push(...(await problemsOn(agent)))
          await agent.locator('.send .button.act').click()
          await agent.locator('.asks').waitFor()
          found.push(...(await problemsOn(agent)))
          const supervisor = await windows.open(team.sato, `/threads/${thread}/policies/new`, {
            colorScheme,
            viewport,
          })
          found.push(...(await problemsOn(supervisor)))
          const admin = await windows.open(team.admin, '/admin/people', { colorScheme, viewport })
          found.push(...(await problemsOn(admin)))
          const mailbox = `/mailboxes/${hoshin.mailboxId}`
          for (const path of [
            '/admin/groups',
            '/admin/mailboxes',
            `${mailbox}/hours`,
            `${mailbox}/targets`,
            `${mailbox}/sending-checks`,
          ]) {
            await admin.goto(path)
            found.push(...(await problemsOn(admin)))
          }
          assert.deepEqual(found, [])
        },
      )
    }
  }

  async function fillThread() {
    const { db } = hoshin
    const now = Date.now()
    const ito = await viewerOf(db, team.ito.id)
    const sato = await viewerOf(db, team.sato.id)
    await addComment(db, ito, { threadId: thread, messageId: null, body: '@佐藤 恵 どうしますか。' }, now)
    const party = { name: '運送会社', address: null }
    await openWait(db, ito, { threadId: thread, party, question: 'どこですか。', dueAt: now + 3600_000 }, now)
    const terms = { replyBy: 'anyone', needsApproval: false, returnWhen: '値引きを求められたら' } as const
    await setPolicy(
      db,
      sato,
      { threadId: thread, instruction: '正直に伝える。', dueAt: now + 7200_000, ...terms, replaces: 0 },
      now,
    )
  }
})

/** What axe calls serious or critical, one line for each element. */
async function problemsOn(page: Page): Promise<string[]> {
  await page.evaluate(axe)
  const found = results.parse(await page.evaluate('axe.run(document, { resultTypes: ["violations"] })'))
  return found.violations
    .filter(({ impact }) => impact === 'serious' || impact === 'critical')
    .flatMap(({ id, nodes }) =>
      nodes.map(
        ({ html, failureSummary = '' }) =>
          `${new URL(page.url()).pathname}: ${id}: ${html.slice(0, 120)} (${failureSummary.split('\n')[1]?.trim() ?? ''})`,
      ),
    )
}

const results = z.object({
  // Else it looked at nothing.
  passes: z.array(z.unknown()).min(10),
  violations: z.array(
    z.object({
      id: z.string(),
      impact: z.string().nullish(),
      nodes: z.array(z.object({ html: z.string(), failureSummary: z.string().optional() })),
    }),
  ),
})
