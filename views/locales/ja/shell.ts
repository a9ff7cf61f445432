export const shell = {
  skip: '本文へ移動',
  navigation: '受信箱とメールボックス',
  shortcuts: 'よく使う画面',
  inbox: '受信箱',
  menu: 'メニュー',
  mailboxes: 'メールボックス',
  my_work: '自分の仕事',
  outbox: '送信待ち',
  notifications: '通知',
  settings: '設定',
  admin: '管理',
  sign_out: 'サインアウト',
  importing: '{{mailbox}}の過去のメールを取り込み中',
  receiving: '受信中',
  connecting: '接続しています',
  last: '最終 {{time}}',
  cannot_receive: '{{mailbox}}に接続できません',
  cannot_send: '{{mailbox}}から送信できません',
  next_try: '次は {{time}}',
  no_mailbox: 'メールボックスが設定されていません',
}

export const live = {
  offline: '自動更新が切れています。つなぎ直しています…',
  new_mail: '{{count}} 件の新着メール',
  new_threads: '{{count}} 件の新着',
  failed: '通信できませんでした。入力内容は残っています。もう一度お試しください。',
}

export const keys = {
  title: 'キーボード操作',
  j: '次の案件',
  k: '前の案件',
  enter: '開く（o でも）',
  x: '選択する・外す',
  r: '返信を書く',
  c: 'コメントを書く',
  p: '対応方針（設定・依頼）',
  a: '担当者を選ぶ',
  u: '一覧へ戻る',
  help: 'この一覧',
  on: '1 文字のキー操作を使う',
}
