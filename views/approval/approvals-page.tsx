import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Empty } from '../parts.tsx'
import { dayAndTime, dueTime, type Reader } from '../reader.ts'
import { surname } from '../shown.ts'
import { closeWords } from '../target/due-chip.tsx'

export type ListedApproval = {
  id: number
  threadId: number
  state: 'waiting' | 'approved' | 'returned' | 'withdrawn' | 'taken_back'
  subject: string
  mailbox: string
  writer: string
  /** Null: everybody who may approve. */
  holder: string | null
  until: number | null
  askedAt: number
  excerpt: string
  /** Why it was returned. */
  words: string | null
}

export type ApprovalsPageProps = {
  frame: ShellFrame
  forMe: readonly ListedApproval[]
  mine: readonly ListedApproval[]
  others: readonly ListedApproval[]
}

/** GET /approvals: what waits for a yes, of this person and by this person. */
export function ApprovalsPage({ frame, forMe, mine, others }: ApprovalsPageProps) {
  const { reader } = frame
  const { t } = reader
  const parts = [
    { name: 'for_me', rows: forMe },
    { name: 'mine', rows: mine },
    { name: 'others', rows: others },
  ] as const
  return (
    <Shell {...frame} view="page" title={t('approval.rail')}>
      <Page reader={reader} title={t('approval.rail')} lead={t('approval.lead')}>
        <div class="desk">
          {parts.every(({ rows }) => rows.length === 0) && (
            <Empty title={t('approval.empty')}>{t('approval.empty_next')}</Empty>
          )}
          {parts
            .filter(({ rows }) => rows.length > 0)
            .map(({ name, rows }) => (
              <section aria-labelledby={`approvals-${name}`}>
                <h2 id={`approvals-${name}`}>
                  {t(`approval.${name}`)} <b>{rows.length}</b>
                </h2>
                {rows.map((row) => (
                  <ApprovalRow reader={reader} row={row} />
                ))}
              </section>
            ))}
        </div>
      </Page>
    </Shell>
  )
}

/** One request as a card: on the list and on the desk. */
export function ApprovalRow({ reader, row }: { reader: Reader; row: ListedApproval }) {
  const { t } = reader
  const isOpen = row.state === 'waiting'
  const who =
    row.holder === null
      ? t('approval.waits_for_everybody')
      : t('approval.waits_for', { name: surname(row.holder) })
  return (
    <article class={isOpen ? 'desk-card' : 'desk-card is-over'} id={`approval-row-${row.id}`}>
      <header>
        <b>{row.writer}</b>
        <span>{t('approval.asked', { time: dayAndTime(reader, row.askedAt) })}</span>
        <span class={isOpen && row.until !== null && row.until <= reader.now ? 'clock is-late' : 'clock'}>
          {isOpen ? who : t(`approval.state_${row.state}`)}
          {isOpen && row.until !== null && (
            <>
              {' '}
              {t('approval.until', { time: dueTime(reader, row.until) })}{' '}
              <b>{closeWords(reader, row.until)}</b>
            </>
          )}
        </span>
      </header>
      <p class="desk-wanted">
        <a href={`/approvals/${row.id}`}>{row.subject || t('list.no_subject')}</a>
      </p>
      <p class="desk-what">{row.words ?? row.excerpt}</p>
      <p class="desk-about">
        <span>{row.mailbox}</span>
      </p>
    </article>
  )
}
