import type * as ja from '../ja/backup.ts'
import type { Words } from '../words.ts'

/** Backups: their page, the alarm, the two commands, and what hoshin says after a restore. */
export const backup: Words<typeof ja.backup> = {
  title: 'Backups',
  lead: 'Everything is in the database: mail, comments, policies, people. The configuration and the files with passwords are not; keep them beside it.',
  when: 'Taken',
  size: 'Size',
  checked_quick: 'verified (structure, counts, a sample of the mails)',
  checked_full: 'verified (everything)',
  checked_none: 'verified outside hoshin',
  by_schedule: 'by itself',
  by_command: 'by command',
  by_outside: 'other tool',
  running: 'being made',
  good: 'good',
  failed: 'failed',
  removed: 'deleted, its time was over',
  empty: 'There is no backup yet',
  empty_next: 'Give a folder in [backup] of the configuration and restart: then one is made every day.',
  none_yet: 'none yet',
  last_good: 'Newest good backup: {{time}}',
  never_good: 'There has never been a good backup',
  next: 'next {{time}}',
  schedule: 'Backups by themselves',
  schedule_on:
    'Made every day at {{times}} ({{zone}}) in {{folder}}; one stays of each of {{daily}} days, {{weekly}} weeks and {{monthly}} months.',
  schedule_off: 'None are configured.',
  schedule_how:
    'Write this into hoshin.toml and restart. The folder must be one that the user hoshin may write, best on another disk.',
  schedule_postgres:
    'PostgreSQL is backed up with its own tools. Let the last command tell hoshin that it went well.',
  now: 'Make one now',
  now_hint: 'On the server; hoshin goes on running.',
  back: 'Restore one',
  back_hint:
    'Stop hoshin and run this on the server. The present database is kept under a dated name, and you are told how to go back. Everybody signs in again afterwards.',
  keep_beside: 'To be kept beside it',
  keep_beside_hint: 'The configuration {{config}} and the files with passwords that it names.',
  list: 'Backups so far',

  alarm_failed: 'Backups are failing',
  alarm_old: 'The backup is too old',
  alarm_more: 'Look',
  banner_restored:
    'The database was restored ({{at}}) from a backup of {{taken}}. What was written in hoshin in between is not there.',
  banner_restored_more: 'Look at the outbox',

  mail_tag: 'Backup',
  mail_failed: 'Backups are failing',
  mail_old: 'The backup is too old',
  mail_ask:
    'Should the server break now, everything since the last good backup is lost. Please remove the cause soon.',
  mail_problem: 'Cause',
  mail_last: 'Newest good backup',
  mail_file: 'File',
  mail_since: 'Failed at',
  mail_open: 'Open the page of backups',
  mail_foot: 'This comes from hoshin by itself, to every administrator, once for each trouble.',

  mail_zone: 'Times are those of {{zone}}.',

  not_mailed: 'Not mailed: the database was restored from a backup of {{time}}.',
  reply_restored:
    'The database was restored from a backup of {{time}}, at which this reply had not gone out. It may have gone out afterwards, so it is not sent by itself: look in the Sent folder or ask, then choose.',

  made: '{{file}} holds everything until {{taken}} and was verified ({{size}}).',
  keep_too: 'The configuration {{config}} and the files with passwords are not in it: keep them too.',
  noted: 'Noted as a backup that another tool made: {{file}}',
  note_empty: '{{file}} is empty.',
  with_postgres:
    'The database is PostgreSQL, which is backed up with its own tools (hoshin may go on running):\n\n  {{dump}}\n  {{list}}\n  {{note}}\n\nThe second line makes sure that the file can be read, the third tells hoshin that it went well. The password is asked for, or stands in ~/.pgpass. `hoshin restore {{file}}` says how to go back.',
  restore_with_postgres:
    'The database is PostgreSQL, which is restored with its own tools, while no hoshin runs:\n\n  {{restore}}\n\nThen start hoshin. It notices by itself that it was restored and sees to it that no reply goes out twice before it begins. After another way of going back, such as a snapshot, run this before the start:\n\n  {{settle}}',
  restored: 'The database {{database}} was restored from {{file}} (of {{taken}}) and verified.',
  restored_in_place:
    'The database {{database}} is that of {{taken}}. What must be done after a restore is done.',
  migrated: 'Brought to this version of hoshin: {{steps}}',
  settled_replies:
    'Replies that a person must decide about: {{count}} (they stand in the outbox; none is sent by itself)',
  settled_notices: 'Mails to people that were not sent: {{count}}',
  settled_sessions: 'Browsers that were signed out: {{count}}. Everybody signs in again',
  settled_links: 'Invitations and password links that were ended: {{count}}',
  settled_people:
    'People and roles are those of the backup too: look whether somebody had been disabled or lost a role since.',
  set_aside: 'The database that was there is kept as {{path}}.',
  go_back: 'To go back, stop hoshin and run: {{command}}',
  now_start: 'Now start hoshin. Mail that came after the backup is fetched from the mail server again.',

  doctor_none: 'Nobody is alarmed about backups: none is configured (docs/backup.md).',

  refused: 'No backup was made: {{why}}',
  refused_restore: 'Nothing was restored, and the present database was not touched: {{why}}',
}

export const backup_problem: Words<typeof ja.backup_problem> = {
  exists: '{{detail}} is there already. Add --force to replace it.',
  'is-database': '{{detail}} is the database itself. Name another file.',
  'is-folder': '{{detail}} is a folder. Name a file in it.',
  'no-folder': 'There is no folder {{detail}}. Make it first.',
  'not-writable':
    'The folder {{detail}} cannot be written. Look at its owner and rights (and, with systemd, at ReadWritePaths).',
  'disk-full': 'The disk has no room: {{detail}}. Make room, or name another disk.',
  'io-error':
    'The disk reports an error: {{detail}}. Look at its room, at limits on use or on the size of files, and at its health.',
  'no-database':
    'There is no database {{detail}}. Look at database.url in the configuration and at the folder you are in.',
  unreadable: '{{detail}} cannot be read. Look at its owner and rights.',
  'database-damaged':
    'The copy did not pass verification: the database or a disk is damaged. Delete no earlier backup, and look at the disk. ({{detail}})',
  'copy-damaged':
    'The copy has other counts than the database. Try again; if it goes on, look at the disk. ({{detail}})',
  'cut-off': 'It was stopped before its end.',
  missing: '{{detail}} is not there.',
  'not-sqlite': '{{detail}} is not an SQLite file (if it is packed, unpack it first).',
  'not-hoshin': '{{detail}} is not a database of hoshin.',
  newer: 'The file was made by a newer hoshin ({{detail}}). Install that version, then restore.',
  damaged: 'The file is damaged. Take another backup. ({{detail}})',
  'in-use':
    '{{detail}} is in use. Stop hoshin (with systemd: sudo systemctl stop hoshin), then run this again.',
  other: '{{detail}}',
}
