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
