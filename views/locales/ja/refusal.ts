/** Why something was not done, and what to do next. */
export const refusal = {
  not_found: '見つかりませんでした。削除されたか、閲覧する権限がありません。',
  read_only:
    'このメールボックスでは閲覧のみできます。何も変更していません。作業するには、管理者に権限の変更を依頼してください。',
  empty: '内容を入力してください。',
  too_long: '長すぎます。内容を分けるか、短くしてください。',
  not_yours: '自分のコメントだけを編集できます。',
  due_in_the_past: '期限が過去の日時です。これからの日時を指定してください。',
  bad_time: '日時を読み取れません。例: 2026-11-20T17:00',
  held_by_another: 'この件の判断は{{name}}さんが受理しています。書いた内容はコメントの欄に残しました。',
  not_supervisor:
    '対応方針を設定できるのは、このメールボックスの責任者だけです: {{names}}。「方針を依頼」をお使いください。',
  no_supervisors: '（まだいません。管理者に登録を依頼してください）',
  not_a_supervisor: '選んだ人はこのメールボックスの責任者ではありません。別の人を選んでください。',
  replaced_meanwhile:
    '入力中に第{{version}}版が設定されました。内容を確認してから、もう一度設定してください。入力はそのまま残っています。',
  not_binding: 'この方針は新しい版に変わりました。新しい版を読んでから確認してください。',
  no_role: '{{name}}さんはこのメールボックスの担当になれません。管理者に権限の変更を依頼してください。',
  waits_open: '{{parties}}への確認がまだ終わっていません。回答を記録すると、ステータスを変更できます。',
  needs_wait: '他部署確認中にするには、「他部署に確認」で相手と期限を指定してください。',
  no_party: '確認する相手を選ぶか、入力してください。',
  ended_already: 'この確認はすでに終わっています。',
  reply_no_role: 'この案件に返信できるのは、このメールボックスのオペレーターと責任者だけです。',
  reply_assistant: 'アシスタントの返信には承認が必要です。承認できる人: {{names}}',
  reply_supervisor_only: '対応方針により、返信できるのは責任者だけです: {{names}}',
  reply_assignee_only: '対応方針により、返信できるのは担当者だけです: {{assignee}}',
  reply_needs_approval:
    '対応方針により、返信には承認が必要です。この案件に送信できるのは責任者だけです: {{names}}',
  reply_held_back: '送信前に対応方針が変わったため、送信していません。{{why}}',
  internal: '社内案件です。お客様には送信できません。やり取りはコメントに書いてください。',
  internal_merge: '社内案件とお客様の案件は統合できません。社内の内容がお客様に送られるのを防ぐためです。',
  mailbox_retired: 'このメールボックスは設定から外されているため、送信できません。',
  missing: '入力してください。',
  bad_address: 'メールアドレスとして読めないものがあります。カンマで区切って入力してください。',
  line_break: '改行は使えません。',
  too_many: '宛先が多すぎます。100 件以内にしてください。',
  files_too_large:
    '添付ファイルの合計が {{limit}} MB を超えています。分けて送るか、共有リンクをお使いください。本文は保存されています。',
  too_late: 'もう取り消せません（現在の状態: {{state}}）。',
  bulk_too_many: '一度に変えられるのは {{most}} 件までです。何も変えていません。',
  nothing_chosen: '案件を選んでください。',
  split_all: 'すべてのメールは分けられません。少なくとも 1 通は残してください。',
  merge_unknown: 'その番号の案件は見つかりません。同じメールボックスの案件番号を入力してください。',
  merge_restriction:
    '二つの案件は見られる人が違うため、まとめられません。閲覧制限を同じ人にそろえるか、解除してから、もう一度お試しください。',
  merge_self: '同じ案件にはまとめられません。別の案件番号を入力してください。',
} as const

/** Why a mail could not be understood. */
export const problem = {
  'too-large': 'メールが大きすぎるため、解析しませんでした。',
  'header-too-large': 'ヘッダーが大きすぎるため、解析しませんでした。',
  'too-many-parts': 'パートの数が多すぎるため、解析しませんでした。',
  'too-deep': '入れ子が深すぎるため、解析しませんでした。',
  'timed-out': '解析に時間がかかりすぎたため、中止しました。',
  unreadable: 'メールの形式が壊れていて、読み取れませんでした。',
  'not-stored': 'メールの内容をデータベースに保存できませんでした。',
  'not-given': 'メールサーバーがこのメールの中身を渡しませんでした。',
  'html-left-out': 'HTML が大きすぎるか複雑すぎるため、テキストで表示しています。',
} as const

/** What happened while somebody was writing, where neither mail nor comment can be shown. */
export const change = {
  policy: '対応方針が設定されました',
  status: 'ステータスが変わりました',
  taken_over: '返信が引き継がれました',
  other: '案件が変わりました',
} as const

/** The states of an outgoing mail, as one word. */
export const send_state = {
  queued: '送信待ち',
  sending: '送信中',
  sent: '送信済み',
  failed: '送信失敗',
  uncertain: '送信結果が不明',
  cancelled: '取り消し済み',
} as const
