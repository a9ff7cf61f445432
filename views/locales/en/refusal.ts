export const refusal = {
  not_found: 'Not found. It was deleted, or you may not see it.',
  read_only:
    'You can only read in this mailbox, and nothing was changed. Ask an administrator for another role to work here.',
  empty: 'Please write something.',
  too_long: 'This is too long. Split it or make it shorter.',
  not_yours: 'You can edit only your own comments.',
  due_in_the_past: 'The due time has passed already. Choose a time to come.',
  bad_time: 'This is no date and time. Example: 2026-11-20T17:00',
  held_by_another: '{{name}} has the decision on this one. What you wrote is kept in the comment field.',
  not_supervisor:
    'Only a supervisor of this mailbox can set the response policy: {{names}}. Use "Ask for a policy".',
  no_supervisors: '(nobody yet; ask an administrator to name one)',
  not_a_supervisor: 'The person chosen is no supervisor of this mailbox. Choose somebody else.',
  replaced_meanwhile:
    'Version {{version}} was set while you were writing. Read it, then set yours again; what you wrote is still here.',
  not_binding: 'This policy was replaced. Read the new version, then acknowledge that one.',
  no_role: '{{name}} has no role in this mailbox. Ask an administrator to give them one.',
  waits_open: 'Still waiting on {{parties}}. Record the answer, then the status can change.',
  needs_wait: 'To wait on another department, use "Ask a department" and say whom and until when.',
  no_party: 'Choose or name whom you are asking.',
  ended_already: 'This wait has ended already.',
  reply_no_role: 'Only people who work in this mailbox can reply here.',
  reply_assistant: 'An assistant’s reply needs approval. Who may approve: {{names}}',
  reply_supervisor_only: 'By the policy only a supervisor may reply: {{names}}',
  reply_assignee_only: 'By the policy only the assignee may reply: {{assignee}}',
  reply_needs_approval:
    'By the policy replies need approval. Only a supervisor can send on this thread: {{names}}',
  reply_held_back: 'The policy changed before this went out, so it was not sent. {{why}}',
  internal: 'This is an internal matter: nothing is sent from it. Please write in a comment.',
  internal_merge:
    'An internal matter and a customer’s thread are not merged, so that nothing internal is ever sent to the customer.',
  mailbox_retired: 'This mailbox is no longer in the configuration, so nothing can be sent from it.',
  missing: 'Please fill this in.',
  bad_address: 'Something here is no e-mail address. Separate addresses by commas.',
  line_break: 'Line breaks are not possible here.',
  too_many: 'Too many recipients. Use at most 100.',
  files_too_large:
    'The files exceed {{limit}} MB together. Send them in parts or share a link. Your text is saved.',
  too_late: 'This is no longer possible (it is now: {{state}}).',
  bulk_too_many: 'At most {{most}} threads can be changed at once. Nothing was changed.',
  nothing_chosen: 'Choose at least one thread.',
  split_all: 'At least one message has to stay. Choose fewer.',
  merge_unknown: 'There is no such thread. Give the number of a thread in the same mailbox.',
  merge_restriction:
    'The two threads are seen by different people. Limit both to the same people, or lift the restriction, then merge again.',
  merge_self: 'A thread cannot be merged into itself. Give another number.',
}

export const problem = {
  'too-large': 'The mail is too large and was not read.',
  'header-too-large': 'Its header is too large and was not read.',
  'too-many-parts': 'It has too many parts and was not read.',
  'too-deep': 'Its parts are nested too deeply and were not read.',
  'timed-out': 'Reading it took too long and was stopped.',
  unreadable: 'Its form is broken and could not be read.',
  'not-stored': 'What it says could not be stored in the database.',
  'not-given': 'The mail server did not give its content.',
  'html-left-out': 'Its HTML is too large or too complex, so the text is shown.',
}

export const change = {
  policy: 'set a response policy',
  status: 'changed the status',
  taken_over: 'took the reply over',
  other: 'changed the thread',
}

export const send_state = {
  queued: 'waiting to be sent',
  sending: 'being sent',
  sent: 'sent',
  failed: 'not sent',
  uncertain: 'perhaps sent',
  cancelled: 'cancelled',
}
