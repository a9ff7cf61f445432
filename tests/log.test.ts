import assert from 'node:assert/strict'
import { Writable } from 'node:stream'
import { describe, it } from 'node:test'
import { linesTo, openLog } from '../src/log.ts'

const at = Date.UTC(2026, 6, 1, 9, 0)

function logged(say: (log: ReturnType<typeof openLog>) => void): string[] {
  const lines: string[] = []
  say(
    openLog(
      (line) => lines.push(line),
      () => at,
    ),
  )
  return lines
}

describe('the log', () => {
  it('is one line with time, level, room, message and facts', () => {
    assert.deepEqual(
      logged((log) =>
        log
          .room('ingest')
          .warn('polling failed', { mailbox: 'support', wait: 2000, error: 'no "answer"', none: undefined }),
      ),
      [
        '2026-07-01T09:00:00.000Z warn ingest polling failed mailbox=support wait=2000 error="no \\"answer\\""',
      ],
    )
  })

  it('stays one line whatever a server says, so that nobody can write lines of ours', () => {
    const hostile = 'no\r\n2026-07-01T09:00:00.000Z info hoshin all is well\u2028\u001b[2J'
    for (const line of logged((log) => {
      log.info(hostile)
      log.error('x', { error: hostile })
    })) {
      assert.ok(
        ![...line].some((character) => /[\u0000-\u001f\u007f-\u009f\u2028\u2029]/.test(character)),
        line,
      )
    }
  })

  it('goes on when nobody reads it any more', async () => {
    const broken = new Writable({
      write: (_chunk, _encoding, done) => done(Object.assign(new Error('write EPIPE'), { code: 'EPIPE' })),
    })
    const write = linesTo(broken)
    write('lost')
    await new Promise((resolve) => broken.once('close', resolve))
    write('lost too')
  })
})
