export const search = {
  title: '検索',
  title_for: '「{{query}}」の検索',
  label: 'メール、コメント、方針、顧客、添付名を検索',
  placeholder: '検索',
  act: '検索',
  sorting: '並び順',
  newest: '新しい順',
  best: '件名の一致を先に',
  choices: '入力の候補',
  narrow: '絞り込み',
  take_off: '（外す）',
  nothing_yet: 'まだ見つかっていません',
  nothing_yet_next:
    '新しいものから調べましたが、条件に合う案件はまだありません。下の「続きを表示」で、さらに前を調べられます。',
  more: '続きを表示',
  first: '最初へ戻る',
  message: 'メール',
  comment: 'コメント',
  policy: '対応方針',
  customer: '顧客',
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

/** Conditions beside the hits. */
export const search_filter = {
  status: 'ステータス',
  assignee: '担当者',
  has: '含むもの',
  label: 'ラベル',
  mailbox: 'メールボックス',
  after: '期間',
  me: '自分',
  nobody: 'なし（未割り当て）',
  attachment: '添付ファイル',
  policy: '対応方針',
  days: '{{count}} 日以内',
  year: '1 年以内',
}

export const search_saved = {
  title: '保存した検索',
  keep: 'この検索を保存',
  keep_act: '保存する',
  change: '名前・条件・共有を変更',
  changed: '表示中の条件は、保存した条件と異なります。保存すると、いまの条件に置き換わります。',
  name: '名前',
  share: '共有する相手',
  nobody: '共有しない（自分だけ）',
  team: '{{mailbox}} の全員',
  own: '自分だけの検索です',
  shared_by: '{{name}} さんが {{mailbox}} の全員と共有しています。件数は見る人の権限で数えます',
  remove: 'この検索を削除',
  broken: '条件が使えません',
  kept: '検索を保存しました。',
  saved: '変更を保存しました。',
  removed: '保存した検索を削除しました。必要なら、もう一度保存できます。',
  empty_name: '名前を入力してください。',
  long_name: '名前は 40 文字以内にしてください。',
  bad_query: 'この条件は保存できません。検索欄の条件を直してから保存してください。',
  too_many: '保存できる検索は 1 人 30 個までです。使わないものを削除してください。',
  not_your_mailbox: 'このメールボックスの担当ではないため、共有できません。別の相手を選んでください。',
  not_yours: '変更できるのは、作成した人と共有先の責任者です。自分用に保存し直すことはできます。',
  changed_meanwhile:
    'この画面を開いたあとに、ほかの人が変更しました。ページを読み直し、内容を確かめてから保存してください。',
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
