import { LabelChip, type LabelView } from '../label/label-chip.tsx'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Empty } from '../parts.tsx'

export type CustomersPageProps = {
  frame: ShellFrame
  /** What was looked for. */
  typed: string
  label: LabelView | null
  labels: readonly LabelView[]
  customers: readonly {
    id: number
    name: string
    organisation: string
    addresses: readonly string[]
    labels: readonly LabelView[]
  }[]
  /** The customer behind whom the next page begins; null at the end. */
  next: number | null
  isFurther: boolean
  /** There are more than stand here; only more letters lead to them. */
  more: boolean
}

/** GET /customers: everybody who wrote, by name, or those whose name, organisation or address begins so. */
export function CustomersPage(props: CustomersPageProps) {
  const { frame, typed, customers, labels, label, next, isFurther, more } = props
  const { reader } = frame
  const { t } = reader
  const between = reader.locale === 'ja' ? '、' : ', '
  return (
    <Shell {...frame} view="page" title={t('customer.customers')}>
      <Page reader={reader} title={t('customer.customers')} lead={t('customer.lead')}>
        <form method="get" action="/customers" class="customer-search">
          <label class="away" for="customer-q">
            {t('customer.search')}
          </label>
          <input id="customer-q" type="search" name="q" value={typed} placeholder={t('customer.search')} />
          {labels.length > 0 && (
            <select name="label" aria-label={t('customer.class')}>
              <option value="">{t('customer.every_class')}</option>
              {labels.map((one) => (
                <option value={one.id} selected={one.id === label?.id}>
                  {one.name}
                </option>
              ))}
            </select>
          )}
          <Button tone="act">{t('customer.search_act')}</Button>
        </form>
        {customers.length === 0 && <NobodyHere {...props} />}
        {customers.length > 0 && (
          <ul class="rows">
            {customers.map((customer) => (
              <li>
                <div class="row-words">
                  <a href={`/customers/${customer.id}`}>
                    <b>{customer.name || customer.addresses[0]}</b>
                  </a>
                  <small>
                    {[customer.organisation, customer.addresses.join(between)].filter(Boolean).join(' · ')}
                  </small>
                </div>
                {customer.labels.map((one) => (
                  <LabelChip label={one} />
                ))}
              </li>
            ))}
          </ul>
        )}
        {more && <p class="hint">{t('customer.type_more')}</p>}
        {(next !== null || isFurther) && (
          <nav class="more">
            {isFurther && <a href={address({ label })}>{t('customer.from_start')}</a>}
            {next !== null && <a href={address({ label, next })}>{t('customer.more')}</a>}
          </nav>
        )}
      </Page>
    </Shell>
  )
}

function address({ label, next }: { label: LabelView | null; next?: number }): string {
  const query = new URLSearchParams()
  if (label) query.set('label', String(label.id))
  if (next !== undefined) query.set('after', String(next))
  const text = query.toString()
  return text === '' ? '/customers' : `/customers?${text}`
}

function NobodyHere({ frame, typed, label, next }: CustomersPageProps) {
  const { t } = frame.reader
  if (typed !== '') return <Empty title={t('customer.none_found')}>{t('customer.none_found_next')}</Empty>
  if (label || next !== null) return <Empty title={t('customer.none_of_class')} />
  return <Empty title={t('customer.none')}>{t('customer.none_next')}</Empty>
}
