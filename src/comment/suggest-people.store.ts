import type { Suggestion } from '../../views/comment/people-suggestions.tsx'
import { sightOf } from '../access/sight.store.ts'
import { loadViewers } from '../access/viewer.store.ts'
import { maySeeThread, type Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import { findThread } from '../thread/thread.store.ts'
import type { Mentionable } from './mention.ts'
import { mentionablePeople } from './mentionable.store.ts'

const SHOWN = 8

/**
 * Who could be meant by what was typed after an @: by name, reading, title or e-mail. Those who see the
 * thread come first. Nobody is named on a thread that the viewer does not see.
 */
export async function suggestPeople(
  db: Db,
  viewer: Viewer,
  asked: { typed: string; threadId: number },
): Promise<Suggestion[]> {
  const thread = await findThread(db, viewer, asked.threadId)
  if (!thread) return []
  const sight = await sightOf(db, thread)
  const typed = folded(asked.typed)
  const people = await mentionablePeople(db)
  const accounts = await db.selectFrom('accounts').select(['id', 'reading', 'title', 'email']).execute()
  const groups = await db.selectFrom('groups').select(['id', 'reading']).execute()
  const viewers = await loadViewers(
    db,
    people.filter((who) => who.kind === 'account').map((who) => who.id),
  )

  type Found = Omit<Suggestion, 'id' | 'name'> & { who: Mentionable; rank: number; sees: boolean }
  const found = people.flatMap((who): Found[] => {
    if (who.kind === 'group') {
      const reading = groups.find(({ id }) => id === who.id)?.reading ?? ''
      const rank = rankOf(typed, [who.name, reading])
      return rank === null ? [] : [{ kind: 'group', who, reading, detail: '', rank, sees: true }]
    }
    const account = accounts.find(({ id }) => id === who.id)
    const addressee = viewers.get(who.id)
    if (!account || !addressee || who.id === viewer.accountId) return []
    const rank = rankOf(typed, [who.name, account.reading, account.title, account.email])
    const sees = maySeeThread(addressee, sight)
    return rank === null
      ? []
      : [{ kind: 'person', who, reading: account.reading, detail: account.title, rank, sees }]
  })
  return found
    .sort((a, b) => Number(b.sees) - Number(a.sees) || a.rank - b.rank || compare(a.reading, b.reading))
    .slice(0, SHOWN)
    .map(({ kind, who, reading, detail }) => ({ kind, id: who.id, name: who.handle, reading, detail }))
}

/** 0 when a word begins so, 1 when it only holds it, null when it does not. */
function rankOf(typed: string, words: readonly string[]): number | null {
  if (typed === '') return 0
  const all = words.map(folded)
  // A given name alone is often what people type: each part counts.
  const parts = words.flatMap((word) => word.split(/[\s　]+/)).map(folded)
  if ([...all, ...parts].some((word) => word.startsWith(typed))) return 0
  return all.some((word) => word.includes(typed)) ? 1 : null
}

/** Width, case, spaces and the two kana alike. */
function folded(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\s　]+/g, '')
    .replace(/[ァ-ヶ]/g, (kana) => String.fromCharCode(kana.charCodeAt(0) - 0x60))
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
