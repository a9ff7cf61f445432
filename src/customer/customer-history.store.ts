import type { Key } from '../../views/locales/index.ts'
import type { Reader } from '../../views/reader.ts'
import type { Db } from '../db/database.ts'
import type { Customer } from './customer.ts'

const SHOWN = 30

/** What was changed about a customer, newest first, in words. Of the addresses only those that the viewer knows. */
export async function customerHistory(db: Db, reader: Reader, customer: Customer) {
  const rows = await db
    .selectFrom('events')
    .leftJoin('accounts', 'accounts.id', 'events.actor_id')
    .select(['events.at', 'events.kind', 'events.facts', 'accounts.name as actor'])
    .where('events.customer_id', '=', customer.id)
    .orderBy('events.id', 'desc')
    .limit(SHOWN)
    .execute()
  return rows.flatMap(({ at, actor, kind, facts }) => {
    const words = inWords(reader, customer, kind, JSON.parse(facts))
    return words === null ? [] : [{ at, actor, words }]
  })
}

function inWords(
  { t, locale }: Reader,
  customer: Customer,
  kind: string,
  facts: Readonly<Record<string, unknown>>,
): string | null {
  const said = (key: string) => (typeof facts[key] === 'string' ? facts[key] : '')
  switch (kind) {
    case 'customer_labelled':
    case 'customer_unlabelled':
      return t(`customer_event.${kind}`, { name: said('name') })
    case 'customers_joined':
    case 'customers_parted': {
      const address = said('address')
      const isKnown = customer.addresses.some((one) => one.address === address.toLowerCase())
      return isKnown ? t(`customer_event.${kind}`, { address }) : null
    }
    case 'customer_changed': {
      if (said('what') === 'name')
        return t('customer_event.customer_renamed', { before: said('before'), name: said('name') })
      const what = said('what')
        .split(' ')
        .flatMap((word) => parts.find((part) => part === word) ?? [])
      const words = what.map((word): Key => `customer_event.${word}`).map((key) => t(key))
      return t('customer_event.customer_changed', { what: words.join(locale === 'ja' ? '・' : ', ') })
    }
    default:
      return null
  }
}

const parts = ['name', 'organisation', 'note'] as const
