export const check = {
  title: '送信の前に、確かめてください',
  back: '戻って直す',
  send_done: 'このまま送信して完了',
  send_in_progress: 'このまま送信（対応中のまま）',
  send_awaiting_dept: 'このまま送信（他部署確認中のまま）',
  ask_approval: 'このまま承認を依頼',
  customer: 'お客様',
  no_files: 'なし',
  is_new: '初めて',
  is_ours: '社内',
}

/** What was found. */
export const finding = {
  other_customer: '別のお客様の名前「{{what}}」が書かれています（{{meant}}）。',
  new_recipient: '{{what}} は、この案件で初めての宛先です。',
  far_recipient: '{{what}} は初めての宛先で、この案件のどの相手ともドメインが違います。',
  internal_recipient: '社内のアドレス {{what}} が、お客様に見える宛先に入っています。',
  many_recipients: '宛先が {{what}} 件あります（{{meant}} 件を超えると確認しています）。',
  addressee_missing: '宛名がありません。',
  addressee_wrong: '宛名が「{{what}}」ですが、お客様は「{{meant}}」さんです。',
  placeholder: '「{{what}}」が埋まっていません。',
  attachment: '「{{what}}」と書かれていますが、ファイルが付いていません。',
  caution: '注意する言葉「{{what}}」が入っています。',
  subject_empty: '件名がありません。',
  subject_vague: '件名「{{what}}」からは用件が分かりません。',
}

/** What to do about it. */
export const finding_next = {
  other_customer: '相手を取り違えていないか、文面を見直してください。',
  new_recipient: '送ってよい相手か、確かめてください。',
  far_recipient: '打ち間違いや選び間違いがないか、確かめてください。',
  internal_recipient: '見せないときは外すか、Bcc に移してください。',
  many_recipients: 'お互いにアドレスが見えます。見せないときは Bcc に移してください。',
  addressee_missing: '本文の初めに「{{meant}} 様」と入れてください。',
  addressee_wrong: '相手を取り違えていないか、確かめてください。',
  placeholder: '内容に書き換えるか、消してください。',
  attachment: 'ファイルを添付するか、文面を直してください。',
  caution: 'このメールボックスの決まりに合っているか、確かめてください。',
  subject_empty: '用件が分かる件名を付けてください。',
  subject_vague: '用件が分かる件名に直してください。',
}

export const check_page = {
  title: '送信前の確認: {{mailbox}}',
  link: '送信前の確認',
  lead: '返信を送る前に調べることを決めます。言うことがあるときだけ、1 画面で確認します。文面が書き換えられることはありません。',
  pause: '送信までの待ち時間',
  pause_seconds: '送信ボタンを押してから送るまで（秒）',
  pause_hint:
    '0〜600 秒。この間は「送信を取り消す」で戻せます。空欄のときは、システム全体の設定（{{seconds}} 秒）です。',
  pause_wrong: '0 から 600 までの整数を入れてください。',
  checks: '調べること',
  on: '調べる',
  never_found: 'まだ見つかっていません',
  score: '{{found}} 件中 {{heeded}} 件で直されました（{{percent}}%）',
  noisy: '空振りが多い',
  score_hint: '見つけたことのうち、送る前に直された割合です。低いものは切ると、残りの確認がよく読まれます。',
  words_hint: '1 行に 1 つ',
  saved: '送信前の確認を保存しました',
  back: 'メールボックスへ',
}

export const check_kind = {
  other_customer: '別のお客様の名前',
  new_recipient: '初めての宛先',
  internal_recipient: 'お客様に見える社内アドレス',
  many_recipients: '宛先の数',
  addressee: '宛名',
  placeholder: '埋まっていない箇所',
  attachment: '添付忘れ',
  caution: '注意する言葉',
  subject: '件名',
}

export const check_hint = {
  other_customer: 'このメールボックスで最近やりとりした、ほかのお客様の名前が本文や件名にあるとき。',
  new_recipient: 'この案件にこれまで出てきていないアドレスに送るとき。',
  internal_recipient: '宛先か Cc に、お客様と社内のアドレスが並ぶとき。お客様が自分で入れたものは除きます。',
  many_recipients: '宛先・Cc・Bcc の合計が決めた数を超えるとき。',
  addressee: '初めの数行に宛名がないとき、またはお客様の名前と違うとき。',
  placeholder: '{{…}}、○○、【お名前】などが残っているとき。',
  attachment: '「添付」などと書かれているのに、ファイルがないとき。',
  caution: '次の言葉が本文や件名にあるとき。',
  subject: '件名が空か、「ご連絡」のように用件が分からないとき。お客様の件名のままなら何も言いません。',
}

/** What a mailbox's own words of each check are. */
export const check_words = {
  other_customer: '確認しない名前',
  new_recipient: '確認しないアドレス・ドメイン',
  internal_recipient: '確認しないアドレス・ドメイン',
  many_recipients: '確認する件数（これを超えたら）',
  addressee: '正しい宛名として扱う名前',
  placeholder: 'ほかに探す目印',
  attachment: '添付を表すほかの言葉',
  caution: '注意する言葉',
  subject: '用件が分からないとみなす件名',
}
