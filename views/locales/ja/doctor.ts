/** Why a mail server cannot be used now. */
export const connection_problem = {
  'unknown-host':
    '{{way}} サーバーのホスト名 {{host}} が見つかりません。設定の host を確認してください。({{detail}})',
  refused:
    '{{way}} サーバー {{host}}:{{port}} に接続を拒否されました。ポート番号とサーバーの状態を確認してください。',
  'timed-out': '{{way}} サーバー {{host}}:{{port}} から応答がありません。({{detail}})',
  closed: '{{way}} サーバー {{host}}:{{port}} との接続が切れました。({{detail}})',
  'not-tls':
    '{{way}} サーバー {{host}}:{{port}} は、このポートでは TLS に対応していません。設定の tls と port を確認してください。({{detail}})',
  certificate: '{{way}} サーバー {{host}}:{{port}} の証明書を信頼できません。({{detail}})',
  'no-starttls':
    '{{way}} サーバー {{host}}:{{port}} で STARTTLS による暗号化ができません。設定の tls を確認してください。({{detail}})',
  'wrong-password':
    '{{way}} サーバー {{host}}:{{port}} に {{user}} でサインインできません。ユーザー名とパスワードを確認してください。({{detail}})',
  'no-folder':
    '{{way}} サーバー {{host}} にフォルダー「{{folder}}」がありません。設定の folders または sent を確認してください。',
  'no-sent-folder':
    '{{way}} サーバー {{host}} に送信済みフォルダーが見つかりません。設定の sent にフォルダー名を指定してください。',
  'server-said': '{{way}} サーバー {{host}}:{{port}} で問題が起きました: {{detail}}',
} as const

/** What `hoshin doctor` found. */
export const doctor = {
  'imap-works': 'IMAP サーバー {{host}}:{{port}} に {{user}} でサインインできました。',
  'no-idle':
    'IMAP サーバー {{host}} は新着の通知 (IDLE) に対応していません。{{seconds}} 秒ごとに確認します。',
  'folder-works_one': 'フォルダー「{{folder}}」を読み取れます ({{count}} 通)。',
  'folder-works_other': 'フォルダー「{{folder}}」を読み取れます ({{count}} 通)。',
  'folders-there': 'サーバーにあるフォルダー: {{folders}}',
  'sent-works_one': '送信済みフォルダーは「{{folder}}」です ({{count}} 通)。',
  'sent-works_other': '送信済みフォルダーは「{{folder}}」です ({{count}} 通)。',
  'smtp-works': 'SMTP サーバー {{host}}:{{port}} で送信の準備ができています。',
} as const
