/** Numbers from 0 to below 1 that are the same in every run. */
export function dice(seed: number): () => number {
  let state = seed
  return () => {
    state = (Math.imul(state ^ (state >>> 15), 2_246_822_519) + 3_266_489_917) >>> 0
    return state / 2 ** 32
  }
}

const kanji = [
  ...'会議室納期請求書再発行見積株式社東京都障害復旧注文番号確認願致送料金契約更新担当者連絡先住所変更返品交換修理保証期間部品在庫配達指定日時間午前後明細領収銀行振込手数追加工事設置点検報告資料添付参照方針対応完了新着顧客様御中山田佐藤鈴木高橋伊藤渡辺中村小林加賀',
]
const kana = [...'アイウエオカキクケコサシスセソタチツテトナニヌネノハヒフヘホマミムメモラリルレロワンー']
const endings = [
  'をお願いします。',
  'について、',
  'でしょうか。',
  'が届きません。',
  'の件ですが、',
  'いただけますか。',
  'となります。',
  'は、',
]
const latin = [
  'invoice',
  'server',
  'delivery',
  'order',
  'update',
  'error',
  'login',
  'ticket',
  'A4',
  'PDF',
  'INV',
  'sakura',
]

/**
 * Texts as long as ordinary mail, of words as unevenly frequent as those of a language: the first of 20,000 stands
 * in most of them, the last in a few of a million.
 */
export function corpus(seed: number): { text(): string; subject(): string } {
  const make = dice(seed)
  const words = Array.from({ length: 20_000 }, (_, n) => word(make, n))
  const roll = dice(seed + 1)
  const any = () => words[Math.floor(words.length ** roll()) - 1] ?? ''
  const phrase = () =>
    `${any()}${roll() < 0.3 ? 'の' : ''}${any()}${endings[Math.floor(roll() * endings.length)]}`
  return {
    subject: () => `${any()}${any()}の件`,
    text: () => {
      const lines = ['いつもお世話になっております。']
      const length = 6 + Math.floor(roll() * 10)
      for (let n = 0; n < length; n++) lines.push(phrase() + phrase())
      return lines.join('\n')
    },
  }
}

function word(roll: () => number, n: number): string {
  const from = (letters: readonly string[], length: number) =>
    Array.from({ length }, () => letters[Math.floor(roll() * letters.length)]).join('')
  if (n % 10 === 9) return `${latin[Math.floor(roll() * latin.length)]}${n < 100 ? '' : n}`
  if (n % 10 >= 7) return from(kana, 3 + Math.floor(roll() * 4))
  return from(kanji, 2 + Math.floor(roll() * 3))
}
