import type { Db } from '../db/database.ts'
import { eachToken, fold } from '../search/tokens.ts'
import { lineNames, type Report } from './report.ts'

/** Distinct tokens that are kept of one escalation: a report of 40 pages is found by its beginning. */
const WORDS_LIMIT = 4000
/** Values in one statement: two each, and SQLite takes 32,766. */
const AT_ONCE = 2000

/** Makes an escalation findable by what its report, its decision and its thread's subject say now. */
export async function indexEscalation(tx: Db, escalationId: number): Promise<void> {
  const row = await tx
    .selectFrom('escalations')
    .innerJoin('threads', 'threads.id', 'escalations.thread_id')
    .select(['escalations.report', 'escalations.decision_words', 'threads.subject'])
    .where('escalations.id', '=', escalationId)
    .executeTakeFirstOrThrow()
  // Written by the verbs of this room alone, which have checked it.
  const report = JSON.parse(row.report) as Report
  const said = [
    row.subject,
    row.decision_words ?? '',
    report.wanted,
    ...lineNames.map((name) => report[name].text),
    report.tried,
    ...report.options,
  ]
  const words = [...wordsIn(said.join('\n\n'), WORDS_LIMIT)]
  await tx.deleteFrom('escalation_words').where('escalation_id', '=', escalationId).execute()
  for (let at = 0; at < words.length; at += AT_ONCE) {
    const rows = words.slice(at, at + AT_ONCE).map((word) => ({ word, escalation_id: escalationId }))
    await tx.insertInto('escalation_words').values(rows).execute()
  }
}

/** The tokens of a text, each once; what only says that two of them touch is left out. */
export function wordsIn(text: string, limit: number): Set<string> {
  const words = new Set<string>()
  eachToken(fold(text), (word, kind) => {
    if (kind !== 'glue' && words.size < limit) words.add(word)
  })
  return words
}
