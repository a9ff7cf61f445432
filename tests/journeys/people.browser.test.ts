import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { translatorFor } from '../../views/locales/index.ts'
import { type Hoshin, missingForJourneys, runHoshin, support } from '../support/hoshin.ts'
import { button, journey, openWindows, sees, type Windows } from '../support/page.ts'
import { PASSWORD } from '../support/people.ts'

const t = translatorFor('ja')
const skip = missingForJourneys()

describe('people', { skip }, () => {
  let hoshin: Hoshin
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })

  journey(
    'the first run makes the administrator, who invites, gives a role, and shuts somebody out',
    { skip, windows: () => windows },
    async () => {
      const admin = await windows.open(null, '/')
      await admin.getByLabel(t('account.name')).fill('管理 太郎')
      await admin.getByLabel(t('account.email')).fill('admin@minato.example')
      await admin.getByLabel(t('account.password')).fill(PASSWORD)
      await button(admin, t('first_run.act')).click()
      await admin.locator('#app').waitFor()
      const again = await admin.request.get('/first-run')
      assert.equal(again.status(), 404)

      await admin.goto('/admin/people')
      const form = admin.locator('form#invite')
      await form.getByLabel(t('account.name')).fill('伊藤 美咲')
      await form.getByLabel(t('account.email')).fill('ito@minato.example')
      await button(form, t('people.invite_act')).click()
      const link = await admin.locator('#invited input[readonly]').inputValue()
      assert.ok(link.startsWith(`${hoshin.url}/`), link)

      const ito = await windows.open(null, link)
      await sees(ito, t('invitation.title', { name: '伊藤 美咲' }))
      await ito.getByLabel(t('account.password')).fill('short')
      await button(ito, t('invitation.act')).click()
      await sees(ito, t('refused.password_short'))
      assert.equal(await ito.getByLabel(t('account.name')).inputValue(), '伊藤 美咲')
      await ito.getByLabel(t('account.password')).fill(PASSWORD)
      await button(ito, t('invitation.act')).click()
      await ito.locator('#app').waitFor()
      assert.equal(await mailboxLink(ito).count(), 0)
      const stranger = await windows.open(null, link)
      await sees(stranger, t('invitation.used_title'))

      await admin.goto('/admin/people')
      await admin.getByRole('link', { name: '伊藤 美咲' }).click()
      // The page before has a field of that name too, for invitations.
      await button(admin, t('common.save')).waitFor()
      await admin.getByLabel(support.name).selectOption('agent')
      await button(admin, t('common.save')).click()
      await sees(admin, t('admin.saved'))
      await ito.reload()
      await mailboxLink(ito).click()
      await sees(ito, t('empty.new'))

      await button(admin, t('people.disable_act')).click()
      await sees(admin, t('people.disabled'))
      await ito.goto('/inbox')
      await ito.getByLabel(t('account.password')).fill(PASSWORD)
      await ito.getByLabel(t('account.email')).fill('ito@minato.example')
      await button(ito, t('signin.act')).click()
      await sees(ito, t('signin.wrong'))

      await button(admin, t('people.enable_act')).click()
      await sees(admin, t('people.enabled'))
      await ito.getByLabel(t('account.password')).fill(PASSWORD)
      await button(ito, t('signin.act')).click()
      await mailboxLink(ito).waitFor()
    },
  )

  function mailboxLink(page: Page) {
    return page.locator('#rail').getByRole('link', { name: support.name })
  }
})
