import type { Db } from '../../src/db/database.ts'
import { transact } from '../../src/db/transact.ts'
import { type NewEntry, wordsOf } from '../../src/search/entry.ts'
import { addEntries } from '../../src/search/search.store.ts'
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

export function sentence(roll: () => number, length: number): string {
  let text = ''
  for (let n = 0; n < length; n++) text += stems[Math.floor(roll() * stems.length)] ?? ''
  return text
}

export type Generated = { mailboxId: number; texts: Map<number, string> }

/** So many short texts, five in a thread, stored as messages' entries. */
export async function generate(db: Db, amount: number): Promise<Generated> {
  const roll = dice(7)
  const mailboxId = await addMailbox(db, 'generated', '生成', 'generated@minato.example')
  const threadIds = await addThreads(db, mailboxId, Math.ceil(amount / 5))
  const texts = new Map<number, string>()
  const entries: NewEntry[] = []
  for (let n = 0; n < amount; n++) {
    const text = sentence(roll, 4 + Math.floor(roll() * 30))
    texts.set(n + 1, text)
    entries.push({
      ...{ kind: 'message', refId: n + 1, threadId: threadIds[n % threadIds.length] ?? 0, mailboxId },
      ...{ at: START + Math.floor(roll() * 1e9), hasAttachment: false, words: wordsOf({ body: [text] }) },
    })
  }
  for (let at = 0; at < entries.length; at += 500)
    await transact(db, (tx) => addEntries(tx, entries.slice(at, at + 500)))
  return { mailboxId, texts }
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
