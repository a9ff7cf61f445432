export const check = {
  title: 'Before this goes, please check',
  back: 'Back and change',
  send_done: 'Send as it is and complete',
  send_in_progress: 'Send as it is (stays in progress)',
  send_awaiting_dept: 'Send as it is (stays awaiting)',
  ask_approval: 'Ask for approval as it is',
  customer: 'customer',
  no_files: 'none',
  is_new: 'new',
  is_ours: 'ours',
}

/** What was found. */
export const finding = {
  other_customer: 'It names another customer, “{{what}}” ({{meant}}).',
  new_recipient: '{{what}} is new to this thread.',
  far_recipient: '{{what}} is new, and of a domain that nobody on this thread has.',
  internal_recipient: 'Our own address {{what}} is where the customer sees it.',
  many_recipients: 'It goes to {{what}} addresses (more than {{meant}}).',
  addressee_missing: 'It addresses nobody.',
  addressee_wrong: 'It addresses “{{what}}”, but the customer is “{{meant}}”.',
  placeholder: '“{{what}}” is still to be filled in.',
  attachment: 'It says “{{what}}”, but no file is attached.',
  caution: 'It contains “{{what}}”, a word to be careful with.',
  subject_empty: 'It has no subject.',
  subject_vague: 'The subject “{{what}}” does not say what it is about.',
}

/** What to do about it. */
export const finding_next = {
  other_customer: 'Make sure that you have not mixed up two customers.',
  new_recipient: 'Make sure that they may read it.',
  far_recipient: 'Look for a slip in the address, or a wrong choice.',
  internal_recipient: 'Take it out, or move it to Bcc.',
  many_recipients: 'They see each other’s addresses. Move them to Bcc if they should not.',
  addressee_missing: 'Begin with the name, such as “{{meant}} 様”.',
  addressee_wrong: 'Make sure that it goes to the right person.',
  placeholder: 'Fill it in, or take it out.',
  attachment: 'Attach the file, or change the words.',
  caution: 'Make sure that it keeps to what this mailbox has agreed on.',
  subject_empty: 'Say in a few words what it is about.',
  subject_vague: 'Say in a few words what it is about.',
}

export const check_page = {
  title: 'Checks before sending: {{mailbox}}',
  link: 'Checks before sending',
  lead: 'What a reply is looked at for before it goes. People are asked once, on one page, and only when there is something to say. What they wrote is never changed.',
  pause: 'Pause before sending',
  pause_seconds: 'Seconds from pressing “send” until it goes',
  pause_hint:
    '0 to 600 seconds in which “undo” takes it back. Left empty, it is that of the installation ({{seconds}} s).',
  pause_wrong: 'Enter a whole number from 0 to 600.',
  checks: 'What is looked for',
  on: 'On',
  never_found: 'Has found nothing yet',
  score: 'Changed in {{heeded}} of {{found}} cases ({{percent}}%)',
  noisy: 'often wrong',
  score_hint:
    'How much of what was found was changed before sending. Switch off what is seldom changed, and the rest is read with more care.',
  words_hint: 'One a line',
  saved: 'The checks are saved',
  back: 'Mailboxes',
}

export const check_kind = {
  other_customer: 'Another customer’s name',
  new_recipient: 'New recipients',
  internal_recipient: 'Our addresses where customers see them',
  many_recipients: 'Number of recipients',
  addressee: 'Whom it addresses',
  placeholder: 'Places left unfilled',
  attachment: 'Forgotten attachment',
  caution: 'Words to be careful with',
  subject: 'Subject',
}

export const check_hint = {
  other_customer: 'When text or subject name another customer of this mailbox of late.',
  new_recipient: 'When it goes to an address that has not been on the thread.',
  internal_recipient:
    'When customers and our own people stand side by side in To or Cc. Those whom the customer brought in do not count.',
  many_recipients: 'When To, Cc and Bcc together hold more than a number.',
  addressee: 'When the first lines address nobody, or somebody else than the customer.',
  placeholder: 'When {{…}}, ○○, 【お名前】, [Your name] or the like are left.',
  attachment: 'When it speaks of an attachment and there is none.',
  caution: 'When text or subject contain one of these words.',
  subject: 'When it is empty, or says nothing such as “Hello”. The customer’s own subject passes.',
}

/** What a mailbox's own words of each check are. */
export const check_words = {
  other_customer: 'Names never asked about',
  new_recipient: 'Addresses and domains never asked about',
  internal_recipient: 'Addresses and domains never asked about',
  many_recipients: 'Ask beyond this number',
  addressee: 'Addressees that are always right',
  placeholder: 'Further marks to look for',
  attachment: 'Further words for an attachment',
  caution: 'Words to be careful with',
  subject: 'Further subjects that say nothing',
}
