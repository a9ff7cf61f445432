import assert from 'node:assert/strict'
import { it } from 'node:test'
import { messagesInView } from '../../src/message/message-view.ts'
import { makeReader } from '../../views/reader.ts'
import { openCast, START } from '../support/cast.ts'
import { eachDatabase } from '../support/databases.ts'

const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: START, newestFirst: true })

eachDatabase((_name, open) => {
  it('of a mail that is a whole log the page shows the beginning and says so', async () => {
    const cast = await openCast(await open())
    const short = await cast.arrive({ text: '短いメール' })
    const long = await cast.arrive({
      subject: 'ログ',
      text: `障害のログです。\n${'2026-11-20 ok\n'.repeat(20_000)}`,
    })
    const shown = async (thread: typeof long) => {
      const [message] = await messagesInView(
        cast.db,
        await cast.viewer(cast.ids.ito),
        reader,
        thread,
        (await cast.messages(thread.id)).map(({ id }) => id),
      )
      const text = message?.body.segments.map((segment) => segment.text).join('\n') ?? ''
      return { text, cut: message?.body.cut }
    }
    assert.deepEqual(await shown(short), { text: '短いメール', cut: false })
    const { text, cut } = await shown(long)
    assert.match(text, /^障害のログです。/)
    assert.ok(text.length <= 100_000 && cut)
  })
})
