import type * as ja from '../ja/auto-mail.ts'
import type { Words } from '../words.ts'

export const bounce: Words<typeof ja.bounce> = {
  all: 'This mail did not arrive',
  some: 'This mail did not reach everybody',
  delayed: 'Delivery is late. Mail servers go on trying',
  said: 'The server said',
  reason: {
    'unknown-user': 'There is no such address. Check how it is written.',
    'unknown-host': 'What stands after the @ (the domain) does not exist. Check how it is written.',
    'mailbox-full': 'Their mailbox is full. Wait a while, or reach them another way, such as by phone.',
    suspended: 'Their address has been suspended. Look for another one.',
    'too-large': 'The mail is too large. Send fewer or smaller files, or several mails.',
    refused: 'Their server refused the mail. Reach them another way and ask them to look at their filter.',
    unreachable: 'Their server could not be reached. Wait a while and send it again.',
    complaint: 'Whoever got this mail reported it as spam.',
    other: 'What their server said tells why.',
  },
}

export const acknowledgement: Words<typeof ja.acknowledgement> = {
  title_of: 'Acknowledgement of receipt: {{mailbox}}',
  link: 'Acknowledgement',
  lead: 'When a new enquiry comes in, hoshin says at once that it has arrived. It does not count as an answer.',
  on: 'Send an acknowledgement of receipt',
  ja: 'Japanese text',
  en: 'English text',
  text_hint:
    'A mail with Japanese letters gets the Japanese text, any other the English one. If you write only one, it is used for all. The signature of the mailbox stands below.',
  example:
    'Thank you for writing to {{mailbox}}.\n\nYour mail has arrived. Somebody will read it and answer you.\n\nThis mail was sent automatically.',
  saved: 'The acknowledgement has been saved.',
  empty: 'Write a text, in Japanese or in English.',
  too_long: 'A text has at most {{limit}} characters. Make it shorter.',
  feeds_itself:
    'The address of this mailbox is also that of “{{name}}”: automatic answers would come back to it for ever. Change one of the addresses, then save again.',
  never_title: 'Who gets none',
  never:
    'Automatic answers, absence notes, delivery failures, mailing lists, newsletters, senders that nobody reads, and mailboxes of your own. Of all automatic mails together, at most three an hour go to one address.',
}
