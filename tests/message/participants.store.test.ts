import assert from 'node:assert/strict'
import { it } from 'node:test'
import { addParticipants } from '../../src/message/message.store.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

eachDatabase((_name, open) => {
  it('a mail to more people than one statement can name is taken in', async () => {
    const cast = await openCast(await open())
    const { id } = await cast.arrive({})
    const before = await count()
    await addParticipants(
      cast.db,
      id,
      Array.from({ length: 22_000 }, (_, n) => `p${n}@list.example`),
      START,
    )
    assert.equal(await count(), before + 22_000)

    async function count(): Promise<number> {
      const rows = await cast.db
        .selectFrom('participants')
        .select('address')
        .where('thread_id', '=', id)
        .execute()
      return rows.length
    }
  })
})
