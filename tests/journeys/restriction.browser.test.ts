import assert from 'node:assert/strict'
import { after, before, describe } from 'node:test'
import type { Page } from 'playwright-core'
import { mailBytes } from '../mail/mail-bytes.ts'
import { plainLetter } from '../support/customer.ts'
import { until } from '../support/deadline.ts'
import { type Hoshin, missingForJourneys, runHoshin, support } from '../support/hoshin.ts'
import { button, journey, openWindows, PATIENCE, postForm, sees, type Windows } from '../support/page.ts'
import { addTeam, type Team } from '../support/people.ts'

const skip = missingForJourneys()
const UNKNOWN = 987654
const SUBJECT = 'kaiinbango'
const CUSTOMER = 'shinobu@himitsu.example'

describe('a restricted thread', { skip }, () => {
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

  journey(
    'is limited without script, and is gone from an open list; nothing tells of it',
    options,
    async () => {
      const other = await hoshin.receive(
        plainLetter({ subject: '別の件', text: '…', messageId: 'other@midori.example' }),
      )
      const ids = await secretThread()
      const outsider = await windows.open(team.tanaka)
      await outsider.locator('.row', { hasText: SUBJECT }).waitFor()
      await restrict(ids.thread, ['伊藤 美咲'], '会員番号を含むため')
      await outsider.locator('.row', { hasText: SUBJECT }).waitFor({ state: 'detached' })
      await outsider.locator('.row', { hasText: '別の件' }).waitFor()

      const insider = await windows.open(team.ito, `/threads/${ids.thread}`)
      await sees(insider, /会員番号を含むため/)
      await insider.locator('.row .lock').waitFor()
      const paths = (thread: number, message: number, attachment: number, customer: number) => [
        ...['', '/reply', '/policies/new', '/restriction'].map((rest) => `/threads/${thread}${rest}`),
        ...['body', 'original', 'inline/0'].map((rest) => `/messages/${message}/${rest}`),
        ...[
          `/attachments/${attachment}`,
          `/customers/${customer}`,
          `/people/suggestions?q=&thread=${thread}`,
        ],
      ]
      const theirs = paths(ids.thread, ids.message, ids.attachment, ids.customer)
      const nothing = paths(UNKNOWN, UNKNOWN, UNKNOWN, UNKNOWN)
      for (const [index, path] of theirs.entries()) {
        const refused = await outsider.request.get(path)
        const unknown = await outsider.request.get(nothing[index] ?? '')
        assert.equal(refused.status(), unknown.status(), path)
        assert.equal(unnumbered(await refused.text()), unnumbered(await unknown.text()), path)
      }

      const pages = [
        '/inbox',
        '/inbox?status=new',
        '/customers',
        '/outbox',
        '/notifications',
        `/threads/${other}`,
      ]
      const searches = [SUBJECT, 'from:himitsu', 'kokyaku.csv', 'has:attachment'].map(
        (words) => `/search?q=${encodeURIComponent(words)}`,
      )
      for (const path of [...pages, ...searches]) {
        const text = await (await outsider.request.get(path)).text()
        assert.doesNotMatch(
          text.replaceAll(/value="[^"]*"|q=[^"&]*|<title>.*?<\/title>/g, ''),
          /himitsu|kokyaku/,
          path,
        )
      }
      assert.equal(await outsider.locator('.tabs b').first().innerText(), '1')

      const merge = (into: number) => postForm(outsider, `/threads/${other}/merges`, { into: String(into) })
      const [known, never] = [await merge(ids.thread), await merge(UNKNOWN)]
      assert.deepEqual([known.status, unnumbered(known.text)], [never.status, unnumbered(never.text)])
    },
  )

  journey('is heard of by its own people alone, also when the customer writes again', options, async () => {
    const ids = await secretThread('heard')
    await restrict(ids.thread, ['伊藤 美咲'], '会員番号を含むため')
    const insider = await windows.open(team.ito)
    const outsider = await windows.open(team.tanaka)
    for (const page of [insider, outsider]) await listenIn(page)
    await hoshin.receive(
      plainLetter({
        ...{ subject: `Re: ${SUBJECT} heard`, text: '…', messageId: 'again@himitsu.example' },
        ...{ from: { name: '', address: CUSTOMER }, references: ['heard@himitsu.example'] },
      }),
    )
    await until(async () => (await heard(insider)).some((line) => line.includes(`"id":${ids.thread},`)), {
      deadline: PATIENCE,
      what: 'the one who is named to hear of the mail',
    })
    assert.deepEqual(await heard(outsider), [])
  })

  journey('opens to an administrator with a reason, and the record keeps it', options, async () => {
    const ids = await secretThread('visited')
    await restrict(ids.thread, ['伊藤 美咲'], '会員番号を含むため')
    const admin = await windows.open(team.admin, `/threads/${ids.thread}`)
    await sees(admin, '閲覧を制限された案件です')
    assert.doesNotMatch(await admin.content(), new RegExp(SUBJECT))
    await admin.getByLabel('開く理由').fill('苦情の調査')
    await button(admin, '理由を記録して開く').click()
    await admin.locator('h1', { hasText: SUBJECT }).waitFor()
    assert.equal(await admin.locator('.row', { hasText: SUBJECT }).count(), 0)
    await admin.goto('/admin/events')
    await sees(admin, /閲覧制限中の案件 #\d+ を開きました: 苦情の調査/)

    const insider = await windows.open(team.ito, `/threads/${ids.thread}`)
    await sees(insider, /管理者として閲覧: 苦情の調査/)
  })

  journey('offers to add whoever is called from outside, who is then told', options, async () => {
    const ids = await secretThread('called')
    await restrict(ids.thread, ['佐藤 恵'], '会員番号を含むため')
    const sato = await windows.open(team.sato, `/threads/${ids.thread}`)
    const posted = await postForm(sato, `/threads/${ids.thread}/comments`, { body: '@田中 確認してください' })
    assert.equal(posted.status, 303)
    await sato.reload()
    await sato.getByRole('link', { name: '閲覧できるようにする' }).click()
    await sees(sato, '田中 健さんを加えます。')
    await button(sato, '変更を保存').click()
    await sees(sato, /見られる人: .*田中 健/)
    const tanaka = await windows.open(team.tanaka, '/notifications')
    await sees(tanaka, /佐藤 恵さんがあなたをメンションしました/)
  })

  /** The supervisor limits it to these people and stays in it, in a browser without script. */
  async function restrict(thread: number, names: readonly string[], reason: string): Promise<void> {
    const sato = await windows.open(team.sato, `/threads/${thread}/restriction`, { javaScriptEnabled: false })
    for (const name of names) await sato.getByLabel(name).first().check()
    await sato.getByLabel('理由', { exact: true }).fill(reason)
    await button(sato, '閲覧を制限する').click()
    await sees(sato, `理由: ${reason}`)
    await sato.context().close()
  }

  async function secretThread(messageId = 'secret') {
    const thread = await hoshin.receive(
      mailBytes(
        `From: ${CUSTOMER}\nTo: ${support.address}\nSubject: ${SUBJECT} ${messageId}\nMessage-ID: <${messageId}@himitsu.example>\n`,
        'MIME-Version: 1.0\nContent-Type: multipart/mixed; boundary=x\n\n',
        '--x\nContent-Type: text/html\n\n<p>himitsu</p>\n',
        '--x\nContent-Type: text/csv\nContent-Disposition: attachment; filename=kokyaku.csv\n\n1,2\n--x--\n',
      ),
    )
    const message = await hoshin.db
      .selectFrom('messages')
      .innerJoin('attachments', 'attachments.message_id', 'messages.id')
      .innerJoin('threads', 'threads.id', 'messages.thread_id')
      .select(['messages.id as message', 'attachments.id as attachment', 'threads.customer_id'])
      .where('messages.thread_id', '=', thread)
      .executeTakeFirstOrThrow()
    return { thread, ...message, customer: message.customer_id ?? 0 }
  }
})

/** Each answer names the number that was asked for, and the time. */
function unnumbered(text: string): string {
  return text.replaceAll(/\d+/g, '0')
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
