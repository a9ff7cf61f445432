import { fieldTime, type Reader } from '../../views/reader.ts'
import type { RecordRowView } from '../../views/record/record-page.tsx'
import type { Db } from '../db/database.ts'
import { reportOf } from '../escalation/escalation.store.ts'
import { lineNames } from '../escalation/report.ts'
import { routeById } from '../escalation/route.store.ts'
import type { RecordRow } from './record.store.ts'

/** What the levels of some rows are called on the routes with which they ran: by route and level. */
export async function levelTitles(db: Db, rows: readonly RecordRow[]): Promise<Map<string, string>> {
  const titles = new Map<string, string>()
  for (const id of new Set(rows.map((row) => row.route_id))) {
    const route = await routeById(db, id)
    for (const { level, title } of route.ladder) titles.set(`${id} ${level}`, title)
  }
  return titles
}

export function rowInView(row: RecordRow, titles: ReadonlyMap<string, string>): RecordRowView {
  return {
    id: row.id,
    threadId: row.thread_id,
    kind: row.kind,
    state: row.state,
    level: titles.get(`${row.route_id} ${row.level}`) ?? null,
    subject: row.subject,
    customer: row.customer || row.address || null,
    mailbox: row.mailbox,
    report: reportOf(row),
    raisedAt: row.raised_at,
    acceptedAt: row.accepted_at,
    endedAt: row.ended_at,
    decision: row.decision && { how: row.decision, words: row.decision_words ?? '', by: row.by ?? '' },
    outcome:
      row.outcome_at === null
        ? null
        : row.solved === 1
          ? 'solved'
          : row.followed === 1
            ? 'followed'
            : 'neither',
  }
}

/** Who raised it is on the page of each, and no column to count by. */
export function csvHead({ t }: Reader): string[] {
  return [
    t('record.number'),
    t('record.thread'),
    t('record.raised'),
    t('record.kind'),
    t('record.state'),
    t('escalation.level'),
    t('record.mailbox'),
    t('record.customer'),
    t('record.subject'),
    t('escalation.wanted'),
    ...lineNames.map((name) => t(`escalation.${name}`)),
    t('escalation.tried'),
    t('record.accepted'),
    t('record.ended'),
    t('record.decision'),
    t('record.decision_words'),
    t('record.by'),
    t('record.outcome'),
  ]
}

export function csvRow(reader: Reader, row: RecordRowView): string[] {
  const { t } = reader
  const time = (at: number | null) => (at === null ? '' : fieldTime(reader, at).replace('T', ' '))
  return [
    String(row.id),
    String(row.threadId),
    time(row.raisedAt),
    row.state === 'reported' ? '' : t(`escalation_kind.${row.kind}`),
    t(`escalation_state.${row.state}`),
    row.level ?? '',
    row.mailbox,
    row.customer ?? t('desk.internal'),
    row.subject,
    row.report.wanted,
    ...lineNames.map((name) => row.report[name].text),
    row.report.tried,
    time(row.acceptedAt),
    time(row.endedAt),
    row.decision ? t(`record.how_${row.decision.how}`) : '',
    row.decision?.words ?? '',
    row.decision?.by ?? '',
    row.outcome ? t(`escalation.outcome_${row.outcome}`) : '',
  ]
}
