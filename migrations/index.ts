import type { Migration } from 'kysely/migration'
import * as accounts from './0001_accounts.ts'
import * as mailboxes from './0002_mailboxes.ts'
import * as threads from './0003_threads.ts'
import * as comments from './0004_comments.ts'
import * as outgoing from './0005_outgoing.ts'
import * as events from './0006_events.ts'
import * as search from './0007_search.ts'
import * as restriction from './0008_restriction.ts'
import * as labels from './0009_labels.ts'
import * as calendars from './0010_calendars.ts'
import * as targets from './0011_targets.ts'
import * as savedSearches from './0012_saved_searches.ts'
import * as bulk from './0013_bulk.ts'
import * as backups from './0014_backups.ts'
import * as escalations from './0015_escalations.ts'
import * as channels from './0016_channels.ts'
import * as rules from './0017_rules.ts'
import * as writing from './0018_writing.ts'
import * as approval from './0019_approval.ts'
import * as checks from './0020_checks.ts'
import * as templates from './0021_templates.ts'
import * as mailAnswers from './0022_mail_answers.ts'
import * as autoMail from './0023_auto_mail.ts'
import * as outboxAlarms from './0024_outbox_alarms.ts'
import * as labelCounts from './0025_label_counts.ts'

/** Every step in order, named as in its file. A static list, so that a bundle carries them all. */
export const migrations: Record<string, Migration> = {
  '0001_accounts': accounts,
  '0002_mailboxes': mailboxes,
  '0003_threads': threads,
  '0004_comments': comments,
  '0005_outgoing': outgoing,
  '0006_events': events,
  '0007_search': search,
  '0008_restriction': restriction,
  '0009_labels': labels,
  '0010_calendars': calendars,
  '0011_targets': targets,
  '0012_saved_searches': savedSearches,
  '0013_bulk': bulk,
  '0014_backups': backups,
  '0015_escalations': escalations,
  '0016_channels': channels,
  '0017_rules': rules,
  '0018_writing': writing,
  '0019_approval': approval,
  '0020_checks': checks,
  '0021_templates': templates,
  '0022_mail_answers': mailAnswers,
  '0023_auto_mail': autoMail,
  '0024_outbox_alarms': outboxAlarms,
  '0025_label_counts': labelCounts,
}
