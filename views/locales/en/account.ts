export const account = {
  name: 'Name',
  reading: 'Reading',
  reading_hint: 'How the name is read, for finding it while typing an @mention.',
  email: 'E-mail address',
  password: 'Password',
  password_hint: 'At least 10 characters of any kind. A few long words work well.',
  new_password: 'New password',
  present_password: 'Present password',
  title: 'Job title',
  locale: 'Language',
  locale_ja: '日本語',
  locale_en: 'English',
  time_zone: 'Time zone',
}

export const refused = {
  required: 'Please fill this in',
  long: 'This is too long',
  email: 'Please enter an e-mail address, such as ito@example.com',
  choice: 'Please choose from the list',
  password_short: 'Please use at least 10 characters',
  password_long: 'This password is too long',
  password_email: 'Your e-mail address cannot be your password',
  password_wrong: 'The present password is not right',
}

export const signin = {
  title: 'Sign in',
  lead: 'Opens your team’s inbox.',
  act: 'Sign in',
  wrong: 'The e-mail address or the password is not right.',
  too_many: 'Too many attempts. Please try again after {{time}}.',
  forgotten: 'Forgot your password? Ask an administrator for a link to choose a new one.',
  ended: 'You are signed out.',
  lost_title: 'You have been signed out',
  lost: 'Nothing was sent. Sign in in another tab, then send again; what you typed is still here.',
  lost_files: 'Files that you chose cannot be kept here. Choose them again after signing in.',
  lost_sign_in: 'Sign in in another tab',
  lost_again: 'Send again',
  lost_field: 'What you typed',
}

export const first_run = {
  title: 'First, who administers hoshin?',
  lead: 'This makes the administrator’s account. You can invite your team right afterwards.',
  act: 'Create account and start',
}

export const invitation = {
  title: 'Welcome, {{name}}',
  lead: 'Choose a password and you can start at once. You sign in with {{email}}.',
  act: 'Join',
  reset_title: 'Choose a new password',
  reset_lead: 'This changes the password of {{email}} and signs it out on other devices.',
  reset_act: 'Change password',
  unknown_title: 'This link does not work',
  unknown: 'It is incomplete or was withdrawn. Please copy the whole link from the mail and open it again.',
  used_title: 'This link was used already',
  used: 'It works once. If you have joined already, simply sign in.',
  ended_title: 'This link has run out',
  ended: 'Links work for 72 hours. Please ask an administrator for a new one.',
  sign_in: 'Go to sign-in',
}

export const own = {
  title: 'Settings',
  me: 'Profile',
  me_hint: 'Colleagues see your name, and find you by it in @mentions.',
  title_by_admin: 'An administrator sets the job title.',
  reading_order: 'Order of messages',
  after_action: 'Once you are done with a thread',
  after_action_hint: 'After completing it, sending a reply, or giving it to somebody else.',
  after_next: 'Open the next thread of the list',
  after_list: 'Go back to the list',
  after_stay: 'Stay on the thread',
  keys_link: 'Keys: the list, and switching them off',
  newest_first: 'Newest on top',
  oldest_first: 'Oldest on top',
  saved: 'Saved.',
  password: 'Change password',
  password_changed: 'The password is changed. Other devices are signed out.',
  change_password: 'Change password',
  notices: 'Notifications by e-mail',
  notices_hint: 'What you switch off here still stands under “Notifications”.',
  sessions: 'Where you are signed in',
  sessions_lead: 'If you do not know one of these, sign it out and then change your password.',
  sessions_link: 'See where you are signed in',
  this_session: 'This device',
  seen: 'Last used',
  since: 'Signed in',
  from: 'From',
  end_session: 'Sign out',
  end_others: 'Sign out everywhere else',
  ended_sessions: 'Signed out on other devices: {{count}}.',
  unknown_device: 'Unknown device',
  only_this: 'You are signed in on this device only.',
}

export const notice_kind = {
  mention: 'A comment mentions me or my group',
  policy_asked: 'I am asked for a response policy',
  policy_set: 'A policy is set on a thread of mine',
  assigned: 'A thread is assigned to me',
  customer_wrote: 'The customer writes again on a thread of mine',
  wait_asked: 'My department is asked something',
  wait_answered: 'An open question is answered',
  reply_failed: 'A reply could not be sent or came back',
  answered_by_mail: 'Somebody answered a notice by mail',
  target_warning: 'A response target is due soon',
  target_overdue: 'A response target is overdue',
  reply_uncertain: 'It is not known whether a reply arrived',
}

export const trouble = {
  foreign: 'Forms sent from another site are refused. Please try again from a page of hoshin.',
  large: 'Please attach fewer or smaller files and try again. Going back brings back what you typed.',
}
