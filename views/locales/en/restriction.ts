import type * as ja from '../ja/restriction.ts'
import type { Words } from '../words.ts'

export const restriction: Words<typeof ja.restriction> = {
  title: 'Restriction',
  mark: 'Restricted',
  mark_title: 'Only certain people see this thread',
  seen_by: 'Seen by {{names}}',
  between: ', ',
  because: 'Reason: {{reason}}',
  set_by: 'set by {{by}} {{time}}',
  change: 'Change',
  offer: 'Restrict this thread',
  set_title: 'Restrict this thread',
  change_title: 'Change who sees this thread',
  hidden:
    'Whoever is not chosen cannot tell that this thread exists: it stands in no list, count, search, notification or file.',
  who: 'Who sees it',
  sees: 'The chosen see all of it: mail ({{messages}}), comments ({{comments}}), policies, questions to others, history.',
  adding: '{{name}} will be added.',
  reason: 'Reason',
  reason_hint:
    'Such as: contains personal data. Shown to those who see the thread, and to an administrator who opens it with a reason.',
  set: 'Restrict this thread',
  save: 'Save changes',
  lift: 'Lift the restriction',
  lift_hint: 'Then everybody in this mailbox sees the thread.',
  visit_title: 'This thread is restricted',
  visit_lead:
    'Only the people it names see this thread. An administrator needs a reason to open it. Reason and time are kept in its history and in the administrators’ record.',
  visit_reason: 'Why do you open it?',
  visit_hint: 'For one hour you can read it, and change who sees it.',
  visit_open: 'Record the reason and open',
  outside:
    '{{name}} does not see this thread. To add them, look at what stands below, save it, and then try again.',
  outside_ask:
    '{{name}} does not see this thread. Only a supervisor or the assignee can change that: ask them first.',
  no_reason: 'Please give a reason.',
  not_yours: 'Only a supervisor or the assignee can change who sees this thread. Supervisors: {{names}}',
  no_role:
    '{{name}} has no role in this mailbox and would see nothing even so. Ask an administrator for a role first.',
  locks_out: 'Nobody would be left who can answer this thread. Add at least one of these: {{names}}',
  unknown_person: 'Somebody who was chosen is no longer here. Please choose again.',
}
