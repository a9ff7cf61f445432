import type * as ja from '../ja/mail-answer.ts'
import type { Words } from '../words.ts'

export const held_answer: Words<typeof ja.held_answer> = {
  title: 'Held answers by mail',
  lead: 'Answers by mail to notifications that could not be made sure of. Nothing was done, and nothing reaches a customer.',
  link: 'Held answers by mail: {{count}}',
  none: 'No answer is held',
  none_next: 'When something about an answer to a notification is doubtful, it stands here with the reason.',
  from: 'From: {{from}}',
  to: 'The notification went to: {{to}}',
  thread: 'Number of the thread',
  thread_hint: 'To keep it as a comment, type the number of its thread (the digits in the thread’s address).',
  take: 'Keep as a comment',
  drop: 'Drop',
  open: 'Open the thread and do it there',
  taken: 'Kept as a comment.',
  dropped: 'Dropped.',
  over: 'Somebody else has settled this answer.',
  no_thread: 'There is no such thread. Check its number and type it again.',
  nothing_written: 'Nothing is written beside the quote, so there is nothing to keep as a comment.',
  why: {
    'wrong-sender': 'The sender is not who was notified',
    'wrong-token': 'It does not answer a notification that hoshin sent',
    'no-token': 'It gives an order from a colleague’s address, but answers no notification',
    'no-access': 'The sender does not see this thread',
    old: 'It came more than 30 days after the notification',
    unclear:
      'Nobody can tell whether it is an order (begin with a line that says “approve” or “accept” alone)',
    empty: 'Nothing is written beside the quote',
    unreadable: 'The mail could not be read',
    'authentication-failed': 'The receiving server (DKIM, SPF) did not vouch for the sender’s domain',
    'not-authenticated':
      'To approve, the receiving server must vouch for the sender (DKIM or SPF). Approve on the thread',
    'no-right': 'This person may not do that',
    'no-escalation': 'No escalation waits to be accepted',
    taken: 'Somebody else answers for the decision',
    'policy-changed': 'Somebody else changed the policy after the notification',
    'too-long': 'The text is too long',
    'no-approval': 'No reply waits for approval',
    'approval-changed':
      'The reply or the thread changed after the notification. Look at the thread and approve there',
  },
}

export const by_mail: Words<typeof ja.by_mail> = {
  mark: 'by mail',
}
