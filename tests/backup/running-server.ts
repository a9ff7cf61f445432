import { randomBytes } from 'node:crypto'
import { once } from 'node:events'
import { join } from 'node:path'
import { openSession } from '../../src/account/sign-in.ts'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { packBytes, storeBlob } from '../../src/message/blob.store.ts'
import { startCommand, workplace } from '../cli/hoshin.ts'
import { openCast } from '../support/cast.ts'
import { until } from '../support/deadline.ts'
import { freePort } from '../support/free-port.ts'

/** A folder with a configuration and an SQLite database in it, on which a server may run. */
export type Place = Awaited<ReturnType<typeof openPlace>>

export async function openPlace({ backup = '' } = {}) {
  const { folder, config, remove } = workplace()
  const port = await freePort()
  const database = join(folder, 'hoshin.db')
  const path = config(
    `language = "en"\n[listen]\nport = ${port}\n[database]\nurl = "sqlite:${database}"\n${backup}`,
  )
  const { db } = await openReady(`sqlite:${database}`)
  const cast = await openCast(db)
  const thread = await cast.arrive()
  await openSession(db, cast.ids.ito, { userAgent: 'test', address: '::1' }, Date.now())
  return {
    folder,
    database,
    path,
    port,
    db,
    cast,
    thread,
    /** Bytes that nothing packs, so that copying takes a while. */
    fill: async (megabytes: number) => {
      for (let n = 0; n < megabytes; n++)
        await storeBlob(db, await packBytes(randomBytes(1024 * 1024)), Date.now())
    },
    serve: () => serve(path, port),
    close: async () => {
      await db.destroy()
      remove()
    },
  }
}

async function serve(path: string, port: number) {
  // From the checkout, where its tsconfig says how pages are written.
  const child = startCommand(['serve', '-c', path], { cwd: process.cwd() })
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (said += String(chunk)))
  await until(() => said.includes('ready role='), { deadline: 30_000, what: `hoshin to be ready: ${said}` })
  return {
    url: `http://127.0.0.1:${port}`,
    said: () => said,
    stop: async (signal: NodeJS.Signals = 'SIGTERM') => {
      if (child.exitCode !== null || child.signalCode !== null) return
      const ended = once(child, 'exit')
      child.kill(signal)
      await ended
    },
  }
}

/** Posts comments through the server, one after the other, until told to end; gives those that it committed. */
export async function keepCommenting(
  { db, cast, thread }: Place,
  url: string,
): Promise<{ posted: () => number; end(): Promise<string[]> }> {
  const token = await openSession(db, cast.ids.ito, { userAgent: 'test', address: '::1' }, Date.now())
  const posted: string[] = []
  let isOver = false
  const posting = (async () => {
    for (let n = 0; !isOver; n++) {
      const body = `comment ${n}`
      const answer = await fetch(`${url}/threads/${thread.id}/comments`, {
        method: 'POST',
        redirect: 'manual',
        headers: {
          cookie: `hoshin_session=${token}`,
          'sec-fetch-site': 'same-origin',
          'content-type': 'application/x-www-form-urlencoded',
        },
        body: new URLSearchParams({ body, message: '' }),
      })
      if (answer.status !== 303) throw new Error(`${answer.status}: ${await answer.text()}`)
      posted.push(body)
    }
  })()
  return {
    posted: () => posted.length,
    end: async () => {
      isOver = true
      await posting
      return posted
    },
  }
}

/** Every row of a table as text, in the order of its first column. */
export async function rowsOf(db: Db, table: 'comments' | 'events' | 'messages' | 'blobs'): Promise<string[]> {
  const rows = await db.selectFrom(table).selectAll().orderBy('id').execute()
  return rows.map((row) => JSON.stringify(row))
}
