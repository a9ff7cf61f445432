import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { MailboxConfig } from '../../config/config.ts'
import { feedingProblems } from '../../config/feeding.ts'
import { Secret } from '../../config/secret.ts'

const mailbox = (
  key: string,
  change: { address?: string; user?: string; folders?: string[]; sent?: string } = {},
): MailboxConfig => ({
  key,
  name: key,
  address: change.address ?? `${key}@minato.example`,
  timeZone: 'Asia/Tokyo',
  signature: undefined,
  senderName: null,
  imap: {
    ...{ host: 'imap.minato.example', port: 993, tls: 'implicit', pollSeconds: 60, firstDays: 30 },
    user: change.user ?? key,
    password: new Secret(''),
    folders: change.folders ?? ['INBOX'],
    sent: change.sent ?? null,
  },
  smtp: { host: 'smtp.minato.example', port: 465, tls: 'implicit', login: null },
  appendSent: true,
  rate: null,
  members: [],
})
const keys = (...mailboxes: MailboxConfig[]) => feedingProblems(mailboxes).map(({ key }) => key)

test('mailboxes apart from each other feed nobody', () => {
  assert.deepEqual(keys(mailbox('a'), mailbox('b', { user: 'a', folders: ['Billing'] })), [])
})

test('a mailbox that reads its own Sent folder as mail is refused', () => {
  assert.deepEqual(keys(mailbox('a', { folders: ['INBOX', 'Sent'], sent: 'Sent' })), [
    'mailbox.a.imap.folders',
  ])
})

test('two mailboxes under one address, or on one folder, are refused', () => {
  assert.deepEqual(keys(mailbox('a'), mailbox('b', { address: 'a@minato.example' })), ['mailbox.b.address'])
  assert.deepEqual(keys(mailbox('a'), mailbox('b', { user: 'a' })), ['mailbox.b.imap.folders'])
})
