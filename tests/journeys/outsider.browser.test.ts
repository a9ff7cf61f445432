import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { mailBytes } from '../mail/mail-bytes.ts'
import { plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin, support } from '../support/hoshin.ts'
import { journey, openWindows, PATIENCE, postForm, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const skip = missingForJourneys()
const UNKNOWN = 987654

describe('somebody without a role', { skip }, () => {
  let hoshin: Hoshin
  let team: Team
  let windows: Windows
  before(async () => {
    hoshin = await runHoshin()
    team = await addTeam(hoshin)
    windows = await openWindows(() => hoshin)
  })
  after(async () => {
    await windows?.[Symbol.asyncDispose]()
    await hoshin?.[Symbol.asyncDispose]()
  })
  const options = { skip, windows: () => windows }

  journey('gets for everything of a thread what they get for nothing at all', options, async () => {
    const { thread, message, attachment } = await threadWithFile()
    const agent = await windows.open(team.ito, `/threads/${thread}`)
    await agent.locator('.note-add summary').click()
    await agent.locator('.note-add textarea').fill('内緒のメモ')
    await agent.locator('.note-add button').click()
    await agent.locator('.note', { hasText: '内緒のメモ' }).waitFor()
    const { id: comment } = await hoshin.db.selectFrom('comments').select('id').executeTakeFirstOrThrow()
    // The agent sees them all: otherwise nothing is proved.
    const read = [
      [`/threads/${thread}`, `/threads/${UNKNOWN}`],
      [`/threads/${thread}/reply`, `/threads/${UNKNOWN}/reply`],
      [`/messages/${message}/body`, `/messages/${UNKNOWN}/body`],
      [`/messages/${message}/original`, `/messages/${UNKNOWN}/original`],
      [`/attachments/${attachment}`, `/attachments/${UNKNOWN}`],
      [`/comments/${comment}/edit`, `/comments/${UNKNOWN}/edit`],
    ] as const
    const outsider = await windows.open(team.hasegawa)
    for (const [theirs, nothing] of read) {
      assert.equal((await agent.request.get(theirs)).status(), 200, theirs)
      const [refused, unknown] = [await outsider.request.get(theirs), await outsider.request.get(nothing)]
      assert.equal(refused.status(), 404, theirs)
      assert.equal(timeless(await refused.text()), timeless(await unknown.text()), theirs)
    }

    const forms = [
      [`/threads/${thread}/status`, `/threads/${UNKNOWN}/status`, { status: 'done' }],
      [`/threads/${thread}/assignee`, `/threads/${UNKNOWN}/assignee`, { assignee: '' }],
      [`/threads/${thread}/comments`, `/threads/${UNKNOWN}/comments`, { body: 'x' }],
      [`/threads/${thread}/policies`, `/threads/${UNKNOWN}/policies`, { instruction: 'x' }],
      [`/threads/${thread}/waits`, `/threads/${UNKNOWN}/waits`, { with: '技術部', question: 'x' }],
      [`/comments/${comment}`, `/comments/${UNKNOWN}`, { body: 'x' }],
      [`/threads/${thread}/merges`, `/threads/${UNKNOWN}/merges`, { into: '1' }],
      [`/threads/${thread}/splits`, `/threads/${UNKNOWN}/splits`, { messages: String(message) }],
    ] as const
    const before = await eventCount()
    for (const [theirs, nothing, fields] of forms) {
      const [refused, unknown] = [
        await postForm(outsider, theirs, fields),
        await postForm(outsider, nothing, fields),
      ]
      assert.equal(refused.status, 404, theirs)
      assert.equal(timeless(refused.text), timeless(unknown.text), theirs)
    }
    assert.equal(await eventCount(), before, 'something was changed')

    const suggestions = (id: number) => outsider.request.get(`/people/suggestions?q=&thread=${id}`)
    assert.equal(await (await suggestions(thread)).text(), await (await suggestions(UNKNOWN)).text())
  })

  journey('hears nothing of it, while those who belong to it do', options, async () => {
    const agent = await windows.open(team.ito)
    const outsider = await windows.open(team.hasegawa)
    for (const page of [agent, outsider]) await listenIn(page)
    const letter = { subject: '内緒の案件', text: '…', messageId: 'secret@midori.example' }
    await hoshin.receive(plainLetter(letter))
    await until(async () => (await heard(agent)).some((line) => line.includes('"thread"')), {
      deadline: PATIENCE,
      what: 'the agent to hear of the mail',
    })
    assert.deepEqual(await heard(outsider), [])
    await agent.locator('.row', { hasText: letter.subject }).waitFor()
    assert.equal(await outsider.locator('.row').count(), 0)
  })

  async function threadWithFile() {
    const raw = mailBytes(
      `From: hanako@midori.example\nTo: ${support.address}\nSubject: secret\nMessage-ID: <file@midori.example>\n`,
      'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n',
      '--x\nContent-Type: text/html\n\n<p>secret</p>\n',
      '--x\nContent-Type: text/csv\nContent-Disposition: attachment; filename=secret.csv\n\n1,2\n--x--\n',
    )
    const thread = await hoshin.receive(raw)
    const { id: message } = await hoshin.db
      .selectFrom('messages')
      .select('id')
      .where('thread_id', '=', thread)
      .executeTakeFirstOrThrow()
    const { id: attachment } = await hoshin.db
      .selectFrom('attachments')
      .select('id')
      .where('message_id', '=', message)
      .executeTakeFirstOrThrow()
    return { thread, message, attachment }
  }

  async function eventCount(): Promise<number> {
    const { count } = await hoshin.db
      .selectFrom('events')
      .select(({ fn }) => fn.countAll<number>().as('count'))
      .executeTakeFirstOrThrow()
    return count
  }
})

/** A page says when it was made, and two pages are made at two times. */
function timeless(text: string): string {
  return text.replace(/ data-now="\d+"/, '')
}

/** Follows the live stream as the page's own script does, and keeps what comes. */
async function listenIn(page: Page): Promise<void> {
  await page.evaluate(async () => {
    const lines: string[] = []
    Object.assign(window, { heard: lines })
    const stream = new EventSource('/live')
    stream.addEventListener('message', (event) => lines.push(event.data))
    await new Promise((resolve) => stream.addEventListener('open', resolve))
  })
}

async function heard(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    'heard' in window && Array.isArray(window.heard) ? window.heard : ['nothing kept'],
  )
}
