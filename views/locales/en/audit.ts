import type * as ja from '../ja/audit.ts'
import type { Words } from '../words.ts'

export const audit: Words<typeof ja.audit> = {
  lead: 'Who signed in when, and who changed people, rights and mailboxes. Nothing here can be removed.',
  empty: 'Nothing has been recorded yet',
  more: 'Earlier ones',
  signed_in: 'signed in',
  signed_out: 'signed out',
  account_joined: '{{account}} joined',
  account_changed: 'changed {{account}}: {{what}}',
  account_disabled: 'disabled {{account}}',
  group_created: 'made the group “{{group}}”',
  group_changed: 'changed the group “{{group}}”',
  group_joined: 'joined: {{people}}',
  group_left: 'left: {{people}}',
  mailbox_changed: 'mailbox “{{mailbox}}”: {{what}}',
  membership_changed: 'role of {{who}} in {{mailbox}}: {{before}} → {{after}}',
  somebody: '(no account)',
}

export const audit_what: Words<typeof ja.audit_what> = {
  name: 'name',
  reading: 'reading',
  title: 'title',
  locale: 'language',
  timeZone: 'time zone',
  newestFirst: 'order of mails',
  isAdmin: 'administrator or not',
  password: 'password',
  notifications: 'kinds of notices',
  enabled: 'enabled again',
  invited: 'invited',
  invitation_withdrawn: 'invitation withdrawn',
  password_link: 'link for a new password',
  signature: 'signature changed',
  added: 'added to the configuration',
  changed: 'changed by the configuration',
  retired: 'left the configuration',
  returned: 'is back in the configuration',
  other: 'something else',
}
