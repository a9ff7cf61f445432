import type { Db, NewRow } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { certainAmong } from '../../src/search/find-hits.ts'
import { hitsAmong } from '../../src/search/hits.store.ts'
import { indexNow } from '../../src/search/index-due.ts'
import { readQuery } from '../../src/search/query.ts'
import { searchBackend } from '../../src/search/search.store.ts'
import { addMailbox, START } from '../support/cast.ts'

/** Numbers from 0 to below 1 that are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0
    return state / 2 ** 32
  }
}

const stems = [
  ...[
    '会議室',
    '会議',
    '見積書',
    '納期',
    '請求',
    '再発行',
    '株式会社',
    '東京都',
    '障害',
    '復旧',
    '㈱みなと',
    '髙橋',
  ],
  ...[
    'サーバー',
    'ｻｰﾊﾞｰ',
    'プリンター',
    'キャンセル',
    'ログイン',
    'ありがとう',
    'ございます',
    'について',
    '𠮷野家',
  ],
  ...[
    'Invoice',
    'invoices',
    'SERVER',
    'ｓｅｒｖｅｒ',
    'delivery',
    'INV-2026',
    '10:30',
    'A4',
    '第3回',
    '50%',
    'ok',
    '①',
  ],
  ...['の', 'は', 'を', 'に', 'お', '様', '。', '、', ' ', '　', '！', '-', '…', '🎉', '"', "'"],
]

/** So many words that each word stands in few mails, as in a language. */
const rare = Array.from({ length: 600 }, (_, n) => {
  const roll = dice(n + 100)
  const letters = [
    ...'会議室納期請求書再発行見積株式社障害復旧料金契約更新ァアィイサーバプリンタログ゛ぁあござい',
  ]
  return Array.from({ length: 2 + (n % 4) }, () => letters[Math.floor(roll() * letters.length)]).join('')
})

export function sentence(roll: () => number, length: number): string {
  let text = ''
  for (let n = 0; n < length; n++) text += pick(roll, roll() < 0.25 ? stems : rare)
  return text
}

function pick(roll: () => number, from: readonly string[]): string {
  return from[Math.floor(roll() * from.length)] ?? ''
}

export type Generated = { mailboxId: number; texts: Map<number, string> }

/** So many short texts, five in a thread, stored as mails and to be found. */
export async function generate(db: Db, amount: number): Promise<Generated> {
  const roll = dice(7)
  const mailboxId = await addMailbox(db, 'generated', '生成', 'generated@minato.example')
  const threadIds = await addThreads(db, mailboxId, Math.ceil(amount / 5))
  const mails = Array.from({ length: amount }, (_, n) => ({
    ...{ threadId: threadIds[n % threadIds.length] ?? 0, mailboxId, subject: '' },
    ...{ text: sentence(roll, 4 + Math.floor(roll() * 30)), at: START + Math.floor(roll() * 1e10) },
  }))
  const texts = new Map<number, string>()
  for (let at = 0; at < mails.length; at += 500) {
    const some = mails.slice(at, at + 500)
    const ids = await addMails(db, some)
    for (const [n, id] of ids.entries()) texts.set(id, some[n]?.text ?? '')
  }
  return { mailboxId, texts }
}

type Mail = { threadId: number; mailboxId: number; subject: string; text: string; at: number }

/** Stores mails and lets them be found. @returns their ids, in their order */
export async function addMails(db: Db, mails: readonly Mail[]): Promise<number[]> {
  const rows = mails.map(
    (mail): NewRow<'messages'> => ({
      ...{ thread_id: mail.threadId, mailbox_id: mail.mailboxId, direction: 'inbound', kind: 'mail' },
      ...{ problem: null, subject: mail.subject, from_name: '', from_address: '', date: mail.at },
      ...{ received_at: mail.at, recipients: '{"to":[],"cc":[],"bcc":[],"replyTo":[]}', message_id: null },
      ...{ in_reply_to: null, reference_ids: '[]', excerpt: '', raw_blob_id: null, raw_sha256: '' },
      ...{ raw_size: 0, placed_by: 'first', author_id: null, has_html: 0, remote_images: 0 },
      created_at: mail.at,
    }),
  )
  return transact(db, async (tx) => {
    const made = await tx.insertInto('messages').values(rows).returning('id').execute()
    const ids = made.map(({ id }) => id).sort((a, b) => a - b)
    const bodies = ids.map((message_id, n) => ({ message_id, text: mails[n]?.text ?? '', html: null }))
    await tx.insertInto('message_bodies').values(bodies).execute()
    await indexNow(tx, 'message', ids)
    return ids
  })
}

/**
 * The ids of all mails that a query finds, in the order in which they are found.
 *
 * @param atOnce as many are wanted at a time; of few, the newest are looked at in another way than all
 */
export async function allFound(
  db: Db,
  query: string,
  atOnce = 20_000,
): Promise<{ entryIds: number[]; messageIds: number[] }> {
  const read = readQuery(query)
  if ('wrong' in read) throw new Error(`${query} is not understood`)
  const asked = { terms: read.query.terms, mailboxIds: null, hasAttachment: null, from: 0 }
  const found = { entryIds: [] as number[], messageIds: [] as number[] }
  for (let below: number | null = Number.MAX_SAFE_INTEGER; below !== null; ) {
    const wanted = { ...asked, below }
    const page = await searchBackend(db).newest(db, wanted, atOnce)
    for (let at = 0; at < page.ids.length; at += 400) {
      const hits = await hitsAmong(db, page.ids.slice(at, at + 400), (eb) => eb.lit(true))
      for (const hit of await certainAmong(db, wanted, hits)) {
        found.entryIds.push(hit.id)
        found.messageIds.push(hit.ref_id)
      }
    }
    below = page.below
  }
  return found
}

export async function addThreads(db: Db, mailboxId: number, amount: number): Promise<number[]> {
  const ids: number[] = []
  const row = {
    ...{ mailbox_id: mailboxId, subject: '', subject_key: '', status: 'new' as const, assignee_id: null },
    ...{ customer_id: null, last_from: '', excerpt: '', last_at: START, first_at: START, created_at: START },
    ...{ last_inbound_at: null, last_outbound_at: null, customer_wrote_at: null, policy_id: null },
    ...{ policy_asked_at: null, policy_asked_of: null, wait_due_at: null, wait_with: null, due_at: null },
    merged_into_id: null,
  }
  for (let at = 0; at < amount; at += 200) {
    const rows = Array.from({ length: Math.min(200, amount - at) }, () => row)
    ids.push(...(await db.insertInto('threads').values(rows).returning('id').execute()).map(({ id }) => id))
  }
  return ids
}
