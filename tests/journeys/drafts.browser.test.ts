import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { japaneseLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, signInDirectly, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('what is being written', { skip }, () => {
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
    hoshin.receive(japaneseLetter({ subject, text: '納期は?', messageId: `d${++letters}@midori.example` }))
  const body = (page: Page) => page.locator('#reply-body')
  const state = (page: Page) => page.locator('[data-saved]')
  const draftOf = (threadId: number) =>
    hoshin.db
      .selectFrom('drafts')
      .selectAll()
      .where('thread_id', '=', threadId)
      .where('account_id', '=', team.ito.id)
      .executeTakeFirst()
  const becomes = (threadId: number, text: string) =>
    until(async () => (await draftOf(threadId))?.body === text, { what: `the draft: ${text}` })

  journey('is saved while somebody types without a pause', within, async () => {
    const threadId = await newThread('休まず書く件')
    const page = await windows.open(team.ito, `/threads/${threadId}/reply`)
    const typing = body(page).pressSequentially('あ'.repeat(300), { delay: 20 })
    await until(async () => ((await draftOf(threadId))?.body.length ?? 0) > 0, {
      ...{ deadline: 7_500, what: 'a save in the midst of typing' },
    })
    assert.ok(((await draftOf(threadId))?.body.length ?? 0) < 300)
    await typing
    await becomes(threadId, 'あ'.repeat(300))
    await sees(page, /^保存しました \d\d:\d\d$/)
  })

  journey('is saved when its page closes, at once', within, async () => {
    const threadId = await newThread('閉じる件')
    const page = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(page).fill('書きかけ')
    await page.close({ runBeforeUnload: false })
    await becomes(threadId, '書きかけ')
  })

  journey('waits for the connection, says so, and is saved when it is back', within, async () => {
    const threadId = await newThread('切れる件')
    const page = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(page).fill('一')
    await becomes(threadId, '一')
    await page.context().setOffline(true)
    await body(page).fill('一二')
    await state(page)
      .filter({ hasText: t('writing.offline') })
      .waitFor()
    assert.equal((await draftOf(threadId))?.body, '一')
    await page.context().setOffline(false)
    await becomes(threadId, '一二')
    await sees(page, /^保存しました/)
  })

  journey('goes on on another device, and an older copy is kept beside and offered', within, async () => {
    const threadId = await newThread('二台の件')
    const desk = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(desk).fill('机で書いた。')
    await becomes(threadId, '机で書いた。')
    const phone = await windows.open(team.ito, `/threads/${threadId}/reply`, {
      viewport: { width: 390, height: 844 },
    })
    assert.equal(await body(phone).inputValue(), '机で書いた。')
    await body(phone).fill('電車で直した。')
    await becomes(threadId, '電車で直した。')

    await body(desk).press('End')
    await body(desk).pressSequentially('続き。')
    const both = desk.getByRole('link', { name: t('writing.beside_open') })
    await both.waitFor()
    assert.equal((await draftOf(threadId))?.body, '電車で直した。')
    assert.equal(await body(desk).inputValue(), '机で書いた。続き。')

    // Sending what is on the screen needs one more decision, and loses neither.
    await button(desk, t('reply.send_done')).click()
    await sees(desk, t('writing.beside_send'))
    assert.equal(await body(desk).inputValue(), '机で書いた。続き。')
    await sees(desk.locator('.copy'), t('writing.copy_own'))
    await desk.locator('.copy', { hasText: '電車で直した。' }).locator('summary').click()
    await button(desk.locator('.copy', { hasText: '電車で直した。' }), t('writing.insert')).click()
    await becomes(threadId, '机で書いた。続き。\n\n電車で直した。')
    await until(async () => (await body(desk).inputValue()).endsWith('電車で直した。'), {
      what: 'both texts',
    })
    await body(desk).pressSequentially('以上。')
    await becomes(threadId, '机で書いた。続き。\n\n電車で直した。以上。')
  })

  journey('holds its files as soon as they are chosen, and sends each once', within, async () => {
    const threadId = await newThread('添付の件')
    const page = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await body(page).fill('資料です。')
    const file = { name: '見積書.txt', mimeType: 'text/plain', buffer: Buffer.from('みつもり') }
    await page.locator('input[type=file]').setInputFiles(file)
    await page.locator('[data-chosen] input[name=remove_files]').waitFor()
    await page.close()
    const again = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await sees(again.locator('[data-chosen]'), '見積書.txt')
    assert.equal(await body(again).inputValue(), '資料です。')
    await again.locator('input[type=file]').setInputFiles({ ...file, name: '図面.txt' })
    await again.locator('[data-chosen] input[name=remove_files]').nth(1).waitFor()
    await again
      .locator('[data-chosen] label', { hasText: t('reply.remove') })
      .first()
      .click()
    const files = () => hoshin.db.selectFrom('draft_files').select('filename').orderBy('id').execute()
    await body(again).press('End')
    await body(again).pressSequentially('追記。')
    await becomes(threadId, '資料です。追記。')
    assert.equal((await files()).length, 2, 'a tick can be taken back until it is sent')
    await button(again, t('reply.send_done')).click()
    // Whether there is something to ask is not the matter here.
    await again.locator('[data-asks], .flash').first().waitFor()
    const confirm = again.getByRole('button', { name: t('check.send_done') })
    if (await confirm.isVisible()) await confirm.click()
    const sent = await until(
      () => hoshin.db.selectFrom('outbox').selectAll().where('thread_id', '=', threadId).executeTakeFirst(),
      { what: 'the reply' },
    )
    const attached = await hoshin.db
      .selectFrom('attachments')
      .select('filename')
      .where('message_id', '=', sent.message_id)
      .execute()
    assert.deepEqual(attached, [{ filename: '図面.txt' }])
  })

  journey('as a comment or a policy is kept as well, and forgotten once it is sent', within, async () => {
    const threadId = await newThread('コメントの件')
    const page = await windows.open(team.sato, `/threads/${threadId}`)
    await page.keyboard.press('c')
    await page.locator('#comment-new-body').fill('工場に聞くこと')
    await page.close()
    const kept = (form: string) =>
      hoshin.db
        .selectFrom('kept_words')
        .selectAll()
        .where('thread_id', '=', threadId)
        .where('form', '=', form)
        .executeTakeFirst()
    await until(() => kept('comment'), { what: 'the comment to be kept' })
    const again = await windows.open(team.sato, `/threads/${threadId}`)
    assert.equal(await again.locator('#comment-new-body').inputValue(), '工場に聞くこと')
    await sees(again.locator('#comment-new'), /^書きかけを復元しました/)
    await again.locator('#comment-new-body').press('End')
    await again.locator('#comment-new-body').pressSequentially('、至急')
    await button(again.locator('#comment-new'), t('comment.post')).click()
    await sees(again.locator('.thread-note'), '工場に聞くこと、至急')
    assert.equal(await kept('comment'), undefined)
    assert.equal(await again.locator('#comment-new-body').inputValue(), '')

    await again.goto(`/threads/${threadId}/policies/new`)
    await again.locator('#policy-instruction').fill('納期は確約しない')
    await again.locator('#policy-return_when').fill('お客様が怒ったら')
    await until(async () => (await kept('policy'))?.fields.includes('怒ったら'), { what: 'the policy' })
    await again.goto(`/threads/${threadId}/policies/new`)
    assert.equal(await again.locator('#policy-instruction').inputValue(), '納期は確約しない')
    assert.equal(await again.locator('#policy-return_when').inputValue(), 'お客様が怒ったら')
    await button(again, t('policy.save')).click()
    await sees(again.locator('#policy'), '納期は確約しない')
    assert.equal(await kept('policy'), undefined)
  })

  journey('outlives its session: signed in again, it is saved', within, async () => {
    const threadId = await newThread('セッションの件')
    const page = await windows.open(team.ito, `/threads/${threadId}/reply`)
    await hoshin.db.deleteFrom('sessions').where('account_id', '=', team.ito.id).execute()
    await body(page).fill('まだここにある')
    await state(page)
      .filter({ hasText: t('writing.signed_out') })
      .waitFor()
    await signInDirectly(page.context(), hoshin, team.ito)
    await becomes(threadId, 'まだここにある')
  })
})
