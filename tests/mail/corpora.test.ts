import assert from 'node:assert/strict'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { test } from 'node:test'
import { fileURLToPath } from 'node:url'
import { withImages } from '../../src/mail/html-images.ts'
import { parseMail } from '../../src/mail/mime.ts'
import { assertHarmless } from './html-grammar.ts'

const folder = fileURLToPath(new URL('../../../shared/corpora/mail/', import.meta.url))
const skip = existsSync(folder) ? false : 'the corpora are not beside the checkout'

function mailsIn(...names: string[]): string[] {
  return names.flatMap((name) =>
    readdirSync(join(folder, name), { recursive: true, encoding: 'utf8' })
      .filter((file) => /\.(eml|raw|txt)$/.test(file) && !file.startsWith('files/'))
      .map((file) => join(folder, name, file)),
  )
}

test('every public test mail is read without a throw, a hang or a hole', { skip }, async () => {
  const files = mailsIn('bounces', 'not-bounces', 'enmime', 'rspamd', 'stalwart', 'zbateson')
  assert.ok(files.length > 500, `${files.length} mails`)
  for (const file of files) {
    const started = performance.now()
    const mail = await parseMail(readFileSync(file))
    assert.ok(performance.now() - started < 5000, file)
    assert.notEqual(mail.kind, 'broken', file)
    assert.equal(JSON.stringify(mail).includes('\\u0000'), false, file)
    assert.ok(mail.text.isWellFormed(), file)
    assert.ok([...mail.excerpt].length <= 140, file)
    for (const remote of [false, true]) {
      const shown = withImages(mail.html ?? '', { remote, inlineUrl: (index) => `/inline/${index}` })
      assertHarmless(shown, /^(data:image\/|https?:\/\/|\/inline\/\d+$)/, file)
    }
  }
})

test('nearly all public bounces are known as such', {
  skip,
}, async () => {
  const kinds = await kindsOf(mailsIn('bounces'))
  assert.equal(kinds.bounce + kinds.auto_reply + kinds.mail, 157)
  assert.ok(kinds.bounce >= 154, JSON.stringify(kinds))
  assert.ok(kinds.mail <= 2, JSON.stringify(kinds))
})

test('ordinary public mail is never taken for a bounce', { skip }, async () => {
  const files = mailsIn('enmime', 'rspamd', 'stalwart', 'zbateson', 'not-bounces')
  // This one is a delivery report among the test mails of a parser.
  const kinds = await kindsOf(files.filter((file) => !file.endsWith('multipart-wo-boundary.raw')))
  assert.equal(kinds.bounce, 0, JSON.stringify(kinds))
})

async function kindsOf(
  files: string[],
): Promise<Record<'mail' | 'bounce' | 'auto_reply' | 'broken', number>> {
  const kinds = { mail: 0, bounce: 0, auto_reply: 0, broken: 0 }
  for (const file of files) kinds[(await parseMail(readFileSync(file))).kind]++
  return kinds
}
