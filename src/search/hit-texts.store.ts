import type { Db } from '../db/database.ts'
import { parseRecipients } from '../message/message.store.ts'
import type { Hit } from './backend.ts'
import { type EntryKind, FIELD_LIMIT, type Field } from './entry.ts'

/** What a hit says, as it is shown: in the order in which a sentence to show is looked for. */
export type HitText = { by: string; at: number; texts: { field: Field; text: string }[] }

/** Reads what the hits of one page say, by entry id. At most five queries. */
export async function hitTexts(db: Db, hits: readonly Hit[]): Promise<Map<number, HitText>> {
  const refs = (kind: EntryKind) => hits.filter((hit) => hit.kind === kind).map((hit) => hit.ref_id)
  const texts = new Map<string, HitText>([
    ...(await messageTexts(db, refs('message'))),
    ...(await commentTexts(db, refs('comment'))),
    ...(await policyTexts(db, refs('policy'))),
    ...(await customerTexts(db, refs('customer'))),
  ])
  return new Map(
    hits.flatMap((hit) => {
      const text = texts.get(`${hit.kind} ${hit.ref_id}`)
      return text ? [[hit.id, text] as const] : []
    }),
  )
}

type Texts = [key: string, text: HitText][]

async function messageTexts(db: Db, ids: readonly number[]): Promise<Texts> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('messages')
    .innerJoin('message_bodies', 'message_bodies.message_id', 'messages.id')
    .select(['messages.id', 'from_name', 'from_address', 'recipients', 'received_at', 'subject'])
    .select((eb) =>
      eb.fn<string>('substr', ['message_bodies.text', eb.lit(1), eb.lit(FIELD_LIMIT)]).as('text'),
    )
    .where('messages.id', 'in', ids)
    .execute()
  const files = await db
    .selectFrom('attachments')
    .select(['message_id', 'filename'])
    .where('message_id', 'in', ids)
    .orderBy('position')
    .execute()
  return rows.map((row) => {
    const { to, cc } = parseRecipients(row.recipients)
    const named = files.filter((file) => file.message_id === row.id)
    return [
      `message ${row.id}`,
      {
        by: row.from_name || row.from_address,
        at: row.received_at,
        texts: [
          { field: 'body', text: row.text },
          ...named.map((file) => ({ field: 'body' as const, text: file.filename })),
          { field: 'subject', text: row.subject },
          { field: 'sender', text: `${row.from_name} ${row.from_address}`.trim() },
          ...[...to, ...cc].map(({ name, address }) => ({
            field: 'recipients' as const,
            text: `${name} ${address}`.trim(),
          })),
        ],
      },
    ]
  })
}

async function commentTexts(db: Db, ids: readonly number[]): Promise<Texts> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('comments')
    .innerJoin('accounts', 'accounts.id', 'comments.author_id')
    .select(['comments.id', 'comments.body', 'comments.created_at', 'accounts.name'])
    .where('comments.id', 'in', ids)
    .execute()
  return rows.map((row) => [
    `comment ${row.id}`,
    { by: row.name, at: row.created_at, texts: bodyBy([row.body], row.name) },
  ])
}

async function policyTexts(db: Db, ids: readonly number[]): Promise<Texts> {
  if (ids.length === 0) return []
  const rows = await db
    .selectFrom('policies')
    .innerJoin('accounts', 'accounts.id', 'policies.author_id')
    .select(['policies.id', 'instruction', 'return_when', 'policies.created_at', 'accounts.name'])
    .where('policies.id', 'in', ids)
    .execute()
  return rows.map((row) => [
    `policy ${row.id}`,
    { by: row.name, at: row.created_at, texts: bodyBy([row.instruction, row.return_when], row.name) },
  ])
}

async function customerTexts(db: Db, threadIds: readonly number[]): Promise<Texts> {
  if (threadIds.length === 0) return []
  const rows = await db
    .selectFrom('threads')
    .innerJoin('customers', 'customers.id', 'threads.customer_id')
    .select(['threads.id', 'threads.first_at', 'customers.name', 'customers.address'])
    .where('threads.id', 'in', threadIds)
    .execute()
  return rows.map((row) => [
    `customer ${row.id}`,
    { by: row.name || row.address, at: row.first_at, texts: bodyBy([`${row.name} ${row.address}`.trim()]) },
  ])
}

function bodyBy(bodies: readonly string[], sender = ''): HitText['texts'] {
  return [...bodies.map((text) => ({ field: 'body' as const, text })), { field: 'sender', text: sender }]
}
