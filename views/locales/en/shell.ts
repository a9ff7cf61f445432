import type * as ja from '../ja/shell.ts'
import type { Words } from '../words.ts'

export const shell: Words<typeof ja.shell> = {
  skip: 'Skip to content',
  navigation: 'Inbox and mailboxes',
  shortcuts: 'Shortcuts',
  inbox: 'Inbox',
  menu: 'Menu',
  mailboxes: 'Mailboxes',
  my_work: 'My work',
  outbox: 'Outbox',
  notifications: 'Notifications',
  retired: 'closed',
  settings: 'Settings',
  admin: 'Administration',
  sign_out: 'Sign out',
  importing: 'Bringing in earlier mail of {{mailbox}}',
  receiving: 'Receiving',
  connecting: 'Connecting',
  last: 'last mail {{time}}',
  cannot_receive: 'Cannot reach {{mailbox}}',
  cannot_send: 'Cannot send from {{mailbox}}',
  next_try: 'next try {{time}}',
  no_mailbox: 'No mailbox is configured',
}

export const live: Words<typeof ja.live> = {
  offline: 'Live updates are cut off. Reconnecting…',
  new_mail: 'New mail: {{count}}',
  new_threads: 'New: {{count}}',
  failed: 'That did not get through. What you typed is still here; please try again.',
}

export const keys: Words<typeof ja.keys> = {
  title: 'Keyboard',
  j: 'Next in the list',
  k: 'Previous in the list',
  search: 'Search',
  enter: 'Open (also o)',
  x: 'Select or deselect',
  r: 'Write a reply',
  c: 'Write a comment',
  p: 'Policy (set or ask)',
  a: 'Choose the assignee',
  l: 'Put on a label',
  n: 'Open the next thread',
  u: 'Back to the list',
  send: 'Send and done, or post what you wrote',
  escape: 'Leave the field, deselect all',
  help: 'This list',
  on: 'Use single-key shortcuts',
}
