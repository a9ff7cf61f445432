import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { beCareful } from '../../src/rule/careful.store.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { hanako, plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, postForm, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'
import { sentTo } from '../support/smtp-sink.ts'

const t = translatorFor('ja')
const en = translatorFor('en')
const skip = missingForJourneys()
const phone = { viewport: { width: 390, height: 844 } }

describe('approval before sending', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    await hoshin.db
      .insertInto('memberships')
      .values({
        ...{ mailbox_id: hoshin.mailboxId, account_id: team.hasegawa.id, group_id: null },
        role: 'assistant',
      })
      .execute()
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  let letters = 0
  const options = { skip, windows: () => windows }
  const receive = (subject: string) =>
    hoshin.receive(plainLetter({ subject, text: 'お願いします。', messageId: `${++letters}@midori.example` }))
  const careful = (threadId: number) =>
    beCareful(hoshin.db, { threadId, ruleId: null, hints: '' }, Date.now())
  const lastRequest = () =>
    hoshin.db.selectFrom('approvals').selectAll().orderBy('id', 'desc').executeTakeFirstOrThrow()

  journey('an assistant asks, and a supervisor changes and approves on a phone', options, async () => {
    const id = await receive('納期の確認')
    const writer = await windows.open(team.hasegawa, `/threads/${id}/reply`)
    await sees(writer.locator('.ask-approval'), t('approval.because_assistant'))
    assert.equal(await button(writer, t('reply.send_done')).count(), 0)
    await writer.locator('#reply-body').fill('山口様\n\n明日お届けします。')
    await writer.locator('.ask-approval [name=note]').fill('日付を見てください')
    await button(writer, t('approval.ask')).click()
    const waiting = writer.locator('.approval.is-waiting')
    await sees(waiting, '明日お届けします。')
    await sees(writer.locator('.reply-bar'), t('approval.own_waits'))
    await hoshin.sink.waitFor(sentTo(team.sato.email, t('email.tag_approval_asked')), PATIENCE)

    const approver = await windows.open(team.sato, '/approvals', phone)
    await approver.locator('.desk-card a', { hasText: '納期の確認' }).click()
    const card = approver.locator('.approval')
    await sees(card, '日付を見てください')
    await card.locator('.approval-edit summary').click()
    await card.locator('[name=body]').fill('山口様\n\n来週お届けします。')
    await button(card, t('approval.approve')).click()
    await approver.locator('.approval').waitFor({ state: 'detached' })
    await hoshin.sink.waitFor(sentTo(hanako.address, '納期の確認'), PATIENCE)

    const { id: request } = await lastRequest()
    await writer.goto(`/approvals/${request}`)
    await sees(writer.locator('.approval del'), '明日')
    await sees(writer.locator('.approval ins'), '来週')
  })

  journey('a reply in careful mode comes back with its reason, is mended and approved', options, async () => {
    const id = await receive('強い苦情')
    await careful(id)
    const writer = await windows.open(team.ito, `/threads/${id}/reply`)
    await writer.locator('#reply-body').fill('申し訳ございません。')
    await button(writer, t('approval.ask')).click()
    await writer.locator('.approval.is-waiting').waitFor()

    const approver = await windows.open(team.sato, `/threads/${id}`)
    const card = approver.locator('.approval')
    await card.locator('.approval-return summary').click()
    await button(card, t('approval.give_back_now')).click()
    await sees(card, t('approval.needs_reason'))
    await card.locator('[name=reason]').fill('原因も書いてください')
    await button(card, t('approval.give_back_now')).click()
    await approver.locator('.approval').waitFor({ state: 'detached' })

    await writer.goto(`/threads/${id}`)
    await sees(writer.locator('.approval.is-returned'), '原因も書いてください')
    await writer.goto(`/threads/${id}/reply`)
    assert.equal(await writer.locator('#reply-body').inputValue(), '申し訳ございません。')
    await writer.locator('#reply-body').fill('申し訳ございません。原因は配送の遅れです。')
    await button(writer, t('approval.ask')).click()
    await writer.locator('.approval.is-waiting').waitFor()

    await approver.goto(`/threads/${id}`)
    await approver.keyboard.press('y')
    await hoshin.sink.waitFor(sentTo(hanako.address, '強い苦情'), PATIENCE)
  })

  journey('no form that is posted directly gets around it', options, async () => {
    const id = await receive('直接送信')
    await careful(id)
    const writer = await windows.open(team.ito, `/threads/${id}/reply`)
    const fields = {
      form_token: await writer.locator('[name=form_token]').inputValue(),
      thread_version: await writer.locator('[name=thread_version]').inputValue(),
      ...{ to: hanako.address, subject: 'Re: 直接送信', body: 'お支払いします。', after: 'done' },
    }
    const refused = await postForm(writer, `/threads/${id}/replies`, fields)
    assert.equal(refused.status, 403)
    assert.match(refused.text, new RegExp(t('approval.because_careful')))
    const asked = await postForm(writer, `/threads/${id}/approvals`, fields)
    assert.equal(asked.status, 303)
    const request = await lastRequest()
    const own = await postForm(writer, `/approvals/${request.id}/decision`, {
      ...{ act: 'approve', text_version: '1', round: '1', thread_version: '0' },
      ...{ to: hanako.address, subject: 'x', body: 'x' },
    })
    assert.equal(own.status, 403)
    assert.equal((await lastRequest()).state, 'waiting')
    const mails = await hoshin.db.selectFrom('outbox').select('id').where('thread_id', '=', id).execute()
    assert.deepEqual(mails, [])
  })

  journey('reads as well in English', options, async () => {
    const id = await receive('Refund please')
    await careful(id)
    const writer = await windows.open(team.emma, `/threads/${id}/reply`)
    await writer.locator('#reply-body').fill('Dear Ms Yamaguchi,\n\nWe refund you.')
    await button(writer, en('approval.ask')).click()
    await writer.locator('.approval.is-waiting').waitFor()
    const approver = await windows.open(team.oliver, '/approvals', phone)
    await approver.locator('.desk-card a', { hasText: 'Refund please' }).click()
    await sees(approver.locator('.approval'), en('approval.because_careful'))
    await button(approver.locator('.approval'), en('approval.approve')).click()
    await hoshin.sink.waitFor(sentTo(hanako.address, 'Refund please'), PATIENCE)
  })

  journey('works without JavaScript', options, async () => {
    const id = await receive('スクリプトなし')
    await careful(id)
    const plain = { javaScriptEnabled: false }
    const writer = await windows.open(team.ito, `/threads/${id}/reply`, plain)
    await writer.locator('#reply-body').fill('承知しました。')
    await button(writer, t('approval.ask')).click()
    await writer.locator('.approval.is-waiting').waitFor()
    const approver = await windows.open(team.sato, `/threads/${id}`, plain)
    await button(approver.locator('.approval'), t('approval.approve')).click()
    await hoshin.sink.waitFor(sentTo(hanako.address, 'スクリプトなし'), PATIENCE)
  })
})
