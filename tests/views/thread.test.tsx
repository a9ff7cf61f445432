import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import type { CommentView } from '../../views/comment/comment-note.tsx'
import { CommentNote } from '../../views/comment/comment-note.tsx'
import type { MessageView } from '../../views/message/message-card.tsx'
import { MessageText } from '../../views/message/message-text.tsx'
import { Sending } from '../../views/message/sending.tsx'
import { makeReader } from '../../views/reader.ts'
import { placeQuery, surname, threadUrl } from '../../views/shown.ts'
import { ThreadList } from '../../views/thread/thread-list.tsx'
import { ThreadPage, type ThreadPageProps } from '../../views/thread/thread-page.tsx'

const now = Date.parse('2026-11-20T14:31:00+09:00')
const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now, newestFirst: true })
const ito = { id: 1, name: '伊藤 美咲', title: '' }
const place = { mailbox: 1, status: 'in_progress' } as const

function message(id: number, at: number, text = `mail ${id}`): MessageView {
  return {
    id,
    direction: 'inbound',
    kind: 'mail',
    from: { name: '', address: 'hanako@shop.example.com' },
    to: [],
    cc: [],
    subject: '納期',
    at,
    author: null,
    body: { segments: [{ quoted: false, text }], html: false, remoteImages: false },
    attachments: [],
    placedBy: 'first',
    headers: [],
    problem: null,
    sending: null,
    unseen: false,
  }
}

function comment(id: number, messageId: number | null, at: number): CommentView {
  return {
    id,
    messageId,
    author: ito,
    at,
    pieces: [{ text: `note ${id}` }],
    editedAt: null,
    earlier: [],
    deliveries: [],
    mayEdit: false,
    callsSupervisor: false,
    editing: null,
  }
}

function page(over: Partial<ThreadPageProps> = {}): string {
  const props: ThreadPageProps = {
    reader,
    place,
    thread: {
      id: 7,
      subject: '納期',
      status: 'in_progress',
      mailbox: 'サポート',
      assignee: ito,
      receivedAt: now,
      messageCount: 2,
      commentCount: 0,
      customerWrote: false,
      due: null,
    },
    people: [ito],
    viewerId: 1,
    labels: { labels: [], choices: [], attempt: null },
    mayWork: true,
    rules: { hits: [], levels: [], mayWork: true, careful: null, carefulForm: null },
    policy: {
      policy: null,
      earlier: [],
      mayAcknowledge: false,
      maySet: false,
      awaited: null,
      request: { supervisors: [ito] },
      form: null,
    },
    clocks: null,
    escalation: {
      ...{ escalation: null, form: null, attempt: null },
      ...{ afterwards: null, completing: null, reports: [] },
    },
    waits: [],
    waitForm: { groups: [] },
    messages: [message(1, now - 2000), message(2, now - 1000)],
    comments: [],
    commentAttempt: null,
    folded: [],
    wholeLimit: 1000,
    earlier: { message: null, note: null },
    filesLimit: 30 * 1024 * 1024,
    reply: { state: 'folded', to: '山口', hasDraft: false, needsYes: false },
    approvals: [],
    decision: null,
    writers: [],
    keeping: new Map(),
    copies: [],
    restriction: { current: null, mayRestrict: false, form: null },
    ...over,
  }
  return String(<ThreadPage {...props} />)
}

function order(html: string, ...ids: string[]): boolean {
  const places = ids.map((id) => html.indexOf(`id="${id}"`))
  return places.every((place, i) => place > (places[i - 1] ?? -1))
}

describe('the order of a thread', () => {
  test('the newest mail comes first', () => {
    assert.ok(order(page(), 'message-2', 'message-1'))
  })
  test('a reader may turn it round', () => {
    const turned = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now, newestFirst: false })
    assert.ok(order(page({ reader: turned }), 'message-1', 'message-2'))
  })
  test('a note on the thread stands between the mails of its time', () => {
    assert.ok(
      order(page({ comments: [comment(5, null, now - 1500)] }), 'message-2', 'comment-5', 'message-1'),
    )
  })
  test('a note whose mail is elsewhere stays with the thread', () => {
    assert.match(page({ comments: [comment(6, 99, now)] }), /id="comment-6"/)
  })
})

describe('what may be done', () => {
  test('a reader without a role gets no form to write with', () => {
    const html = page({ mayWork: false, policy: { ...noPolicy, request: null } })
    assert.ok(!html.includes('/comments'))
    assert.ok(!html.includes('/reply'))
  })
  test('a refused reply says why instead of offering one', () => {
    const html = page({ reply: { state: 'refused', why: '承認が必要です' } })
    assert.match(html, /承認が必要です/)
    assert.ok(!html.includes('/threads/7/reply'))
  })
  test('every form carries the list, so that it stays beside the thread', () => {
    assert.match(page(), /action="\/threads\/7\/status\?mailbox=1&amp;status=in_progress"/)
  })
})

const noPolicy = {
  policy: null,
  earlier: [],
  mayAcknowledge: false,
  maySet: false,
  awaited: null,
  request: null,
  form: null,
}

describe('words of strangers', () => {
  test('markup in a mail is text', () => {
    const html = String(
      <MessageText reader={reader} segments={[{ quoted: false, text: '<script>x</script>' }]} />,
    )
    assert.ok(!html.includes('<script'))
  })
  test('an address becomes a link that ends before a Japanese full stop', () => {
    const html = String(
      <MessageText reader={reader} segments={[{ quoted: false, text: 'https://a.example/x?y=1。次' }]} />,
    )
    assert.match(html, /href="https:\/\/a\.example\/x\?y=1"/)
    assert.match(html, /noopener noreferrer/)
  })
  test('javascript: is never a link', () => {
    const html = String(
      <MessageText reader={reader} segments={[{ quoted: false, text: 'javascript:alert(1)' }]} />,
    )
    assert.ok(!html.includes('href'))
  })
  test('a quote is folded and says how long it is', () => {
    const html = String(<MessageText reader={reader} segments={[{ quoted: true, text: '> a\n> b\n' }]} />)
    assert.match(html, /引用 2 行/)
  })
})

test('a mention without access offers the grant only to whom it was given', () => {
  const delivery = { to: '営業', state: 'no_access', at: null, said: null } as const
  const note = (grantUrl: string | null) =>
    String(
      <CommentNote
        reader={reader}
        place={place}
        threadId={7}
        comment={{ ...comment(1, null, now), deliveries: [{ ...delivery, grantUrl }] }}
      />,
    )
  assert.match(note('/grant'), /href="\/grant"/)
  assert.ok(!note(null).includes('href'))
})

test('a reply in its pause says when it goes out, with and without a script', () => {
  const sending = {
    ...({ outboxId: 3, state: 'queued', at: now, sendAt: now + 15_000, nextTryAt: null } as const),
    ...{ serverReply: null, appendFailed: false, mayAct: true, maySend: true },
  }
  const html = String(<Sending reader={reader} place={{}} sending={sending} />)
  assert.match(html, /<span class="no-script">14:31:15 に送信します<\/span>/)
  assert.match(
    html,
    /<relative-time datetime="2026-11-20T05:31:15.000Z"[^>]*><\/relative-time>後に送信します/,
  )
  assert.ok(html.includes('action="/outbox/3/cancellation"'))
})

describe('the way on', () => {
  const next = { id: 9, subject: '次', place: { ...place, at: 'k.9' } }
  test('leads to the next thread of the same list', () => {
    assert.match(
      page({ next }),
      /class="next" href="\/threads\/9\?mailbox=1&amp;status=in_progress&amp;at=k.9"/,
    )
  })
  test('is not offered at the end of a list', () => {
    assert.ok(!page({ next: null }).includes('data-key="n"'))
  })
})

test('a policy that stands is asked to be revised', () => {
  const policy = {
    ...({ id: 1, version: 1, instruction: '待つ', by: ito, at: now, dueAt: null } as const),
    ...({ replyBy: 'anyone', needsApproval: false, returnWhen: '', acknowledgements: [] } as const),
  }
  const asked = { supervisors: [ito] }
  const band = { policy, earlier: [], mayAcknowledge: false, maySet: false, awaited: null, request: asked }
  assert.ok(page({ policy: { ...band, form: null } }).includes('見直しを依頼'))
  assert.ok(!page().includes('見直しを依頼'))
})

test('an uncertain sending is decided by a person, both ways', () => {
  const html = String(
    <Sending
      reader={reader}
      place={{}}
      sending={{
        outboxId: 3,
        state: 'uncertain',
        at: now,
        sendAt: null,
        nextTryAt: null,
        serverReply: null,
        appendFailed: false,
        mayAct: true,
        maySend: true,
      }}
    />,
  )
  assert.match(html, /action="\/outbox\/3\/resolution"/)
  assert.match(html, /value="sent"/)
  assert.match(html, /value="not_sent"/)
})

test('an empty list says what it is a list of', () => {
  const list = (name: 'mine' | 'drafts') =>
    String(
      <ThreadList
        reader={reader}
        place={{ list: name }}
        title=""
        tabs={null}
        late={null}
        label={{ on: null, choices: [] }}
        rows={[]}
        next={null}
        openId={null}
        people={[]}
        viewerId={1}
        mayWork
      />,
    )
  assert.match(list('mine'), /担当している案件はありません/)
  assert.match(list('drafts'), /書きかけの返信はありません/)
})

test('a seal carries the family name', () => {
  assert.equal(surname('佐藤 恵'), '佐藤')
  assert.equal(surname('サトウ　メグミ'), 'サトウ')
  assert.equal(surname('Emma Whitfield'), 'Whitfield')
  assert.equal(surname('管理者'), '管理者')
})

test('a place without a list needs no query', () => {
  assert.equal(placeQuery({}), '')
  assert.equal(threadUrl(3, { list: 'mine' }, '/reply'), '/threads/3/reply?list=mine')
})

describe('sending a reply', () => {
  const reply = {
    ...({ state: 'open', values: { to: '', cc: '', bcc: '', subject: '', body: '' }, errors: {} } as const),
    ...{
      formToken: '',
      threadVersion: 0,
      signature: '',
      templates: { find: null, templates: [], wordings: [] },
      quote: null,
      files: [],
      savedAt: null,
    },
    ...{ policy: null, ask: null, changed: null, draftVersion: 0, edit: 0, taken: null },
  }
  const wait = { id: 1, with: '工場', question: '?', by: ito, at: now, dueAt: null, ended: null }
  const ended = { by: '工場', at: now, answer: '' }
  const sends = (html: string) => [...html.matchAll(/name="after" value="(\w+)"/g)].map(([, after]) => after)

  test('completes the thread, or keeps it in progress', () => {
    assert.deepEqual(sends(page({ reply })), ['in_progress', 'done'])
    assert.deepEqual(sends(page({ reply, waits: [{ ...wait, ended }] })), ['in_progress', 'done'])
  })
  test('names the limit for its files beforehand', () => {
    assert.match(page({ reply }), /合計 30 MB まで/)
  })
  test('completes nothing while others are asked, and says so', () => {
    const html = page({ reply, waits: [{ ...wait, ended }, wait] })
    assert.deepEqual(sends(html), ['awaiting_dept'])
    assert.match(html, /送信（他部署確認中のまま）/)
    assert.ok(!html.includes('送信して完了'))
  })
})

describe('asking others', () => {
  test('is proposed until tomorrow at five by the clock of the reader', () => {
    assert.ok(page().includes('2026-11-21T17:00'))
    const late = makeReader({ locale: 'en', timeZone: 'Pacific/Auckland', now, newestFirst: true })
    const noon = Date.parse('2026-12-31T12:00:00Z')
    assert.ok(page({ reader: { ...late, now: noon } }).includes('2027-01-02T17:00'))
  })
  test('has no time when it was cleared', () => {
    const values = { with: '', question: '', due: '' }
    const html = page({ waitForm: { groups: [], values, errors: { question: '空です' } } })
    assert.ok(!html.includes('T17:00'))
  })
})
