import { ApprovalRow, type ListedApproval } from '../approval/approvals-page.tsx'
import { Icon } from '../icons.tsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, Empty } from '../parts.tsx'
import { dayAndTime, dueTime, lateness, type Reader } from '../reader.ts'
import { closeWords } from '../target/due-chip.tsx'

export type DeskCallView = {
  id: number
  threadId: number
  kind: 'instruction' | 'question' | 'takeover' | 'other_dept' | 'customer_notice'
  state: 'waiting' | 'accepted'
  /** Nobody accepted, so that all are called. */
  everybody: boolean
  /** By when it is to be accepted or decided, UTC ms. */
  until: number | null
  urgency: number
  wanted: string
  what: string
  options: readonly string[]
  subject: string
  mailbox: string
  /** Null: an internal matter. */
  customer: string | null
  reporter: string
  raisedAt: number
}

export type DeskPageProps = {
  frame: ShellFrame
  /** Both by due time. */
  waiting: readonly DeskCallView[]
  accepted: readonly DeskCallView[]
  /** Replies that wait for this person's yes. */
  approvals: readonly ListedApproval[]
  /** How many answers by mail are held for this person to decide. */
  held: number
  late: readonly {
    threadId: number
    subject: string
    instruction: string
    dueAt: number
    assignee: string | null
  }[]
}

/** GET /desk: one person's decisions, on a phone as on a desk. */
export function DeskPage({ frame, waiting, accepted, approvals, held, late }: DeskPageProps) {
  const { reader } = frame
  const { t } = reader
  const isEmpty = waiting.length + accepted.length + approvals.length + late.length + held === 0
  return (
    <Shell {...frame} view="page" title={t('desk.title')}>
      <Page reader={reader} title={t('desk.title')} lead={t('desk.lead')}>
        <div class="desk">
          {isEmpty && <Empty title={t('desk.empty')}>{t('desk.empty_next')}</Empty>}
          {held > 0 && (
            <p>
              <a class="button" href="/held-answers">
                <Icon name="mail" />
                {t('held_answer.link', { count: held })}
              </a>
            </p>
          )}
          {waiting.length > 0 && (
            <section aria-labelledby="desk-waiting">
              <h2 id="desk-waiting">
                {t('desk.waiting')} <b>{waiting.length}</b>
              </h2>
              {waiting.map((call) => (
                <Call reader={reader} call={call} />
              ))}
            </section>
          )}
          {approvals.length > 0 && (
            <section aria-labelledby="desk-approvals">
              <h2 id="desk-approvals">
                <a href="/approvals">{t('approval.rail')}</a> <b>{approvals.length}</b>
              </h2>
              {approvals.map((row) => (
                <ApprovalRow reader={reader} row={row} />
              ))}
            </section>
          )}
          {accepted.length > 0 && (
            <section aria-labelledby="desk-accepted">
              <h2 id="desk-accepted">
                {t('desk.accepted')} <b>{accepted.length}</b>
              </h2>
              {accepted.map((call) => (
                <Call reader={reader} call={call} />
              ))}
            </section>
          )}
          {late.length > 0 && (
            <section aria-labelledby="desk-late">
              <h2 id="desk-late">
                {t('desk.late')} <b>{late.length}</b>
              </h2>
              {late.map((policy) => (
                <article class="desk-card">
                  <header>
                    <span class="clock late">
                      {dueTime(reader, policy.dueAt)} · {lateness(reader, policy.dueAt)}
                    </span>
                  </header>
                  <p class="desk-wanted">{policy.instruction}</p>
                  <p class="desk-about">
                    <a href={`/threads/${policy.threadId}`}>{policy.subject || t('list.no_subject')}</a>
                    <span>{policy.assignee ?? t('common.nobody')}</span>
                  </p>
                </article>
              ))}
            </section>
          )}
        </div>
      </Page>
    </Shell>
  )
}

function Call({ reader, call }: { reader: Reader; call: DeskCallView }) {
  const { t } = reader
  const thread = `/threads/${call.threadId}`
  return (
    <article class={call.state === 'accepted' ? 'desk-card taken' : 'desk-card'} id={`call-${call.id}`}>
      <header>
        <span>{t(`escalation_kind.${call.kind}`)}</span>
        {call.urgency === 3 && <Chip tone="shu">{t('escalation.urgency_3')}</Chip>}
        <Clock reader={reader} call={call} />
      </header>
      <p class="desk-wanted">{call.wanted || call.subject || t('list.no_subject')}</p>
      {call.what && <p class="desk-what">{call.what}</p>}
      {call.options.length > 0 && (
        <ol class="desk-options">
          {call.options.map((option) => (
            <li>{option}</li>
          ))}
        </ol>
      )}
      <p class="desk-about">
        <a href={`${thread}#escalation`}>{call.subject || t('list.no_subject')}</a>
        <span>
          {[call.customer ?? t('desk.internal'), call.mailbox, t('desk.from', { name: call.reporter })].join(
            ' · ',
          )}{' '}
          {dayAndTime(reader, call.raisedAt)}
        </span>
      </p>
      <div class="desk-acts">
        {call.state === 'waiting' ? (
          <form method="post" action={`/escalations/${call.id}/acceptance`}>
            <Button tone="act" icon="check">
              {t('escalation.accept')}
            </Button>
          </form>
        ) : (
          <a class="button seal" href={`${thread}/policies/new`}>
            <Icon name="seal" />
            {t('escalation.set_policy')}
          </a>
        )}
        <a class="button" href={`${thread}#escalation`}>
          {t(call.state === 'waiting' ? 'desk.see' : 'desk.answer')}
        </a>
      </div>
    </article>
  )
}

function Clock({ reader, call }: { reader: Reader; call: DeskCallView }) {
  const { t } = reader
  if (call.everybody) return <span class="clock late">{t('mark.everybody')}</span>
  if (call.until === null) return null
  const isLate = call.until <= reader.now
  return (
    <span class={isLate ? 'clock due is-late' : 'clock due'} data-due={String(call.until)}>
      {t(call.state === 'waiting' ? 'escalation.accept_until' : 'escalation.decide_until', {
        time: dueTime(reader, call.until),
      })}{' '}
      <b>{closeWords(reader, call.until)}</b>
    </span>
  )
}
