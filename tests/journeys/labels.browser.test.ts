import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import { createLabel, type LabelWish } from '../../src/label/change-label.ts'
import { labelThread } from '../../src/label/label-thread.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { viewerOf } from '../support/cast.ts'
import { hanako, plainLetter } from '../support/customer.ts'
import { type Hoshin, missingForJourneys, runHoshin } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('labels and customers', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    if (skip) return
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const options = { skip, windows: () => windows }
  const make = async (name: string, wish: Partial<LabelWish> = {}) => {
    const admin = await viewerOf(hoshin.db, team.admin.id)
    const made = await createLabel(
      hoshin.db,
      admin,
      { kind: 'thread', mailboxId: null, ...wish, name },
      Date.now(),
    )
    assert.ok('label' in made)
    return made.label.id
  }
  const receive = (subject: string, from: { name: string; address: string } = hanako) =>
    hoshin.receive(
      plainLetter({ subject, from, text: `${subject}です。`, messageId: `${subject}@midori.example` }),
    )

  journey('a label is put on by keyboard, made in passing, and taken off again', options, async () => {
    await make('返品')
    const id = await receive('ラベルの件')
    const agent = await windows.open(team.ito, `/threads/${id}`)
    const on = agent.locator('.head .labels-on')
    await agent.locator('main h1').waitFor()
    await agent.keyboard.press('l')
    await agent.keyboard.type('返品')
    await agent.keyboard.press('Enter')
    await on.locator('.label', { hasText: '返品' }).waitFor()

    await agent.keyboard.press('l')
    await agent.keyboard.type('急ぎ')
    await agent.keyboard.press('Enter')
    await sees(agent, t('label.not_yet', { name: '急ぎ' }))
    assert.equal(await agent.locator('.head .label-add input').inputValue(), '急ぎ', 'what was typed stays')
    await button(agent.locator('.head'), t('label.create_and_put_on', { name: '急ぎ' })).click()
    await on.locator('.label', { hasText: '急ぎ' }).waitFor()
    await agent.locator(`#row-${id} .label`, { hasText: '急ぎ' }).waitFor()

    await button(on, t('label.take_off', { name: '返品' })).click()
    await on.locator('.label', { hasText: '返品' }).waitFor({ state: 'detached' })
    await agent
      .locator('.side .events', { hasText: t('event.thread_unlabelled', { name: '返品' }) })
      .waitFor()
  })

  journey('a list is kept to one label, and let go again', options, async () => {
    const labelId = await make('見積もり')
    const [labelled, other] = [await receive('見積もりの件'), await receive('ほかの件')]
    const ito = await viewerOf(hoshin.db, team.ito.id)
    await labelThread(hoshin.db, ito, { threadId: labelled, labelId }, Date.now())
    const agent = await windows.open(team.ito, `/inbox?mailbox=${hoshin.mailboxId}&status=new`)
    await agent.locator(`#row-${other}`).waitFor()
    await agent.locator('.label-filter summary').click()
    await agent.locator('.label-filter a', { hasText: '見積もり' }).click()
    await agent.locator(`#row-${other}`).waitFor({ state: 'detached' })
    await agent.locator(`#row-${labelled}`).waitFor()
    assert.equal(new URL(agent.url()).searchParams.get('label'), String(labelId))
    await agent.locator('.filtered a').click()
    await agent.locator(`#row-${other}`).waitFor()
  })

  journey(
    'two addresses of one customer are joined, with their threads and class, and taken apart',
    options,
    async () => {
      await make('VIP', { kind: 'customer' })
      const first = await receive('会社から', { name: '中村 大輔', address: 'd@gym.example' })
      await receive('自宅から', { name: '中村', address: 'nakamura@home.example' })
      const agent = await windows.open(team.ito, `/threads/${first}`)
      await agent.locator('.side .labels summary').click()
      await agent.locator('.side .labels input[name=name]').fill('ｖｉｐ')
      await agent.keyboard.press('Enter')
      await agent.locator('.side .labels-on .label', { hasText: 'VIP' }).waitFor()
      await agent.locator(`#row-${first} .label`, { hasText: 'VIP' }).waitFor()

      await agent.locator('.side .customer a').click()
      await agent.getByLabel(t('customer.join')).fill('nobody@home.example')
      await button(agent, t('customer.join_act')).click()
      await sees(agent, t('customer.unknown_address'))
      await agent.getByLabel(t('customer.join')).fill('nakamura@home.example')
      await button(agent, t('customer.join_act')).click()
      await agent.locator('.customer-threads', { hasText: '自宅から' }).waitFor()
      await agent.locator('.customer-threads', { hasText: '会社から' }).waitFor()
      await button(agent, t('customer.part')).click()
      await agent.locator('.customer-threads li', { hasText: '自宅から' }).waitFor({ state: 'detached' })

      await agent.locator('#rail a[href="/customers"]').click()
      await agent.locator('#customer-q').fill('中村')
      await button(agent.locator('.customer-search'), t('customer.search_act')).click()
      await agent.locator('.rows li', { hasText: 'nakamura@home.example' }).waitFor()
      assert.equal(await agent.locator('.page .rows li').count(), 2)
    },
  )

  journey('without JavaScript a label is chosen from a list', options, async () => {
    await make('故障')
    const id = await receive('故障の件')
    const agent = await windows.open(team.ito, `/threads/${id}`, { javaScriptEnabled: false })
    await agent.locator('.head .label-add summary').click()
    await agent.locator('.head .label-add select').selectOption({ label: '故障' })
    await button(agent.locator('.head .label-add'), t('label.put_on')).click()
    await agent.locator('.head .labels-on .label', { hasText: '故障' }).waitFor()
  })

  journey('an administrator makes, merges and removes labels, and nobody else can', options, async () => {
    const stays = await make('交換')
    const admin = await windows.open(team.admin, '/admin/labels')
    await admin.getByLabel(t('label_admin.name'), { exact: true }).fill('こうかん')
    await admin.locator('.palette label', { hasText: t('colour.teal') }).click()
    await button(admin, t('label_admin.create_act')).click()
    await sees(admin, t('label_admin.created'))
    await admin.getByLabel(t('label_admin.name'), { exact: true }).fill('交換')
    await button(admin, t('label_admin.create_act')).click()
    await sees(admin, t('label_admin.taken', { name: '交換' }))

    await admin.locator('.rows a', { hasText: 'こうかん' }).click()
    await admin.getByLabel(t('label_admin.merge_into'), { exact: true }).selectOption({ label: '交換' })
    await button(admin, t('label_admin.merge_act')).click()
    await admin.waitForURL(`**/admin/labels/${stays}?done=merged`)
    await admin.getByLabel(t('label_admin.remove_sure', { name: '交換' })).check()
    await button(admin, t('label_admin.remove_act')).click()
    await sees(admin, t('label_admin.removed'))
    assert.equal(await admin.locator('.rows a', { hasText: '交換' }).count(), 0)

    const agent = await windows.open(team.ito)
    assert.equal((await agent.goto('/admin/labels'))?.status(), 404)
  })
})
