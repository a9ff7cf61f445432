import type { LabelView } from '../label/label-chip.tsx'
import { LabelField, type ThreadLabelsProps } from '../label/thread-labels.tsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Empty, ErrorSummary, type Errors, Field, StatusMark, When } from '../parts.tsx'
import { countInWords, type Status, threadUrl } from '../shown.ts'

export type CustomerThread = {
  id: number
  subject: string
  status: Status
  at: number
  mailbox: string
  assignee: string | null
  labels: readonly LabelView[]
}

export type CustomerPageProps = {
  frame: ShellFrame
  customer: {
    id: number
    name: string
    organisation: string
    note: string
    version: number
    /** The customer's own first; the others can be taken out again. */
    addresses: readonly { id: number; address: string; name: string }[]
    mayChange: boolean
  }
  labels: ThreadLabelsProps
  threads: readonly CustomerThread[]
  /** How many there are, up to the limit of counting. */
  count: number
  /** The cursor behind the last one; null at the end. */
  next: string | null
  isFurther: boolean
  history: readonly { at: number; actor: string | null; words: string }[]
  typed: Readonly<Record<string, string>>
  errors: Errors
}

/** GET /customers/ID: who it is, and all that they wrote as far as the viewer may see it. */
export function CustomerPage(props: CustomerPageProps) {
  const { frame, customer, labels } = props
  const { reader } = frame
  const title = customer.name || (customer.addresses[0]?.address ?? '')
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={customer.organisation || undefined}>
        <div class="customer-labels">
          <LabelField
            {...labels}
            reader={reader}
            action={`/customers/${customer.id}/labels`}
            mayChange={customer.mayChange}
            within="customer"
            dataKey="l"
          />
        </div>
        <Threads {...props} />
        {customer.mayChange ? <Facts {...props} /> : <FactsToRead {...props} />}
        <Addresses {...props} />
        <History {...props} />
      </Page>
    </Shell>
  )
}

function Threads({ frame, customer, threads, count, next, isFurther }: CustomerPageProps) {
  const { reader } = frame
  const { t } = reader
  const here = `/customers/${customer.id}`
  return (
    <section>
      <h2>{t('customer.threads', { count: countInWords(count) })}</h2>
      {threads.length === 0 && (
        <Empty title={t('customer.no_threads')}>{t('customer.no_threads_next')}</Empty>
      )}
      <ul class="rows customer-threads">
        {threads.map((thread) => (
          <li>
            <StatusMark reader={reader} status={thread.status} />
            <div class="row-words">
              <a href={threadUrl(thread.id, {})}>{thread.subject || t('list.no_subject')}</a>
              <small>
                {[t(`status.${thread.status}`), thread.mailbox, thread.assignee].filter(Boolean).join(' · ')}
              </small>
            </div>
            {thread.labels.map((label) => (
              <span class={`label label-${label.colour}`}>{label.name}</span>
            ))}
            <When reader={reader} at={thread.at} />
          </li>
        ))}
      </ul>
      {(next || isFurther) && (
        <nav class="more">
          {isFurther && <a href={here}>{t('list.first')}</a>}
          {next && <a href={`${here}?after=${next}`}>{t('list.more')}</a>}
        </nav>
      )}
    </section>
  )
}

function Facts({ frame, customer, typed, errors }: CustomerPageProps) {
  const { reader } = frame
  const { t } = reader
  const own = { name: errors.name, organisation: errors.organisation, note: errors.note, form: errors.form }
  return (
    <form method="post" action={`/customers/${customer.id}`} class="panel">
      <h2>{t('customer.about')}</h2>
      <ErrorSummary reader={reader} errors={own} />
      <input type="hidden" name="version" value={customer.version} />
      <div class="fields">
        <Field
          label={t('customer.name')}
          name="name"
          value={typed.name ?? customer.name}
          error={errors.name}
          autocomplete="off"
        />
        <Field
          label={t('customer.organisation')}
          name="organisation"
          value={typed.organisation ?? customer.organisation}
          error={errors.organisation}
          autocomplete="off"
        />
      </div>
      <Field
        label={t('customer.note')}
        name="note"
        rows={4}
        value={typed.note ?? customer.note}
        hint={t('customer.note_hint')}
        error={errors.note}
      />
      <p class="acts">
        <Button tone="act">{t('common.save')}</Button>
      </p>
    </form>
  )
}

function FactsToRead({ frame, customer }: CustomerPageProps) {
  const { t } = frame.reader
  return (
    <section class="panel">
      <h2>{t('customer.about')}</h2>
      <p class="hint">{t('customer.read_only')}</p>
      {customer.note !== '' && <p class="customer-note">{customer.note}</p>}
    </section>
  )
}

function Addresses({ frame, customer, typed, errors }: CustomerPageProps) {
  const { reader } = frame
  const { t } = reader
  return (
    <section class="panel">
      <h2>{t('customer.addresses')}</h2>
      <ul class="customer-addresses">
        {customer.addresses.map(({ id, address, name }) => (
          <li>
            <span>
              {address}
              {id !== customer.id && name !== '' && name !== customer.name && <small> {name}</small>}
            </span>
            {customer.mayChange && id !== customer.id && (
              <form method="post" action={`/customers/${customer.id}/addresses`}>
                <Button name="part" value={String(id)}>
                  {t('customer.part')}
                </Button>
              </form>
            )}
          </li>
        ))}
      </ul>
      {customer.mayChange && (
        <form method="post" action={`/customers/${customer.id}/addresses`} class="customer-join">
          <Field
            within="join"
            label={t('customer.join')}
            name="address"
            type="email"
            value={typed.address}
            hint={t('customer.join_hint')}
            error={errors.address}
            autocomplete="off"
            required
          />
          <Button>{t('customer.join_act')}</Button>
        </form>
      )}
    </section>
  )
}

function History({ frame, history }: CustomerPageProps) {
  const { reader } = frame
  if (history.length === 0) return null
  return (
    <details class="panel customer-history">
      <summary>{reader.t('customer.history')}</summary>
      <ol>
        {history.map((event) => (
          <li>
            <When reader={reader} at={event.at} as="clock" /> {event.actor && <b>{event.actor}</b>}{' '}
            {event.words}
          </li>
        ))}
      </ol>
    </details>
  )
}
