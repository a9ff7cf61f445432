import assert from 'node:assert/strict'
import { beforeEach, describe, it } from 'node:test'
import type { Db } from '../../src/db/database.ts'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { offeredTemplates } from '../../src/template/offered-templates.ts'
import { setOwnSignature, signatureBeneath } from '../../src/template/own-signature.ts'
import {
  addTemplate,
  changeTemplate,
  removeTemplate,
  settleTemplateProposal,
} from '../../src/template/set-template.ts'
import { findTemplate, proposalsOf } from '../../src/template/template.store.ts'
import { templatesInView } from '../../src/template/templates-view.ts'
import { useTemplate } from '../../src/template/use-template.ts'
import { type Cast, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const NOW = START + HOUR
const text = {
  folder: '納期',
  name: 'お詫び',
  body: '{{お客様名}}\n{{営業時間}}に{{担当者名}}より、{{期限}}まで',
}

eachDatabase((_, open) => {
  let db: Db
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    db = await open()
    cast = await openCast(db)
    threadId = (await cast.arrive({ from: '山口 花子 <hanako@shop.example>' })).id
  })
  const add = async (who: number, change: { mailboxId?: number | null; needsApproval?: boolean } = {}) => {
    const input = { mailboxId: cast.support, text, needsApproval: false, ...change }
    const added = await addTemplate(db, await cast.viewer(who), input, NOW)
    return 'templateId' in added ? added.templateId : assert.fail(JSON.stringify(added))
  }
  const change = async (who: number, templateId: number, name: string, version = 1) =>
    changeTemplate(
      db,
      await cast.viewer(who),
      { templateId, version, text: { ...text, name }, needsApproval: true },
      NOW,
    )
  const nameOf = async (who: number, id: number) =>
    (await findTemplate(db, await cast.viewer(who), id))?.name ?? null
  const use = async (who: number, chosen: { template: number } | { wording: number }) =>
    useTemplate(db, await cast.viewer(who), await cast.thread(threadId), chosen, NOW)

  describe('templates', () => {
    it('are filled for the thread, leave what is not known, and count their uses', async () => {
      const id = await add(cast.ids.ito)
      const filled = '山口 花子 様\n月〜金 9:00〜18:00に伊藤 美咲より、{{期限}}まで'
      assert.equal(await use(cast.ids.ito, { template: id }), filled)
      assert.equal((await findTemplate(db, await cast.viewer(cast.ids.ito), id))?.uses, 1)
    })

    it('are those of the mailbox and of the person, and nobody else’s', async () => {
      const shared = await add(cast.ids.ito)
      const own = await add(cast.ids.ito, { mailboxId: null })
      assert.deepEqual(
        [await nameOf(cast.ids.tanaka, shared), await nameOf(cast.ids.tanaka, own)],
        ['お詫び', null],
      )
      assert.equal(await nameOf(cast.ids.emma, shared), null)
      assert.equal(await use(cast.ids.tanaka, { template: own }), null)
      const offered = await offeredTemplates(
        db,
        await cast.viewer(cast.ids.tanaka),
        await cast.thread(threadId),
        'おわび 納期',
      )
      assert.deepEqual([offered.templates.length, offered.find], [0, 'おわび 納期'])
      const added = await addTemplate(
        db,
        await cast.viewer(cast.ids.emma),
        { mailboxId: cast.support, text, needsApproval: false },
        NOW,
      )
      assert.deepEqual(added, { refused: 'not-found' })
    })

    it('say at saving which variables there are not', async () => {
      const viewer = await cast.viewer(cast.ids.ito)
      const wrong = { folder: '', name: '', body: '{{customer}} {{顧客}}' }
      const added = await addTemplate(db, viewer, { mailboxId: null, text: wrong, needsApproval: false }, NOW)
      assert.deepEqual(added, {
        refused: 'wrong',
        errors: { name: 'missing', body: { unknown: ['顧客'] } },
      })
    })

    it('stay in use as they are while a change waits for a supervisor', async () => {
      const id = await add(cast.ids.sato, { needsApproval: true })
      assert.deepEqual(await change(cast.ids.ito, id, '新しい名前'), { templateId: id, waits: true })
      assert.equal(await nameOf(cast.ids.ito, id), 'お詫び')
      const proposal = (await proposalsOf(db, [id])).get(id)
      assert.deepEqual([proposal?.author, proposal?.name], ['伊藤 美咲', '新しい名前'])
      const settle = async (who: number, at: number) =>
        settleTemplateProposal(db, await cast.viewer(who), { templateId: id, at, take: true }, NOW)
      assert.deepEqual(await settle(cast.ids.ito, NOW), { refused: 'not-found' })
      assert.deepEqual(await settle(cast.ids.sato, NOW + 1), { refused: 'changed-meanwhile' })
      assert.deepEqual(await settle(cast.ids.sato, NOW), { templateId: id })
      assert.equal(await nameOf(cast.ids.ito, id), '新しい名前')
      const view = await templatesInView(db, await cast.viewer(cast.ids.ito))
      assert.deepEqual(
        view[0]?.templates.map(({ may, proposal: waiting }) => [may, waiting]),
        [['propose', null]],
      )
    })

    it('do not lose a change that somebody else made meanwhile, and can be removed', async () => {
      const id = await add(cast.ids.ito)
      assert.deepEqual(await change(cast.ids.tanaka, id, 'A'), { templateId: id, waits: false })
      assert.deepEqual(await change(cast.ids.ito, id, 'B'), { refused: 'changed-meanwhile', version: 2 })
      assert.deepEqual(await removeTemplate(db, await cast.viewer(cast.ids.emma), id, NOW), {
        refused: 'not-found',
      })
      await removeTemplate(db, await cast.viewer(cast.ids.ito), id, NOW)
      assert.equal(await nameOf(cast.ids.ito, id), null)
    })

    it('offer the words for customers that came with policies one sees', async () => {
      const other = await cast.arrive({ from: 'Jiro <jiro@other.example>' })
      const set = await setPolicy(
        db,
        await cast.viewer(cast.ids.sato),
        {
          ...{ threadId: other.id, instruction: '値引きしない', dueAt: null, replyBy: 'anyone' },
          ...{ needsApproval: false, returnWhen: '', replaces: 0, wording: '{{お客様名}}、ご要望には' },
        },
        NOW,
      )
      const policyId = 'policyId' in set ? set.policyId : assert.fail(JSON.stringify(set))
      assert.equal(await use(cast.ids.ito, { wording: policyId }), '山口 花子 様、ご要望には')
      assert.equal(await use(cast.ids.emma, { wording: policyId }), null)
      const thread = await cast.thread(threadId)
      const offered = await offeredTemplates(db, await cast.viewer(cast.ids.ito), thread, null)
      assert.deepEqual(
        offered.wordings.map(({ isOfThread }) => isOfThread),
        [false],
      )
    })

    it('have beneath them one’s own signature, then the mailbox’s', async () => {
      await setOwnSignature(db, await cast.viewer(cast.ids.ito), '伊藤\r\n')
      assert.equal(
        await signatureBeneath(db, { signature: '-- \n窓口' }, cast.ids.ito),
        '伊藤\n--\n窓口'.replace('--', '-- '),
      )
      assert.equal(await signatureBeneath(db, { signature: '' }, cast.ids.tanaka), '')
    })
  })
})
