import assert from 'node:assert/strict'
import { test } from 'node:test'
import { Hono } from 'hono'
import { z } from 'zod'
import { email, requiredLine } from '../../src/web/fields.ts'
import { BodyTooLarge, files, many, type Parsed, parseForm, ticked } from '../../src/web/forms.ts'

const Schema = z.object({
  name: requiredLine(20),
  email: email(),
  tag: many(z.string()),
  agreed: ticked(),
  file: files(),
})

async function parsed(
  body: BodyInit,
  maxBytes = 100_000,
): Promise<Parsed<z.infer<typeof Schema>> | 'too large'> {
  let result: Parsed<z.infer<typeof Schema>> | 'too large' | undefined
  const app = new Hono().post('/', async (c) => {
    try {
      result = await parseForm(c, Schema, { maxBytes })
    } catch (error) {
      if (!(error instanceof BodyTooLarge)) throw error
      result = 'too large'
    }
    return c.text('')
  })
  await app.request('/', { method: 'POST', body })
  assert.ok(result)
  return result
}

const good = { name: ' 伊藤\r\n美咲 ', email: ' Ito@Example.JP ' }

test('fields become typed values, trimmed and on one line', async () => {
  const form = await parsed(new URLSearchParams(good))
  assert.ok(form !== 'too large' && form.ok)
  assert.deepEqual(form.value, {
    name: '伊藤 美咲',
    email: 'ito@example.jp',
    tag: [],
    agreed: false,
    file: [],
  })
})

test('a field that came once and one that came twice are both lists', async () => {
  const once = await parsed(new URLSearchParams([...Object.entries(good), ['tag', 'a']]))
  const twice = await parsed(new URLSearchParams([...Object.entries(good), ['tag', 'a'], ['tag', 'b']]))
  assert.ok(once !== 'too large' && once.ok && twice !== 'too large' && twice.ok)
  assert.deepEqual([once.value.tag, twice.value.tag], [['a'], ['a', 'b']])
})

test('a wrong form gives back what was typed, but no password, and one error for each field', async () => {
  const form = await parsed(new URLSearchParams({ name: '', email: 'nobody', password: 'secret' }))
  assert.ok(form !== 'too large' && !form.ok)
  assert.deepEqual(form.values, { name: '', email: 'nobody' })
  assert.deepEqual(form.errors, { name: 'refused.required', email: 'refused.email' })
})

test('a field that no browser leaves out is an error as well, not a surprise', async () => {
  const form = await parsed(new URLSearchParams({}))
  assert.ok(form !== 'too large' && !form.ok)
  assert.deepEqual(form.errors, { name: 'refused.required', email: 'refused.required' })
})

test('multipart forms carry files; an empty file field is none', async () => {
  const body = new FormData()
  body.set('name', '伊藤')
  body.set('email', 'ito@example.jp')
  body.append('file', new File(['見積もり'], '見積書.txt'))
  body.append('file', new File([], ''))
  const form = await parsed(body)
  assert.ok(form !== 'too large' && form.ok)
  assert.deepEqual(
    form.value.file.map((file) => file.name),
    ['見積書.txt'],
  )
})

test('NUL, which PostgreSQL cannot keep, is dropped', async () => {
  const form = await parsed(new URLSearchParams({ ...good, name: 'a\u0000b' }))
  assert.ok(form !== 'too large' && form.ok)
  assert.equal(form.value.name, 'ab')
})

test('a body beyond the limit is not read to its end, whatever length it names', async () => {
  assert.equal(await parsed(new URLSearchParams({ name: 'x'.repeat(200) }), 100), 'too large')
  const endless = new ReadableStream<Uint8Array>({
    pull: (controller) => controller.enqueue(new Uint8Array(64)),
  })
  const app = new Hono().post('/', async (c) => {
    await assert.rejects(parseForm(c, Schema, { maxBytes: 1000 }), BodyTooLarge)
    return c.text('refused')
  })
  const init = { method: 'POST', body: endless, duplex: 'half' }
  const request = new Request('http://localhost/', init)
  assert.equal(await (await app.request(request)).text(), 'refused')
})

test('a hundred thousand repeats of one field are read at once', { timeout: 5_000 }, async () => {
  const repeated = new URLSearchParams([...Object.entries(good), ...Array(100_000).fill(['tag', 'a'])])
  const form = await parsed(repeated, 1_000_000)
  assert.ok(form !== 'too large' && form.ok)
  assert.equal(form.value.tag.length, 100_000)
})
