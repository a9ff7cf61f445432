import assert from 'node:assert/strict'
import { spawnSync } from 'node:child_process'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { test } from 'node:test'
import { build } from 'esbuild'
import { openMailReader } from '../../src/mail/mail-reader.ts'
import { mailBytes } from './mail-bytes.ts'

const ordinary = mailBytes('Subject: ordinary\n\nHello')

test('mails are read in a thread, several at a time, and the caller keeps its bytes', async () => {
  await using reader = closing({ workers: 2 })
  const raws = Array.from({ length: 20 }, (_, at) => mailBytes(`Subject: ${at}\n\nHello`))
  const mails = await Promise.all(raws.map((raw) => reader.parse(raw)))
  assert.deepEqual(
    mails.map((mail) => mail.subject),
    raws.map((_, at) => String(at)),
  )
  assert.ok(raws.every((raw) => raw.byteLength > 0))
})

test('the bytes of an attachment come from the thread too', async () => {
  await using reader = closing()
  const raw = mailBytes('Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\nAAEC')
  const found = await reader.attachment(raw, 0)
  assert.deepEqual([...(found?.bytes ?? [])], [0, 1, 2])
  assert.equal(await reader.attachment(raw, 1), null)
})

test('a mail past the deadline is broken, its thread is replaced, and the queue goes on', async () => {
  await using reader = closing({ limits: { ms: 700, htmlBytes: 1e9 } })
  await reader.parse(ordinary)
  const [late, after] = await Promise.all([reader.parse(slowMail()), reader.parse(ordinary)])
  assert.equal(late.kind, 'broken')
  assert.equal(late.problemCode, 'timed-out')
  assert.equal(late.subject, 'slow')
  assert.equal(after.subject, 'ordinary')
  assert.equal(after.kind, 'mail')
})

test('an attachment past the deadline is none, and the reader goes on', async () => {
  await using reader = closing({ limits: { ms: 1 } })
  const raw = mailBytes(
    `Content-Type: application/pdf\nContent-Transfer-Encoding: base64\n\n${'AAAA'.repeat(3e6)}`,
  )
  assert.equal(await reader.attachment(raw, 0), null)
  assert.equal((await reader.parse(raw)).problemCode, 'timed-out')
})

test('a closed reader refuses', async () => {
  const reader = openMailReader()
  await reader.close()
  await assert.rejects(reader.parse(ordinary), /closed/)
})

test('closing refuses the mail that is being read, instead of calling it broken', async () => {
  const reader = openMailReader()
  const refused = assert.rejects(reader.parse(ordinary), /closed/)
  await reader.close()
  await refused
})

test('bundled, the reader finds its worker beside it, and an idle reader lets the program end', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'mail-reader-'))
  try {
    const source = new URL('../../src/mail/', import.meta.url).pathname
    await build({
      stdin: {
        contents: `import { openMailReader } from './mail-reader.ts'
          const mail = await openMailReader().parse(Buffer.from('Subject: bundled\\n\\nx'))
          console.log(mail.kind, mail.subject)`,
        resolveDir: source,
        loader: 'ts',
      },
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner,
      outfile: join(folder, 'main.js'),
      logLevel: 'silent',
    })
    await build({
      entryPoints: [join(source, 'mime-worker.ts')],
      bundle: true,
      platform: 'node',
      format: 'esm',
      banner,
      outfile: join(folder, 'mime-worker.js'),
      logLevel: 'silent',
    })
    const run = spawnSync(process.execPath, [join(folder, 'main.js')], { encoding: 'utf8', timeout: 20_000 })
    assert.equal(run.stdout.trim(), 'mail bundled', run.stderr)
    assert.equal(run.status, 0)
  } finally {
    rmSync(folder, { recursive: true })
  }
})

const banner = {
  js: "import { createRequire } from 'node:module'; const require = createRequire(import.meta.url);",
}

function closing(options: Parameters<typeof openMailReader>[0] = {}) {
  const reader = openMailReader(options)
  return { ...reader, [Symbol.asyncDispose]: () => reader.close() }
}

/** Enough HTML to keep a thread busy far longer than the deadline. */
function slowMail(): Uint8Array {
  return mailBytes(
    `Subject: slow\nContent-Type: text/html\n\n${'<b style="color:red">x</b>'.repeat(800_000)}`,
  )
}
