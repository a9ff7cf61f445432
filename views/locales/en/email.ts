import type * as ja from '../ja/email.ts'
import type { Words } from '../words.ts'

export const email: Words<typeof ja.email> = {
  tag_mention: 'Mention',
  tag_policy_asked: 'Policy asked',
  tag_policy_set: 'Policy',
  tag_assigned: 'Assigned to you',
  tag_customer_wrote: 'Customer replied',
  tag_wait_asked: 'Question',
  tag_wait_answered: 'Answer',
  tag_reply_failed: 'Reply not delivered',
  tag_answered_by_mail: 'Answer by mail',
  tag_target_warning: 'Due soon',
  tag_target_overdue: 'Overdue',
  tag_reply_uncertain: 'Reply perhaps sent',

  head_mention: '{{by}} mentioned you',
  head_policy_asked: '{{by}} asks you for a policy',
  head_policy_set: '{{by}} set a policy',
  head_policy_changed: '{{by}} revised the policy (version {{version}})',
  head_assigned: '{{by}} assigned a thread to you',
  head_customer_wrote: 'The customer replied',
  head_wait_asked: '{{by}} asks {{party}} a question',
  head_wait_answered: '{{party}} answered',
  head_reply_failed: 'A reply did not reach the customer',
  head_answered_by_mail: '{{by}} answered a notice by mail',
  head_target_warning: 'A response target is due soon',
  head_target_overdue: 'A response target is overdue',
  head_reply_uncertain: 'It is not known whether a reply reached the customer',

  ask_mention: 'Please read the comment, and answer it with a comment on the thread.',
  ask_policy_asked: 'Please decide what to do, by when and who may reply, and set the policy on the thread.',
  ask_policy_set: 'Please acknowledge it on the thread, and follow it from now on.',
  ask_assigned: 'Please have a look and begin.',
  ask_customer_wrote: 'Please have a look and reply.',
  ask_wait_asked: 'Please record what you find out as the answer on the thread.',
  ask_wait_answered: 'Please read the answer and go on.',
  ask_reply_failed:
    'Please check the address and what the server said; then send it again, or reach them another way.',
  ask_answered_by_mail:
    'The answer stands on the thread; the customer has not seen it. Please read it, and go on in the comments there.',
  ask_target_warning:
    'Please reply in time, or hand it on. While a department is asked, the clock stands still.',
  ask_target_overdue:
    'The customer is waiting. Please reply at least with how it stands, and ask for a policy where you need one.',
  ask_reply_uncertain:
    'It may have arrived, so please do not send it again unchecked. Look in the Sent folder or ask the customer, then say on the thread what became of it.',

  comment: 'Comment',
  policy: 'Response policy, version {{version}}',
  question: 'The question',
  answer: 'The answer',
  from_customer: 'The customer’s mail',
  own_reply: 'The reply that was not delivered',
  uncertain_reply: 'The reply that may have arrived',
  answer_by_mail: 'The answer',
  returned: 'The mail that came back',
  server_said: 'The server said',

  subject: 'Subject',
  customer: 'Customer',
  mailbox: 'Mailbox',
  assignee: 'Assignee',
  to: 'To',
  due: 'Due',
  thread_due: 'Thread due',
  reply_by: 'Who may reply',
  approval: 'Approval',
  approval_needed: 'Needed before a reply goes out',
  return_when: 'Come back when',

  open: 'Open the thread',
  cut: '… (the rest is on the thread)',
  no_subject: '(no subject)',
  automatic:
    'An automatic notice from hoshin. An answer to it does not reach the customer; please comment on the thread instead.',
  zone: 'Times are in {{zone}}. Which notices come by e-mail is chosen in hoshin under Settings.',
}
