import { LabelField, type ThreadLabelsProps } from '../label/thread-labels.tsx'
import { Button, Field, StatusMark, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { countInWords, type Place, placeQuery, type Status, threadUrl } from '../shown.ts'

export type CustomerSideProps = {
  reader: Reader
  place: Place
  threadId: number
  /** Null for a thread without one, such as mail that nobody signed. */
  customer: CustomerBeside | null
  /** The customer's other threads that the viewer may see, the newest few, and how many there are. */
  others: readonly { id: number; subject: string; status: Status; at: number }[]
  othersCount: number
}

export type CustomerBeside = {
  /** Null where the viewer sees this one thread only: nothing leads on from it. */
  id: number | null
  name: string
  organisation: string
  address: string
  version: number
  mayChange: boolean
  labels: ThreadLabelsProps
}

/** Who wrote: with name, organisation and class, to be corrected on the spot. */
export function CustomerFacts({ reader, place, threadId, customer }: CustomerSideProps) {
  const { t } = reader
  if (!customer) return <p class="none">{t('customer.nobody')}</p>
  const { id, name, address, organisation } = customer
  const back = new URLSearchParams(placeQuery(place))
  back.set('thread', String(threadId))
  const here = (below: string) => `/customers/${id}${below}?${back}`
  return (
    <>
      <p class="customer">
        {id === null ? <b>{name || address}</b> : <a href={`/customers/${id}`}>{name || address}</a>}
        {organisation !== '' && <span>{organisation}</span>}
        {name !== '' && <small>{address}</small>}
      </p>
      {id !== null && (
        <LabelField
          {...customer.labels}
          reader={reader}
          action={here('/labels')}
          mayChange={customer.mayChange}
          within="customer"
        />
      )}
      {id !== null && customer.mayChange && (
        <details class="customer-edit">
          <summary>{t('customer.edit')}</summary>
          <form method="post" action={here('')}>
            <input type="hidden" name="version" value={customer.version} />
            <Field within="beside" label={t('customer.name')} name="name" value={name} autocomplete="off" />
            <Field
              within="beside"
              label={t('customer.organisation')}
              name="organisation"
              value={organisation}
              autocomplete="off"
            />
            <Button tone="act">{t('common.save')}</Button>
          </form>
        </details>
      )}
    </>
  )
}

/** What else they wrote. */
export function CustomerOthers({ reader, place, customer, others, othersCount }: CustomerSideProps) {
  const { t } = reader
  if (others.length === 0) return <p class="none">{t('side.no_others')}</p>
  return (
    <>
      <ul class="others">
        {others.map((other) => (
          <li>
            <StatusMark reader={reader} status={other.status} />
            <a href={threadUrl(other.id, place)}>{other.subject || t('list.no_subject')}</a>
            <small>
              <When reader={reader} at={other.at} /> · {t(`status.${other.status}`)}
            </small>
          </li>
        ))}
      </ul>
      {othersCount > others.length && customer?.id != null && (
        <p class="all-others">
          <a href={`/customers/${customer.id}`}>
            {t('customer.all_threads', { count: countInWords(othersCount + 1) })}
          </a>
        </p>
      )}
    </>
  )
}
