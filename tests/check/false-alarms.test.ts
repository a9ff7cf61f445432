import assert from 'node:assert/strict'
import { existsSync, globSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { describe, it } from 'node:test'
import { fileURLToPath } from 'node:url'
import { threads } from '../../demo/threads/index.ts'
import { type CheckSettings, checkKinds, type Finding, findingsIn } from '../../src/check/check.ts'
import { ownWords } from '../../src/check/own-words.ts'
import { parseMail } from '../../src/mail/mime.ts'

const corpora = fileURLToPath(new URL('../../../shared/corpora/', import.meta.url))
const settings = Object.fromEntries(
  checkKinds.map((kind) => [kind, { on: true, words: [] }]),
) as unknown as CheckSettings
const noAddressees = { to: [], cc: [], bcc: [] }
const nobody = { addresses: new Set<string>(), domains: new Set<string>() }

type Judged = { name: string; findings: Finding[] }

/** Mails that people sent, each as if it were the reply that is about to go to those whom it went to. */
async function mails(): Promise<Judged[]> {
  const folders = ['stalwart', 'zbateson', 'enmime', 'not-bounces']
  const names = folders.flatMap((folder) =>
    globSync('**/*.{eml,txt,raw}', { cwd: join(corpora, 'mail', folder) }).map((name) => join(folder, name)),
  )
  const read = await Promise.all(
    names.toSorted().map(async (name) => {
      const mail = await parseMail(readFileSync(join(corpora, 'mail', name)))
      const text = ownWords(mail.text)
      if (mail.kind !== 'mail' || mail.from === null || mail.to.length === 0 || text.length < 20) return []
      const everybody = [...mail.to, ...mail.cc]
      const addressees = { to: mail.to, cc: mail.cc, bcc: [] }
      const around = {
        threadSubject: mail.subject,
        customer: { names: everybody.map((one) => one.name).filter((one) => one !== ''), wrote: '' },
        participants: new Set(everybody.map(({ address }) => address.toLowerCase())),
        own: nobody,
        otherCustomers: strangers,
      }
      const files = mail.attachments.length
      return [
        { name, findings: findingsIn({ addressees, subject: mail.subject, text, files }, around, settings) },
      ]
    }),
  )
  return read.flat()
}

/** Replies as many mail programs write them; to whom, nobody knows. */
function replies(): Judged[] {
  return globSync('*.txt', { cwd: join(corpora, 'quotes') })
    .toSorted()
    .map((name) => {
      const text = ownWords(readFileSync(join(corpora, 'quotes', name), 'utf8'))
      const around = {
        threadSubject: 'Order 5',
        customer: { names: [], wrote: '' },
        participants: new Set<string>(),
        own: nobody,
        otherCustomers: strangers,
      }
      const written = { addressees: noAddressees, subject: 'Re: Order 5', text, files: 0 }
      return { name, findings: findingsIn(written, around, settings) }
    })
}

/** Replies in Japanese and English to customers, among whom all the others of the story could be meant. */
function story(shift = 0): Judged[] {
  const everybody = new Set(
    threads.flatMap(({ story: steps }) =>
      steps.flatMap((step) => (step.kind === 'mail' ? [step.from.name] : [])),
    ),
  )
  return threads.flatMap(({ key, story }, at) => {
    const steps = threads[(at + shift) % threads.length]?.story ?? []
    const mails = steps.filter((step) => step.kind === 'mail')
    const [first] = mails
    if (!first) return []
    const around = {
      threadSubject: first.subject ?? '',
      customer: {
        names: mails.map(({ from }) => from.name),
        wrote: mails.map(({ text }) => text).join('\n'),
      },
      participants: new Set<string>(),
      own: nobody,
      otherCustomers: [...everybody],
    }
    const subject = `Re: ${first.subject ?? ''}`
    return story.flatMap((step) => {
      if (step.kind !== 'reply') return []
      const written = { addressees: noAddressees, subject, text: ownWords(step.body), files: 0 }
      return [{ name: key, findings: findingsIn(written, around, settings) }]
    })
  })
}

/** Customers whom none of these mails is about. */
const strangers = [
  '佐藤 次郎',
  '大森 実',
  '林 さくら',
  'Emma Clarke',
  'John Smith',
  'Maria Rossi',
  'Peter Hall',
]

describe('ordinary mails before they go', {
  skip: !existsSync(corpora) && 'the corpora are not here',
}, () => {
  for (const [what, judged, most] of [
    ['mails of public corpora', mails, 0.02],
    ['replies of many mail programs', replies, 0.05],
    ['replies in Japanese and English to known customers', story, 0.02],
  ] as const) {
    it(`are asked about seldom: ${what}`, async (test) => {
      const all = await judged()
      assert.ok(all.length > 50, `only ${all.length} were found`)
      const asked = all.filter(({ findings }) => findings.length > 0)
      const byKind = checkKinds.map((kind) => {
        const of = asked.filter(({ findings }) => findings.some((finding) => finding.kind === kind))
        return `${kind} ${of.length}`
      })
      test.diagnostic(`${all.length} read, ${asked.length} asked about: ${byKind.join(', ')}`)
      if (process.env.HOSHIN_SHOW !== undefined)
        for (const { name, findings } of asked)
          test.diagnostic(
            `${name}: ${findings.map(({ says, what, meant }) => `${says} “${what}” ${meant}`).join('; ')}`,
          )
      assert.ok(asked.length / all.length <= most, `${asked.length} of ${all.length}`)
    })
  }

  it('are asked about when they would go to another customer of the story', (test) => {
    const all = [1, 7, 13].flatMap((shift) => story(shift))
    const asked = all.filter(({ findings }) => findings.length > 0)
    test.diagnostic(`${all.length} mixed up, ${asked.length} asked about`)
    if (process.env.HOSHIN_SHOW !== undefined)
      for (const { name, findings } of all) if (findings.length === 0) test.diagnostic(`passed: ${name}`)
    assert.ok(asked.length / all.length > 0.9, `${asked.length} of ${all.length}`)
  })
})
