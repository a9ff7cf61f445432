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
  last: 'last {{time}}',
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
