import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { japaneseLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, postForm, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('two people and one reply', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    windows = await openWindows(() => hoshin)
    team = await addTeam(hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const within = { skip, windows: () => windows }

  let letters = 0
  const newThread = (subject: string) =>
    hoshin.receive(
      japaneseLetter({ subject, text: '納期を教えてください。', messageId: `w${++letters}@midori.example` }),
    )
  const body = (page: Page) => page.locator('#reply-body')
  const draftOf = (threadId: number, accountId: number) =>
    hoshin.db
      .selectFrom('drafts')
      .selectAll()
      .where('thread_id', '=', threadId)
      .where('account_id', '=', accountId)
      .executeTakeFirst()
  const saved = (threadId: number, accountId: number, text: string) =>
    until(async () => (await draftOf(threadId, accountId))?.body.includes(text), {
      what: `the draft: ${text}`,
    })

  journey(
    'who writes is seen on the list and on the thread, and no longer once they leave',
    within,
    async () => {
      const threadId = await newThread('見える件')
      const ito = await windows.open(team.ito, `/threads/${threadId}`)
      const tanaka = await windows.open(team.tanaka, `/threads/${threadId}`)
      await ito.locator('a.write').click()
      await body(ito).waitFor()
      const mark = tanaka.locator(`#row-${threadId} .chip`, { hasText: team.ito.name })
      await mark.waitFor()
      await tanaka.locator('#writers', { hasText: team.ito.name }).waitFor()
      assert.equal(await ito.locator('#writers').count(), 0, 'nobody is told of themselves')

      await ito.locator('.composer .fold').click()
      await mark.waitFor({ state: 'detached' })
      await tanaka.locator('#writers').waitFor({ state: 'detached' })

      await ito.goto(`/threads/${threadId}/reply`)
      await mark.waitFor()
      await ito.close()
      await mark.waitFor({ state: 'detached' })
    },
  )

  journey('signing out ends writing, and what was typed last is saved first', within, async () => {
    const threadId = await newThread('退勤の件')
    const tanaka = await windows.open(team.tanaka, `/threads/${threadId}`)
    const ito = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await tanaka.locator('#writers').waitFor()
    await body(ito).fill('続きは明日')
    await ito.evaluate(() => {
      const form = document.querySelector<HTMLFormElement>('form[action="/sessions/end"]')
      form?.requestSubmit()
    })
    await tanaka.locator('#writers').waitFor({ state: 'detached' })
    assert.equal((await draftOf(threadId, team.ito.id))?.body, '続きは明日')
  })

  journey('the second is asked, and may wait or write as well', within, async () => {
    const threadId = await newThread('二人目の件')
    const ito = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(ito).fill('担当の伊藤です。')
    const tanaka = await windows.open(team.tanaka, `/threads/${threadId}`)
    await tanaka.keyboard.press('r')
    await sees(tanaka, t('writing.ask_now', { name: team.ito.name }))
    assert.equal(await body(tanaka).count(), 0)
    await tanaka.getByRole('link', { name: t('writing.watch') }).click()
    await tanaka.locator('#writers').waitFor()

    await tanaka.locator('a.write').click()
    await tanaka.getByRole('link', { name: t('writing.together') }).click()
    await body(tanaka).fill('田中です。')
    await ito.locator('#writers', { hasText: team.tanaka.name }).waitFor()
    await tanaka.reload()
    assert.equal(await body(tanaka).inputValue(), '田中です。', 'reloading asks nobody again')
    assert.equal(await body(ito).inputValue(), '担当の伊藤です。')
  })

  journey('whoever waits learns that the place is free', within, async () => {
    const threadId = await newThread('空いた件')
    const ito = await windows.open(team.ito, `/threads/${threadId}/reply`)
    const tanaka = await windows.open(team.tanaka, `/threads/${threadId}/reply`)
    await tanaka.locator('.ask-writer').waitFor()
    await ito.locator('.composer .fold').click()
    await sees(tanaka, t('writing.free'))
    await tanaka.getByRole('link', { name: t('writing.free_act') }).click()
    await body(tanaka).waitFor()
  })

  journey('taking over is told at once; both keep the text, and sending asks once more', within, async () => {
    const threadId = await newThread('引き継ぐ件')
    const ito = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(ito).fill('納期は11月20日です。')
    await saved(threadId, team.ito.id, '11月20日')
    const tanaka = await windows.open(team.tanaka, `/threads/${threadId}/reply`)
    await button(tanaka, t('writing.take_over')).click()
    await body(tanaka).waitFor()

    const told = ito.locator('.taken')
    await told.waitFor()
    assert.match((await told.textContent()) ?? '', new RegExp(team.tanaka.name))
    assert.equal(await body(ito).inputValue(), '納期は11月20日です。')
    await sees(ito.locator('#side'), t('event.writing_taken_over', { of: team.ito.name }))

    const copy = tanaka.locator('.copy', { hasText: t('writing.copy_of', { name: team.ito.name }) })
    await copy.locator('summary').click()
    await button(copy, t('writing.insert')).click()
    await until(async () => (await body(tanaka).inputValue()).includes('11月20日'), { what: 'the text' })

    // What is written after it is the writer's own.
    await body(ito).pressSequentially(' 独り言')
    await saved(threadId, team.ito.id, '独り言')
    await tanaka.reload()
    assert.doesNotMatch((await copy.textContent()) ?? '', /独り言/)
    assert.equal(await ito.locator('.taken').count(), 1, 'saving does not take it back')

    await body(ito).press('End')
    await button(ito, t('reply.send_done')).click()
    await sees(ito, t('change.taken_over'))
    assert.equal(
      (await hoshin.db.selectFrom('outbox').selectAll().where('thread_id', '=', threadId).execute()).length,
      0,
    )
    // Where there is more to ask, the question stands in the composer's place.
    const back = ito.getByRole('link', { name: t('check.back') })
    if (await back.isVisible()) {
      await back.click()
      await ito.getByRole('link', { name: t('writing.together') }).click()
    }
    await until(async () => (await body(ito).inputValue()).includes('独り言'), {
      what: 'the text, still there',
    })
  })

  journey('what came in while one wrote is shown before sending, whatever it was', within, async () => {
    const threadId = await newThread('動きのある件')
    const ito = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(ito).fill('納期は11月20日です。')
    await saved(threadId, team.ito.id, '11月20日')
    const sato = await windows.open(team.sato, `/threads/${threadId}`)
    await postForm(sato, `/threads/${threadId}/comments`, { body: '工場は休みです' })
    await postForm(sato, `/threads/${threadId}/status`, { status: 'in_progress' })
    await postForm(sato, `/threads/${threadId}/status`, { status: 'done' })
    await postForm(sato, `/threads/${threadId}/policies`, {
      ...{ instruction: '納期は確約しない', version: '1', reply_by: 'anyone', due: '', return_when: '' },
    })
    await hoshin.receive(
      japaneseLetter({
        ...{
          subject: 'Re: 動きのある件',
          text: '急ぎになりました',
          messageId: `w${++letters}@midori.example`,
        },
        references: [`w${letters - 1}@midori.example`],
      }),
    )
    await button(ito, t('reply.send_done')).click()
    const question = ito.locator('[data-asks]')
    await question.waitFor()
    const words = (await question.textContent()) ?? ''
    for (const said of ['工場は休みです', t('change.status'), t('change.policy'), '急ぎになりました'])
      assert.ok(words.includes(said), `${said} in: ${words}`)
    const mails = () => hoshin.db.selectFrom('outbox').selectAll().where('thread_id', '=', threadId).execute()
    assert.equal((await mails()).length, 0)
    await postForm(sato, `/threads/${threadId}/assignee`, { assignee: String(team.tanaka.id) })
    await sees(ito.locator('#side'), new RegExp(team.tanaka.name))
    assert.ok(await question.isVisible(), 'a page that comes up to date takes no question away')
    await button(ito, t('check.send_done'))
      .or(button(ito, t('reply.confirm_send')))
      .click()
    await until(async () => (await mails()).length === 1, { what: 'the reply, after one more decision' })
  })

  journey('without JavaScript the question, taking over and drafts are plain forms', within, async () => {
    const threadId = await newThread('素のままの件')
    const plain = { javaScriptEnabled: false }
    const ito = await windows.open(team.ito, `/threads/${threadId}/reply`, plain)
    await body(ito).fill('納期は11月25日です。')
    await button(ito, t('reply.save_draft')).click()
    await body(ito).waitFor()
    const tanaka = await windows.open(team.tanaka, `/threads/${threadId}`, plain)
    await tanaka.locator('#writers', { hasText: team.ito.name }).waitFor()
    await tanaka.locator('a.write').click()
    await button(tanaka, t('writing.take_over')).click()
    await body(tanaka).waitFor()
    await tanaka.locator('.copy summary').click()
    await button(tanaka.locator('.copy'), t('writing.insert')).click()
    assert.match(await body(tanaka).inputValue(), /11月25日/)

    await ito.goto(`/threads/${threadId}`)
    await ito.locator('a.write').click()
    await sees(ito, t('writing.ask_now', { name: team.tanaka.name }))
    await ito.getByRole('link', { name: t('writing.together') }).click()
    assert.match(await body(ito).inputValue(), /11月25日/)
  })
})
