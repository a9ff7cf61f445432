import type * as ja from '../ja/record.ts'
import type { Words } from '../words.ts'

/** The record of escalations and after-the-fact reports, and a supervisor's desk. */
export const record: Words<typeof ja.record> = {
  title: 'Record of escalations',
  rail: 'Record',
  open: 'Open in the record',
}

export const desk: Words<typeof ja.desk> = {
  title: 'My decisions',
  internal: 'Internal matter',
  tab: 'Decide',
  lead: 'What waits for you to accept or to decide, by due time.',
  empty: 'Nothing waits for your decision',
  empty_next: 'When you are called in an escalation, it stands here, and you get a mail.',
  waiting: 'To accept',
  accepted: 'Accepted, to decide',
  late: 'Your policies that are late',
  from: 'from {{name}}',
  see: 'See the thread',
  answer: 'Answer, or else',
  calling: 'Nobody has accepted yet. Everybody is being called.',
  calling_since: 'since {{time}}',
}
