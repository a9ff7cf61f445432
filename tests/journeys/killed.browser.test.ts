import assert from 'node:assert/strict'
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { openSession } from '../../src/account/sign-in.ts'
import type { Db } from '../../src/db/database.ts'
import { openReady } from '../../src/db/open-ready.ts'
import { receiveMessages } from '../../src/ingest/receive-messages.ts'
import { translatorFor } from '../../views/locales/index.ts'
import { startCommand } from '../cli/hoshin.ts'
import { addAccount, addMembership, arrivalFrom, inbox, rawMail } from '../support/cast.ts'
import { launchBrowser } from '../support/chromium.ts'
import { until } from '../support/deadline.ts'
import { freePort } from '../support/free-port.ts'
import { missing } from '../support/missing.ts'

const PATIENCE = 30_000

test('a server that is killed between two saves loses nothing that it said was saved, nor what came after', {
  skip: missing('chromium'),
}, async () => {
  await using stack = new AsyncDisposableStack()
  const folder = mkdtempSync(join(tmpdir(), 'hoshin-killed-'))
  stack.defer(() => rmSync(folder, { recursive: true, force: true, maxRetries: 5 }))
  const { db } = await openReady(`sqlite:${join(folder, 'hoshin.db')}`)
  stack.defer(() => db.destroy())
  const port = await freePort()
  const url = `http://127.0.0.1:${port}`
  const config = join(folder, 'hoshin.toml')
  writeFileSync(config, toml(folder, port))
  let server = await serve(config, url)
  stack.defer(() => server.kill())
  const { ito, threadId } = await prepare(db)

  const browser = await launchBrowser()
  stack.defer(() => browser.close())
  const context = await browser.newContext({ locale: 'ja', baseURL: url })
  const value = await openSession(db, ito, { userAgent: 'x', address: 'y' }, Date.now())
  await context.addCookies([{ name: 'hoshin_session', value, url }])
  const page = await context.newPage()
  await page.goto(`/threads/${threadId}/reply`)
  const body = page.locator('#reply-body')
  const state = page.locator('[data-saved]')
  const draft = async () => (await db.selectFrom('drafts').select('body').executeTakeFirst())?.body

  await body.fill('一つ目')
  await state.filter({ hasText: /^保存しました/ }).waitFor()
  await server.kill()
  await body.fill('一つ目と二つ目')
  await state.filter({ hasText: translatorFor('ja')('writing.offline') }).waitFor()
  assert.equal(await draft(), '一つ目')

  server = await serve(config, url)
  await until(async () => (await draft()) === '一つ目と二つ目', {
    ...{ deadline: PATIENCE, what: 'the page to save by itself, once there is a server' },
  })
  assert.equal(await body.inputValue(), '一つ目と二つ目')
  assert.equal((await db.selectFrom('draft_copies').selectAll().execute()).length, 0)
  const [one, ...more] = await db.selectFrom('writings').selectAll().execute()
  assert.deepEqual([one?.account_id, more], [ito, []], 'and still counts as writing, once')
})

async function serve(config: string, url: string): Promise<{ kill(): Promise<void> }> {
  const child = startCommand(['--config', config, 'serve', '--role', 'web'], { cwd: process.cwd() })
  const ended = new Promise((resolve) => child.once('exit', resolve))
  await until(
    () =>
      fetch(`${url}/health`).then(
        (answer) => answer.ok,
        () => false,
      ),
    { deadline: PATIENCE, what: 'the server' },
  )
  return {
    kill: async () => {
      child.kill('SIGKILL')
      await ended
    },
  }
}

async function prepare(db: Db): Promise<{ ito: number; threadId: number }> {
  const mailbox = await db.selectFrom('mailboxes').select(['id', 'address']).executeTakeFirstOrThrow()
  const ito = await addAccount(db, '伊藤 美咲', 'ito@minato.example')
  await addMembership(db, mailbox.id, { account: ito }, 'agent')
  const mail = await arrivalFrom(rawMail({}, 1), 1, Date.now())
  const { threadIds } = await receiveMessages(db, { mailbox, folder: inbox, mails: [mail] }, Date.now())
  return { ito, threadId: threadIds[0] ?? 0 }
}

function toml(folder: string, port: number): string {
  const server = 'host = "127.0.0.1"\nport = 1\ntls = "none"\nuser = "u"\npassword = "p"'
  return `
[listen]
port = ${port}
[database]
url = "sqlite:${join(folder, 'hoshin.db')}"
[mailbox.support]
name = "サポート窓口"
address = "support@minato.example"
[mailbox.support.imap]
${server}
[mailbox.support.smtp]
${server}
`
}
