import assert from 'node:assert/strict'
import { it } from 'node:test'
import { addComment } from '../../src/comment/add-comment.ts'
import { deliveriesOfComments } from '../../src/notification/deliveries.store.ts'
import { addGroup, addMembership, openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  it('a group that is called names its members who are not told, until they may see the thread', async () => {
    const db = await open()
    const cast = await openCast(db)
    const { id: threadId } = await cast.arrive({})
    const night = await addGroup(db, '夜間', [cast.ids.ito, cast.ids.tanaka, cast.ids.emma])
    const comment = { threadId, messageId: null, body: '@夜間 お願いします' }
    const added = await addComment(db, await cast.viewer(cast.ids.ito), comment, START)
    assert.ok('commentId' in added)
    const states = async () =>
      ((await deliveriesOfComments(db, [added.commentId])).get(added.commentId) ?? []).map(
        ({ name, state }) => `${name} ${state}`,
      )
    assert.deepEqual(await states(), ['田中 健 queued', 'Emma Clarke no_access'])

    await addMembership(db, cast.support, { group: night }, 'agent')
    assert.deepEqual(await states(), ['田中 健 queued'])
  })
})
