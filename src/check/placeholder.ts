import type { Finding, Surroundings, Written } from './check.ts'

/** How people and templates mark a place that is still to be filled. */
const marks: readonly RegExp[] = [
  /\{\{[^{}\n]{0,80}\}\}/g,
  /\$\{[^{}\n]{1,40}\}/g,
  /<<[^<>\n]{1,40}>>|＜＜[^＜＞\n]{1,40}＞＞|《(?:[^《》\n]{0,20}(?:名|入力|記入|日付|番号))》/g,
  // Two or three circles or crosses stand for a word; more of them are an ornament.
  /(?<![○〇◯●◎△▲□■×✕])(?:[○〇◯]{2,3}|[●]{2,3}|[△▲]{2,3}|[□]{2,3}|[×✕]{2,3})(?![○〇◯●◎△▲□■×✕])/gu,
  // One of them where a number or a name belongs: ○月○日, ○様.
  /[○〇◯●△×](?=月|日|時|円|個|名様|様|株式会社|社様)/gu,
  /【[\s　○〇◯●・…_＿-]*】/gu,
  /【(?:お?名前|ご?氏名|お客様名|会社名|御社名|貴社名|担当者?名?|日付|日時|金額|品名|商品名|品番|型番|注文番号|お問い合わせ番号|番号|URL|住所|電話番号|[^】\n]{0,20}(?:を|に)?(?:入力|記入|差し替え|挿入|ここに)[^】\n]{0,10})】/giu,
  /\[(?:your|customer|client|recipient|first|last|full|company|product|order|insert|enter|name|date|amount|number|link|url)(?:['’]s)?(?:[ _-][^\]\n]{1,30})?\]/gi,
  /(?<![a-z])x{2,}(?=月|日|時|円|様|さま|番)|\bx{3,}\b|\bxx\/xx\b/gi,
  /\b(?:TODO|FIXME)\b|lorem ipsum/g,
]

/** Places that were left unfilled, each once. */
export function placeholderFindings(written: Written, _: Surroundings, words: readonly string[]): Finding[] {
  const text = `${written.subject}\n${written.text}`
  const found = new Set<string>()
  for (const mark of marks) for (const [what] of text.matchAll(mark)) found.add(what)
  for (const word of words) if (word.trim() !== '' && text.includes(word.trim())) found.add(word.trim())
  return [...found].map((what) => ({ kind: 'placeholder', says: 'placeholder', what, meant: '' }))
}
