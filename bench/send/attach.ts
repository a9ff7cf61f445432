import { randomBytes } from 'node:crypto'
import type { Db } from '../../src/db/database.ts'
import { lastEventId } from '../../src/thread/thread.store.ts'

/**
 * Answers a thread as a browser does, with one file that no packing makes smaller, and confirms what is asked.
 *
 * @param url of the server
 */
export async function answerWithFile(
  db: Db,
  { url, cookie }: { url: string; cookie: string },
  { threadId, bytes }: { threadId: number; bytes: number },
): Promise<void> {
  const token = randomBytes(16).toString('hex')
  const version = String(await lastEventId(db, threadId))
  const send = async (more: Record<string, string>, file: Blob | null) => {
    const form = new FormData()
    const fields = {
      ...{ to: `c${threadId}@shop.example.com`, subject: `Re: ご注文 ${threadId}` },
      ...{
        body: '添付の資料をご確認ください。',
        form_token: token,
        thread_version: version,
        edit: '1',
        after: 'done',
      },
      ...more,
    }
    for (const [name, value] of Object.entries(fields)) form.set(name, value)
    if (file) form.set('files', file, 'catalogue.zip')
    return fetch(`${url}/threads/${threadId}/replies`, {
      method: 'POST',
      redirect: 'manual',
      headers: { cookie, origin: new URL(url).origin },
      body: form,
    })
  }
  let answer = await send({}, new Blob([randomBytes(bytes)], { type: 'application/zip' }))
  for (let asked = 0; asked < 2 && answer.status !== 303; asked++) {
    const page = await answer.text()
    const [, mark] = /name="confirmed"\s+value="([^"]+)"/.exec(page) ?? []
    const [, edition] = /name="draft_version"\s+value="(\d+)"/.exec(page) ?? []
    const [, seen] = /name="thread_version"\s+value="(\d+)"/.exec(page) ?? []
    answer = await send(
      { confirmed: mark ?? '', draft_version: edition ?? '0', thread_version: seen ?? version, edit: '2' },
      null,
    )
  }
  if (answer.status !== 303) throw new Error(`the answer with a file was not taken: ${answer.status}`)
}
