import assert from 'node:assert/strict'
import { createHmac } from 'node:crypto'
import { describe, it } from 'node:test'
import { type ChannelKind, channelProblem, shownTarget } from '../../src/channel/channel.ts'
import { nextTry, outcomeOf } from '../../src/channel/outcome.ts'
import { type ChatMessage, requestFor } from '../../src/channel/payload.ts'
import { MINUTE, START } from '../support/cast.ts'

const url = 'https://chat.example/hook/s3cr3t-path?key=abcd'
const message: ChatMessage = {
  id: '7',
  event: 'escalation',
  title: '判断をお待ちしています',
  lines: ['件名: <!channel> & <users/all> [toall] **値引き**', '16:00 まで'],
  link: { url: 'https://hoshin.example/threads/3#escalation', label: '案件を開く' },
  call: null,
}
const asked = (kind: ChannelKind, token = '') => requestFor({ kind, url, token }, message, START)
const body = (kind: ChannelKind) => JSON.parse(asked(kind).body)

describe('a message to a chat', () => {
  it('is for Slack blocks of plain text, with one link', () => {
    assert.deepEqual(body('slack'), {
      text: '判断をお待ちしています',
      blocks: [
        { type: 'header', text: { type: 'plain_text', text: message.title, emoji: false } },
        { type: 'section', text: { type: 'plain_text', text: message.lines.join('\n'), emoji: false } },
        { type: 'section', text: { type: 'mrkdwn', text: `<${message.link.url}|案件を開く>` } },
      ],
    })
  })

  it('keeps to the lengths that Slack takes', () => {
    const long = { ...message, title: 'あ'.repeat(500), lines: ['𠮷'.repeat(9000)] }
    const { blocks } = JSON.parse(requestFor({ kind: 'slack', url, token: '' }, long, START).body)
    assert.equal([...blocks[0].text.text].length, 150)
    assert.equal([...blocks[1].text.text].length, 3000)
  })

  it('is for Teams a message with one Adaptive Card, whose text runs read no Markdown', () => {
    const sent = body('teams')
    const [card] = sent.attachments
    assert.equal(sent.type, 'message')
    assert.equal(card.contentType, 'application/vnd.microsoft.card.adaptive')
    assert.equal(card.content.type, 'AdaptiveCard')
    assert.equal(card.content.version, '1.4')
    assert.deepEqual(
      card.content.body.map((block: { type: string }) => block.type),
      ['RichTextBlock', 'RichTextBlock', 'RichTextBlock'],
    )
    assert.equal(card.content.body[1].inlines[0].text, message.lines[0])
    assert.deepEqual(card.content.actions, [
      { type: 'Action.OpenUrl', title: '案件を開く', url: message.link.url },
    ])
  })

  it('is for Google Chat a card whose paragraphs are escaped', () => {
    const sent = body('google')
    const { card } = sent.cardsV2[0]
    assert.equal(sent.text, undefined)
    assert.equal(card.header.title, message.title)
    const [{ widgets }] = card.sections
    assert.match(widgets[0].textParagraph.text, /&lt;!channel&gt; &amp; &lt;users\/all&gt;/)
    assert.equal(widgets.at(-1).buttonList.buttons[0].onClick.openLink.url, message.link.url)
  })

  it('is for LINE WORKS a title and a text with the address', () => {
    const sent = body('lineworks')
    assert.deepEqual(Object.keys(sent), ['title', 'body'])
    assert.ok(sent.body.text.endsWith(`案件を開く: ${message.link.url}`))
  })

  it('is for Chatwork a form with the token in a header, and calls nobody by a tag of its own', () => {
    const sent = requestFor({ kind: 'chatwork', url: '1234', token: 'tok' }, message, START)
    assert.equal(sent.url, 'https://api.chatwork.com/v2/rooms/1234/messages')
    assert.equal(sent.headers['x-chatworktoken'], 'tok')
    assert.equal(sent.headers['content-type'], 'application/x-www-form-urlencoded')
    const words = new URLSearchParams(sent.body).get('body') ?? ''
    assert.match(words, /^\[info\]\[title\]判断をお待ちしています\[\/title\][\s\S]*\[\/info\]$/)
    assert.ok(!words.includes('[toall]'))
  })

  it('is otherwise JSON, signed over its time and its bytes', () => {
    const sent = asked('generic', 'a key of many letters')
    const at = sent.headers['x-hoshin-timestamp']
    assert.equal(at, String(START / 1000))
    const right = createHmac('sha256', 'a key of many letters').update(`${at}.${sent.body}`).digest('hex')
    assert.equal(sent.headers['x-hoshin-signature'], `sha256=${right}`)
    assert.equal(sent.headers['x-hoshin-delivery'], '7')
    assert.deepEqual(Object.keys(JSON.parse(sent.body)), [
      ...['version', 'id', 'event', 'title', 'lines', 'url', 'call'],
    ])
  })
})

describe('a channel', () => {
  it('is refused where something is missing, beside its field', () => {
    const wrong = (kind: ChannelKind, url: string, token = '', name = '部屋') =>
      channelProblem({ kind, url, token, name })
    assert.deepEqual(wrong('slack', url, '', ''), { field: 'name', problem: 'required' })
    assert.deepEqual(wrong('slack', 'ftp://chat.example'), { field: 'url', problem: 'url' })
    assert.deepEqual(wrong('slack', 'https://me:pw@chat.example/'), { field: 'url', problem: 'url' })
    assert.deepEqual(wrong('chatwork', url, 'tok'), { field: 'url', problem: 'room' })
    assert.deepEqual(wrong('chatwork', '12'), { field: 'token', problem: 'required' })
    assert.deepEqual(wrong('generic', url, 'short'), { field: 'token', problem: 'short' })
    assert.equal(wrong('slack', url), null)
  })

  it('is shown by its host and four letters', () => {
    assert.equal(shownTarget({ kind: 'slack', url }), 'chat.example/…abcd')
  })

  it('never shows its secrets in what a server says back', () => {
    const said = outcomeOf(
      { status: 404, words: `no /hook/s3cr3t-path?key=abcd here, token-of-mine` },
      { kind: 'generic', url, token: 'token-of-mine' },
    )
    assert.deepEqual(said, { is: 'failed', problem: 'refused', words: '404 no … here, …', isFinal: true })
  })

  it('is tried again after 1, 2, 5 and then 15 minutes, as long as nobody else is called', () => {
    const end = START + 40 * MINUTE
    assert.deepEqual(
      [1, 2, 3, 4, 9].map((attempts) => (nextTry(attempts, end, START) ?? 0) - START),
      [1, 2, 5, 15, 15].map((minutes) => minutes * MINUTE),
    )
    assert.equal(nextTry(4, START + 15 * MINUTE, START), null)
  })
})
