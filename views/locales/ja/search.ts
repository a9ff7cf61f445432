export const search = {
  title: '検索',
  title_for: '「{{query}}」の検索',
  label: 'メール、コメント、方針、顧客、添付名を検索',
  placeholder: '検索',
  act: '検索',
  sorting: '並び順',
  newest: '新しい順',
  best: '件名の一致を先に',
  more: '続きを表示',
  first: '最初へ戻る',
  message: 'メール',
  comment: 'コメント',
  policy: '対応方針',
  customer: '顧客',
  by: '{{by}}',
  start: '何をお探しですか',
  start_next:
    'ことば、名前、アドレス、添付ファイル名を入力してください。日本語は空白で区切らなくても、1 文字からでも見つかります。',
  nothing: '見つかりませんでした',
  nothing_next:
    'ことばを減らすか、短くしてみてください。ひらがなとカタカナは区別されます。閲覧する権限のない案件は出ません。',
  no_more: 'この先にはもうありません',
  no_more_next: '最初へ戻るか、ことばを変えてみてください。',
  help: '探し方',
}

export const search_help = {
  words: 'すべてのことばを含む（1 つのメール、コメント、方針の中で）。英数字は前方一致',
  phrase: 'この並びのとおりに含む',
  minus: '含まない',
  sender: '差出人の名前やアドレス',
  recipients: '宛先と Cc',
  subject: '件名',
  status: '新着、対応中、他部署確認中、対応完了',
  assignee: '名前、自分、なし',
  mailbox: 'メールボックスの名前',
  label: '案件または顧客に付いたラベル',
  attachment: '添付のあるメール（なし も可）',
  policy: '対応方針のある案件（なし も可）',
  before: 'この日より前（2026-11、昨日、7日 も可）',
  after: 'この日から',
}

/** What is wrong with a query, and where. */
export const search_problem = {
  at: '{{at}} 文字目',
  too_long: '検索のことばが長すぎます。500 文字以内にしてください。',
  too_many: '条件が多すぎます。32 個までにしてください。',
  unclosed_quote: '引用符「"」が閉じられていません。閉じるか、取り除いてください。',
  unknown_operator:
    '「{{part}}」という条件はありません。使える条件は「探し方」にあります。文字として探すには "{{part}}" のように囲んでください。',
  missing_value: '「{{part}}」のあとに、空白を入れずに探すものを書いてください。',
  nothing_to_find: '「{{part}}」には探せる文字がありません。文字か数字を入れてください。',
  unknown_status: '「{{part}}」: ステータスは 新着、対応中、他部署確認中、対応完了 のどれかです。',
  unknown_has: '「{{part}}」: 添付:あり、添付:なし、方針:あり、方針:なし のどれかにしてください。',
  bad_day: '「{{part}}」: 日付を読み取れません。例: 2026-11-20、2026-11、昨日、7日',
  unknown_person: '「{{part}}」: この名前の人はいません。名前の一部、メールアドレス、自分、なし が使えます。',
  unknown_label: '「{{part}}」: この名前のラベルは見当たりません。',
  unknown_mailbox: '「{{part}}」: この名前のメールボックスは見当たりません。',
}
