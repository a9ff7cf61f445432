/** Backups: their page, the alarm, the two commands, and what hoshin says after a restore. */
export const backup = {
  title: 'バックアップ',
  lead: 'データベースには、メール・コメント・対応方針・メンバーなどすべてが入っています。設定ファイルとパスワードのファイルは入らないので、別に保管してください。',
  when: '取得日時',
  size: 'サイズ',
  checked_quick: '検査済み（構造・件数・メールの一部）',
  checked_full: '検査済み（すべて）',
  checked_none: '検査は hoshin の外で',
  by_schedule: '自動',
  by_command: 'コマンド',
  by_outside: '別のツール',
  running: '作成しています',
  good: '完了',
  failed: '失敗',
  removed: '保存期間が過ぎて削除',
  empty: 'バックアップはまだありません',
  empty_next: '設定ファイルの [backup] に folder を書いて再起動すると、毎日自動で作られます。',
  none_yet: 'まだありません',
  last_good: '最後に成功したバックアップ: {{time}}',
  never_good: '成功したバックアップは、まだ一つもありません',
  next: '次は {{time}}',
  schedule: '自動バックアップ',
  schedule_on:
    '毎日 {{times}}（{{zone}}）に {{folder}} へ作り、日ごと {{daily}}・週ごと {{weekly}}・月ごと {{monthly}} 個を残します。',
  schedule_off: '自動バックアップは設定されていません。',
  schedule_how:
    '設定ファイル hoshin.toml に次のように書いて再起動してください。フォルダーは、hoshin のユーザーが書き込める、できれば別のディスクの場所にします。',
  schedule_postgres:
    'PostgreSQL のバックアップは PostgreSQL のツールで作ります。成功したら、最後のコマンドで hoshin に知らせてください。',
  now: '今すぐ作る',
  now_hint: 'サーバーで、hoshin を止めずに実行できます。',
  back: '復元する',
  back_hint:
    'hoshin を止めて、サーバーで次を実行します。今のデータベースは日付を付けて残し、どう戻すかも表示します。復元のあとは全員がサインインし直します。',
  keep_beside: 'あわせて保管するもの',
  keep_beside_hint: '設定ファイル {{config}} と、そこから参照しているパスワードのファイル。',
  list: 'これまでのバックアップ',

  alarm_failed: 'バックアップに失敗しています',
  alarm_old: 'バックアップが古くなっています',
  alarm_more: '確認する',
  banner_restored:
    '{{at}} に、データベースを {{taken}} のバックアップから復元しました。その間に hoshin で書いたものは残っていません。',
  banner_restored_more: '送信待ちを確認',

  mail_tag: 'バックアップ',
  mail_failed: 'バックアップに失敗しています',
  mail_old: 'バックアップが古くなっています',
  mail_ask:
    'このままだと、サーバーが壊れたときに、最後のバックアップより後の記録を失います。早めに原因を取り除いてください。',
  mail_problem: '原因',
  mail_last: '最後に成功したバックアップ',
  mail_file: 'ファイル',
  mail_since: '失敗した日時',
  mail_open: 'バックアップの画面を開く',
  mail_foot: 'hoshin からの自動のお知らせです。管理者全員に、問題が起きるごとに一度だけ送ります。',

  mail_zone: '時刻は {{zone}} で示しています。',

  not_mailed:
    'データベースを {{time}} のバックアップから復元したため、このお知らせのメールは送りませんでした。',
  reply_restored:
    'データベースを {{time}} のバックアップから復元しました。その時点では、この返信はまだ送られていませんでした。そのあと送られた可能性があるので、自動では送りません。送信済みフォルダーやお客様に確認してから選んでください。',

  made: '{{file}} に {{taken}} 時点のバックアップを作り、検査しました（{{size}}）。',
  keep_too: '設定ファイル {{config}} とパスワードのファイルは含まれていません。別に保管してください。',
  noted: '別のツールで作ったバックアップとして「{{file}}」を記録しました。',
  note_empty: '{{file}} は空です。',
  with_postgres:
    'データベースは PostgreSQL です。バックアップは PostgreSQL のツールで作ってください（hoshin は動いたままで構いません）。\n\n  {{dump}}\n  {{list}}\n  {{note}}\n\n2 行目は、ファイルを読めることの確認です。3 行目は、成功したことを hoshin に知らせます。パスワードは、聞かれたときに入力するか、~/.pgpass に書いておきます。復元の方法は `hoshin restore {{file}}` で表示されます。',
  restore_with_postgres:
    'データベースは PostgreSQL です。hoshin をすべて止めてから、PostgreSQL のツールで復元してください。\n\n  {{restore}}\n\nそのあと hoshin を起動すると、復元されたことに自分で気づき、送信待ちの返信を勝手に送らないようにしてから動き始めます。スナップショットなど、ほかの方法で戻したときは、起動の前に次を実行してください。\n\n  {{settle}}',
  restored: '{{file}}（{{taken}} 時点）からデータベース {{database}} を復元し、検査しました。',
  restored_in_place: 'データベース {{database}} は {{taken}} 時点の内容です。復元後の処理をしました。',
  migrated: 'この hoshin の版に合わせました: {{steps}}',
  settled_replies:
    '送信結果を人が確かめる返信: {{count}} 件（「送信待ち」に表示されます。自動では送られません）',
  settled_notices: '送らなかったお知らせメール: {{count}} 件',
  settled_sessions: 'サインアウトした端末: {{count}} 台。全員がサインインし直します',
  settled_links: '使えなくした招待・再設定リンク: {{count}} 件',
  settled_people:
    'メンバーと権限もバックアップの時点に戻っています。そのあと停止した人や外した権限がないか、管理画面で確かめてください。',
  set_aside: 'これまでのデータベースは {{path}} に残してあります。',
  go_back: '元に戻すには、hoshin を止めてから: {{command}}',
  now_start:
    'hoshin を起動してください。バックアップのあとに届いたメールは、メールサーバーからもう一度取り込みます。',

  doctor_none: 'バックアップの警告は設定されていません（docs/backup.ja.md）。',

  refused: 'バックアップできませんでした: {{why}}',
  refused_restore: '復元できませんでした。今のデータベースには手を付けていません: {{why}}',
}

export const backup_problem = {
  exists: '{{detail}} はすでにあります。置き換えてよければ --force を付けてください。',
  'is-database': '{{detail}} は今のデータベースそのものです。別のファイル名を指定してください。',
  'is-folder': '{{detail}} はフォルダーです。ファイル名を指定してください。',
  'no-folder': 'フォルダー {{detail}} がありません。先に作ってください。',
  'not-writable':
    'フォルダー {{detail}} に書き込めません。持ち主と権限（systemd なら ReadWritePaths も）を確認してください。',
  'disk-full': 'ディスクの空きが足りません: {{detail}}。空きを作るか、別のディスクを指定してください。',
  'io-error':
    'ディスクがエラーを返しました: {{detail}}。空き容量、利用量やファイルサイズの制限、ディスクの状態を確認してください。',
  'no-database':
    'データベース {{detail}} がありません。設定の database.url と、実行したフォルダーを確認してください。',
  unreadable: '{{detail}} を読み取れません。持ち主と権限を確認してください。',
  'database-damaged':
    '写しが検査に通りませんでした。データベースかディスクが壊れています。以前のバックアップを消さずに、ディスクを調べてください。({{detail}})',
  'copy-damaged':
    '写しの件数が元と一致しませんでした。もう一度実行し、続くようならディスクを調べてください。({{detail}})',
  'cut-off': '途中で止められました。',
  missing: '{{detail}} がありません。',
  'not-sqlite': '{{detail}} は SQLite のファイルではありません（圧縮してあれば、先に展開してください）。',
  'not-hoshin': '{{detail}} は hoshin のデータベースではありません。',
  newer:
    'このファイルは、もっと新しい hoshin で作られています ({{detail}})。その版を入れてから復元してください。',
  damaged: 'ファイルが壊れています。別のバックアップを使ってください。({{detail}})',
  'in-use':
    '{{detail}} は今使われています。hoshin を止めてから（systemd なら: sudo systemctl stop hoshin）、もう一度実行してください。',
  other: '{{detail}}',
}
