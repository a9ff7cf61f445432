import assert from 'node:assert/strict'
import { test } from 'node:test'
import { MessageCard, type MessageView } from '../../views/message/message-card.tsx'
import { makeReader } from '../../views/reader.ts'

const message: MessageView = {
  ...{ id: 7, direction: 'inbound', kind: 'broken', from: { name: '', address: 'a@shop.example' }, to: [] },
  ...{ cc: [], subject: '', at: 0, author: null, attachments: [], placedBy: 'first', headers: [] },
  ...{ body: { segments: [], html: false, remoteImages: false }, sending: null, unseen: false },
  problem: '入れ子が深すぎます。',
}

function shown(change: Partial<MessageView> = {}): string {
  const reader = makeReader({ locale: 'ja', timeZone: 'Asia/Tokyo', now: 0, newestFirst: true })
  const card = { reader, place: {}, threadId: 1, threadSubject: '', message: { ...message, ...change } }
  return String(<MessageCard {...card} mayReply={true} />)
}

test('a mail that could not be read says why and hands over its original at once', () => {
  const [, problem = ''] = /<div class="problem">(.*?)<\/div>/s.exec(shown()) ?? []
  assert.match(problem, /入れ子が深すぎます。/)
  assert.match(problem, /href="\/messages\/7\/original"/)
  assert.match(problem, /1 バイトも欠けずに/)
})

test('one of which only the beginning came does not claim to be whole', () => {
  assert.doesNotMatch(shown({ keptInPart: true }), /1 バイトも欠けずに/)
})
