import type { Db } from '../db/database.ts'
import { type Fields, joinPages, type KeptForm } from './kept-words.ts'

/** What somebody has typed into the forms of a thread and not sent, by form. */
export async function keptWordsOf(
  db: Db,
  threadId: number,
  accountId: number,
): Promise<Map<string, KeptForm>> {
  const rows = await db
    .selectFrom('kept_words')
    .selectAll()
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .execute()
  const byForm = Map.groupBy(rows, (row) => row.form)
  const forms = new Map<string, KeptForm>()
  for (const [form, pages] of byForm) {
    const joined = joinPages(
      pages.map((row) => ({
        ...{ page: row.page, edit: row.edit, updatedAt: row.updated_at },
        fields: JSON.parse(row.fields) as Fields,
      })),
    )
    if (joined) forms.set(form, joined)
  }
  return forms
}

/** The form was sent: its words stand where they belong. */
export async function forgetWords(tx: Db, threadId: number, accountId: number, form: string): Promise<void> {
  await tx
    .deleteFrom('kept_words')
    .where('thread_id', '=', threadId)
    .where('account_id', '=', accountId)
    .where('form', '=', form)
    .execute()
}
