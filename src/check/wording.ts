import { subjectKey } from '../thread/placing.ts'
import type { Finding, Surroundings, Written } from './check.ts'

const attached = [
  '添付',
  '同封',
  '別添',
  'attached',
  'attachment',
  'attachments',
  'enclosed',
  'attaching',
  'i attach',
  'we attach',
]

/** Speaks of a file of the other's, or says that there is none. */
const notOurs =
  /((お送り|ご?送付|送って|送信|お寄せ|共有)(いただ|頂|くださ|下さ|され)[^。\n]{0,12}添付|添付(ファイル|資料|の?写真|画像|書類|データ)?[^。\n]{0,12}(いただ|頂|くださ|下さ|願い|お送りください)|添付(は|が|も)?(あり|ござい)ません|添付(は|が)?(ない|なし|不要|できま|漏れ|忘れ)|添付されて(いませ|いな|おりませ|おらず)|(your|you(['’]ve| have)?|the one you) attach\w*|(no|without|not|n['’]t) (any |an |been )?attach\w*|please (find a way to )?attach|attach (a|the|your|it|them|any)\b|attachments? (you|that you|from you))/giu

/** Tells of a file where none is attached. */
export function attachmentFindings(written: Written, _: Surroundings, words: readonly string[]): Finding[] {
  if (written.files > 0) return []
  const text = folded(`${written.subject}\n${written.text}`).replace(notOurs, ' ')
  const what = [...attached, ...words].find((word) => contains(text, word))
  return what === undefined ? [] : [{ kind: 'attachment', says: 'attachment', what, meant: '' }]
}

/** Words that a mailbox wants to be asked about. */
export function cautionFindings(written: Written, _: Surroundings, words: readonly string[]): Finding[] {
  const text = folded(`${written.subject}\n${written.text}`)
  return words
    .filter((word) => contains(text, word))
    .map((what) => ({ kind: 'caution', says: 'caution', what, meant: '' }))
}

const vague = new Set(
  [
    ...[
      '無題',
      '件名なし',
      '(件名なし)',
      '件名',
      'ご連絡',
      '連絡',
      'ご確認',
      '確認',
      'お知らせ',
      'ご報告',
      '報告',
    ],
    ...[
      'お世話になっております',
      'お世話になります',
      'こんにちは',
      'お願い',
      'お願いします',
      'お願いいたします',
    ],
    ...[
      'テスト',
      'ご案内',
      '返信',
      'ご回答',
      'お問い合わせ',
      'no subject',
      '(no subject)',
      'untitled',
      'subject',
    ],
    ...[
      'hello',
      'hi',
      'test',
      'question',
      'info',
      'update',
      'important',
      'urgent',
      'message',
      'reply',
      'mail',
    ],
  ].map(subjectKey),
)

/** Says nothing, or nothing of what it is about. A vague one that the customer chose is kept without a word. */
export function subjectFindings(written: Written, around: Surroundings, words: readonly string[]): Finding[] {
  const core = subjectKey(written.subject)
  const what = written.subject.trim()
  if (core === '') return [{ kind: 'subject', says: 'subject_empty', what, meant: '' }]
  const isVague = vague.has(core) || words.some((word) => subjectKey(word) === core)
  if (!isVague || core === subjectKey(around.threadSubject)) return []
  return [{ kind: 'subject', says: 'subject_vague', what, meant: '' }]
}

/** Width, case and marks of the same word alike. */
export function folded(text: string): string {
  return text.normalize('NFKC').toLowerCase()
}

/** A word of letters is looked for as a word; others are found within what stands around them. */
function contains(text: string, word: string): boolean {
  const wanted = folded(word).trim()
  if (wanted === '') return false
  let at = text.indexOf(wanted)
  while (at !== -1) {
    const before = text[at - 1] ?? ' '
    const after = text[at + wanted.length] ?? ' '
    const joins = /[a-z0-9]/
    const within =
      (joins.test(wanted[0] ?? '') && joins.test(before)) ||
      (joins.test(wanted.at(-1) ?? '') && joins.test(after))
    if (!within) return true
    at = text.indexOf(wanted, at + 1)
  }
  return false
}
