import type { Insertable, Kysely, Selectable, Transaction } from 'kysely'
import type { AccountTables } from './tables/accounts.ts'
import type { ApprovalTables } from './tables/approvals.ts'
import type { AutoMailTables } from './tables/auto-mail.ts'
import type { BackupTables } from './tables/backups.ts'
import type { CalendarTables } from './tables/calendars.ts'
import type { ChangeTables } from './tables/changes.ts'
import type { ChannelTables } from './tables/channels.ts'
import type { CheckTables } from './tables/checks.ts'
import type { CommentTables } from './tables/comments.ts'
import type { EscalationTables } from './tables/escalations.ts'
import type { LabelTables } from './tables/labels.ts'
import type { MailAnswerTables } from './tables/mail-answers.ts'
import type { MailboxTables } from './tables/mailboxes.ts'
import type { OutgoingTables } from './tables/outgoing.ts'
import type { RestrictionTables } from './tables/restriction.ts'
import type { RuleTables } from './tables/rules.ts'
import type { SearchTables } from './tables/search.ts'
import type { TargetTables } from './tables/targets.ts'
import type { TemplateTables } from './tables/templates.ts'
import type { ThreadTables } from './tables/threads.ts'
import type { WritingTables } from './tables/writing.ts'

/** Every table. One file of columns for each migration's matter. */
export interface Database
  extends AccountTables,
    MailboxTables,
    ThreadTables,
    CheckTables,
    CommentTables,
    ApprovalTables,
    AutoMailTables,
    BackupTables,
    CalendarTables,
    ChangeTables,
    ChannelTables,
    EscalationTables,
    MailAnswerTables,
    OutgoingTables,
    LabelTables,
    TargetTables,
    TemplateTables,
    RestrictionTables,
    RuleTables,
    SearchTables,
    WritingTables {}

/** The handle that stores and verbs take: the database, or the transaction they stand in. */
export type Db = Kysely<Database>
export type Tx = Transaction<Database>

export type Row<T extends keyof Database> = Selectable<Database[T]>
export type NewRow<T extends keyof Database> = Insertable<Database[T]>
