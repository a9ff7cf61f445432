import type * as ja from '../ja/common.ts'
import type { Words } from '../words.ts'

export const common: Words<typeof ja.common> = {
  close: 'Close',
  cancel: 'Cancel',
  save: 'Save',
  back: 'Back',
  form_wrong: 'Please check what you entered',
  you: 'you',
  nobody: 'Unassigned',
}

export const time: Words<typeof ja.time> = {
  today: 'today',
  tomorrow: 'tomorrow',
  yesterday: 'yesterday',
  left: '{{span}} left',
  hours: '{{hours}} h',
  minutes: '{{minutes}} min',
  hours_minutes: '{{hours}} h {{minutes}} min',
  late_minutes: '{{count}} min overdue',
  late_hours: '{{count}} h overdue',
  late_days_one: '{{count}} day overdue',
  late_days_other: '{{count}} days overdue',
}

export const status: Words<typeof ja.status> = {
  new: 'New',
  in_progress: 'In progress',
  awaiting_dept: 'Awaiting dept.',
  done: 'Done',
}
