import { createHmac } from 'node:crypto'
import type { Target } from './channel.ts'

/** What is told, in the channel's language, without any markup. */
export type ChatMessage = {
  /** The same at each attempt, so that a receiver can tell a repetition. */
  id: string
  event: 'escalation' | 'test'
  title: string
  lines: readonly string[]
  /** To the thread; it asks to sign in. */
  link: { url: string; label: string }
  /** Whom a telephone gateway is to ring. */
  call: { name: string; number: string } | null
}

export type WebRequest = { url: string; headers: Record<string, string>; body: string }

/**
 * The request that writes a message to a channel, as its maker documents it.
 *
 * @param at UTC ms, which a signed request carries
 */
export function requestFor(target: Target, message: ChatMessage, at: number): WebRequest {
  switch (target.kind) {
    case 'slack':
      return json(target.url, slackBody(message))
    case 'teams':
      return json(target.url, teamsBody(message))
    case 'google':
      return json(target.url, googleBody(message))
    case 'lineworks':
      return json(target.url, lineWorksBody(message))
    case 'chatwork':
      return chatworkRequest(target, message)
    case 'generic':
    case 'telephone':
      return signedRequest(target, message, at)
  }
}

/**
 * Blocks of plain text: what a customer wrote as a subject must neither format nor call everybody.
 * https://docs.slack.dev/messaging/sending-messages-using-incoming-webhooks
 */
function slackBody({ title, lines, link }: ChatMessage) {
  const plain = (text: string) => ({ type: 'plain_text', text, emoji: false })
  return {
    text: escapeSlack(cut(title, 3000)),
    blocks: [
      { type: 'header', text: plain(cut(title, 150)) },
      ...(lines.length === 0 ? [] : [{ type: 'section', text: plain(cut(lines.join('\n'), 3000)) }]),
      { type: 'section', text: { type: 'mrkdwn', text: `<${link.url}|${escapeSlack(link.label)}>` } },
    ],
  }
}

function escapeSlack(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;')
}

/**
 * An Adaptive Card for the workflow "When a Teams webhook request is received". Text runs, because a
 * TextBlock would read Markdown.
 * https://learn.microsoft.com/microsoftteams/platform/webhooks-and-connectors/how-to/connectors-using
 */
function teamsBody({ title, lines, link }: ChatMessage) {
  const block = (text: string, bold: boolean) => ({
    type: 'RichTextBlock',
    inlines: [{ type: 'TextRun', text: cut(text, 2000), ...(bold && { weight: 'Bolder', size: 'Medium' }) }],
  })
  return {
    type: 'message',
    attachments: [
      {
        contentType: 'application/vnd.microsoft.card.adaptive',
        contentUrl: null,
        content: {
          $schema: 'http://adaptivecards.io/schemas/adaptive-card.json',
          type: 'AdaptiveCard',
          version: '1.4',
          body: [block(title, true), ...lines.map((line) => block(line, false))],
          actions: [{ type: 'Action.OpenUrl', title: link.label, url: link.url }],
        },
      },
    ],
  }
}

/**
 * A card: its paragraphs read a little HTML, which is escaped, and no mentions as a text message would.
 * https://developers.google.com/workspace/chat/quickstart/webhooks
 */
function googleBody({ title, lines, link }: ChatMessage) {
  const paragraphs = lines.map((line) => ({ textParagraph: { text: escapeHtml(cut(line, 2000)) } }))
  const button = { text: link.label, onClick: { openLink: { url: link.url } } }
  return {
    fallbackText: cut(title, 1000),
    cardsV2: [
      {
        cardId: 'escalation',
        card: {
          header: { title: cut(title, 200) },
          sections: [{ widgets: [...paragraphs, { buttonList: { buttons: [button] } }] }],
        },
      },
    ],
  }
}

function escapeHtml(text: string): string {
  return escapeSlack(text)
}

/** The Incoming Webhook app of LINE WORKS, which needs a URL and no bot of one's own; it makes links of addresses. */
function lineWorksBody({ title, lines, link }: ChatMessage) {
  return {
    title: cut(title, 100),
    body: { text: `${cut(lines.join('\n'), 900)}\n${link.label}: ${link.url}`.trim() },
  }
}

/**
 * Its tags stand in square brackets and cannot be escaped; full-width ones look alike and do nothing.
 * https://developer.chatwork.com/reference/post-rooms-room_id-messages
 */
function chatworkRequest({ url: room, token }: Target, { title, lines, link }: ChatMessage): WebRequest {
  const plain = (text: string) => text.replaceAll('[', '［').replaceAll(']', '］')
  const words = [...lines.map((line) => plain(cut(line, 2000))), `${link.label}: ${link.url}`].join('\n')
  const body = `[info][title]${plain(cut(title, 200))}[/title]${words}[/info]`
  return {
    url: `https://api.chatwork.com/v2/rooms/${room}/messages`,
    headers: { 'content-type': 'application/x-www-form-urlencoded', 'x-chatworktoken': token },
    body: new URLSearchParams({ body, self_unread: '1' }).toString(),
  }
}

/** HMAC-SHA256 over "timestamp.body", so that a receiver can refuse what is forged or replayed. */
function signedRequest({ url, token }: Target, message: ChatMessage, at: number): WebRequest {
  const { id, event, title, lines, link, call } = message
  const body = JSON.stringify({ version: 1, id, event, title, lines, url: link.url, call })
  const timestamp = String(Math.floor(at / 1000))
  const signature = createHmac('sha256', token).update(`${timestamp}.${body}`).digest('hex')
  const headers = {
    'content-type': 'application/json',
    'x-hoshin-delivery': id,
    'x-hoshin-timestamp': timestamp,
    'x-hoshin-signature': `sha256=${signature}`,
  }
  return { url, headers, body }
}

function json(url: string, body: object): WebRequest {
  return { url, headers: { 'content-type': 'application/json; charset=utf-8' }, body: JSON.stringify(body) }
}

/** By characters and not by halves of them. */
function cut(text: string, most: number): string {
  const all = [...text]
  return all.length <= most ? text : `${all.slice(0, most - 1).join('')}…`
}
