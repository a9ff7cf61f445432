import assert from 'node:assert/strict'
import { beforeEach, it } from 'node:test'
import { setPolicy } from '../../src/policy/set-policy.ts'
import { mergeThread } from '../../src/thread/merge-thread.ts'
import { splitThread } from '../../src/thread/split-thread.ts'
import { type Cast, HOUR, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  let cast: Cast
  let threadId: number
  beforeEach(async () => {
    cast = await openCast(await open())
    threadId = (await cast.arrive({ messageId: 'one@shop.example' })).id
    await cast.arrive({ inReplyTo: '<one@shop.example>', at: START + HOUR })
  })
  type Terms = { replyBy?: 'anyone' | 'supervisor'; needsApproval?: boolean }
  const bind = async (change: Terms, on = threadId) => {
    const policy = { threadId: on, instruction: '慎重に', dueAt: null, returnWhen: '', replaces: 0 }
    const terms = { replyBy: 'anyone' as const, needsApproval: false, ...change }
    const set = await setPolicy(cast.db, await cast.viewer(cast.ids.sato), { ...policy, ...terms }, START)
    assert.ok('policyId' in set)
  }
  const split = async (who: number) => {
    const [first] = await cast.messages(threadId)
    const messageIds = [first?.id ?? 0]
    return splitThread(cast.db, await cast.viewer(who), { threadId, messageIds }, START)
  }
  const merge = async (who: number, terms: Terms | null) => {
    const into = (await cast.arrive({ subject: '別件', from: 'other@shop.example' })).id
    if (terms) await bind(terms, into)
    return mergeThread(cast.db, await cast.viewer(who), { threadId, into }, START)
  }

  it('mail that only a supervisor may answer is not carried by others to where they may', async () => {
    await bind({ needsApproval: true })
    assert.deepEqual(await split(cast.ids.ito), { refused: 'needs-approval' })
    assert.deepEqual(await merge(cast.ids.ito, {}), { refused: 'needs-approval' })
    assert.equal((await cast.messages(threadId)).length, 2)
    assert.ok('threadId' in (await split(cast.ids.sato)))
  })

  it('the same holds where the policy names the supervisors', async () => {
    await bind({ replyBy: 'supervisor' })
    assert.deepEqual(await split(cast.ids.ito), { refused: 'supervisor-only' })
    assert.ok('threadId' in (await merge(cast.ids.sato, {})))
  })

  it('a merge that frees nobody is for everybody', async () => {
    await bind({ replyBy: 'supervisor' })
    assert.ok('threadId' in (await merge(cast.ids.ito, { needsApproval: true })))
  })

  it('a policy under which its readers may answer holds nothing together', async () => {
    await bind({})
    assert.ok('threadId' in (await split(cast.ids.ito)))
    assert.ok('threadId' in (await merge(cast.ids.ito, null)))
  })
})
