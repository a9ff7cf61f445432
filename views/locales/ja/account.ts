export const account = {
  name: '名前',
  reading: 'よみがな',
  reading_hint: 'ひらがなで。@メンションの候補に使います。',
  email: 'メールアドレス',
  password: 'パスワード',
  password_hint: '10 文字以上。文字の種類は問いません。長い言葉の組み合わせがおすすめです。',
  new_password: '新しいパスワード',
  present_password: '今のパスワード',
  title: '役職',
  locale: '表示する言語',
  locale_ja: '日本語',
  locale_en: 'English',
  time_zone: 'タイムゾーン',
}

export const refused = {
  required: '入力してください',
  long: '長すぎます',
  email: 'メールアドレスの形で入力してください（例: ito@example.jp）',
  choice: '一覧から選んでください',
  password_short: 'パスワードは 10 文字以上にしてください',
  password_long: 'パスワードが長すぎます',
  password_email: 'メールアドレスと同じパスワードは使えません',
  password_wrong: '今のパスワードが違います',
}

export const signin = {
  title: 'サインイン',
  lead: 'チームの受信箱を開きます。',
  act: 'サインイン',
  wrong: 'メールアドレスかパスワードが違います。',
  too_many: '何度も間違えたため、しばらく受け付けません。{{time}} 以降にもう一度お試しください。',
  forgotten: 'パスワードを忘れたときは、管理者に再設定リンクを頼んでください。',
  ended: 'サインアウトしました。',
  lost_title: 'サインアウトされています',
  lost: '送信していません。別のタブでサインインしてから、もう一度送信してください。入力した内容は残っています。',
  lost_files: '選んだファイルは残せません。サインインのあとで選び直してください。',
  lost_sign_in: '別のタブでサインイン',
  lost_again: 'もう一度送信',
  lost_field: '入力した内容',
}

export const first_run = {
  title: 'はじめに、管理者を登録します',
  lead: 'この hoshin を管理する人のアカウントです。メンバーの招待は、このあと管理画面から行えます。',
  act: '登録して始める',
}

export const invitation = {
  title: '{{name}}さん、ようこそ',
  lead: 'パスワードを決めると、すぐに使い始められます。サインインに使うのは {{email}} です。',
  act: '参加する',
  reset_title: '新しいパスワードを決めてください',
  reset_lead: '{{email}} のパスワードを変更します。ほかの端末ではサインアウトされます。',
  reset_act: 'パスワードを変更',
  unknown_title: 'このリンクは使えません',
  unknown:
    'リンクが途中で切れているか、取り消されています。メールの文面からもう一度、全体をコピーして開いてください。',
  used_title: 'このリンクは使用済みです',
  used: 'リンクは一度だけ使えます。すでに登録が済んでいれば、サインインしてください。',
  ended_title: 'リンクの期限が過ぎました',
  ended: 'リンクは発行から 72 時間使えます。管理者に新しいリンクを頼んでください。',
  sign_in: 'サインインへ',
}

export const own = {
  title: '設定',
  me: 'プロフィール',
  me_hint: '名前とよみがなは、同僚の画面と @メンションに使われます。',
  title_by_admin: '役職は管理者が設定します。',
  reading_order: 'メールの並び',
  after_action: '案件が終わったあと',
  after_action_hint: '完了にしたとき、返信を送ったとき、ほかの人を担当者にしたときの行き先です。',
  after_next: '一覧の次の案件を開く',
  after_list: '一覧に戻る',
  after_stay: 'その案件に留まる',
  keys_link: 'キー操作の一覧と設定',
  newest_first: '新しいものを上に',
  oldest_first: '古いものを上に',
  saved: '保存しました。',
  password: 'パスワードの変更',
  password_changed: 'パスワードを変更しました。ほかの端末ではサインアウトしました。',
  change_password: 'パスワードを変更',
  notices: 'メールで受け取る通知',
  notices_hint: '外した通知も、画面の「通知」には必ず残ります。',
  sessions: 'サインイン中の端末',
  sessions_lead: '覚えのないものがあれば、サインアウトさせてからパスワードを変更してください。',
  sessions_link: 'サインイン中の端末を見る',
  this_session: 'この端末',
  seen: '最終利用',
  since: 'サインイン',
  from: '接続元',
  end_session: 'サインアウトさせる',
  end_others: 'ほかの端末をすべてサインアウト',
  ended_sessions: '{{count}} 台をサインアウトしました。',
  unknown_device: '不明な端末',
  only_this: 'サインインしているのは、この端末だけです。',
}

export const notice_kind = {
  mention: 'コメントで自分や自分のグループが呼ばれたとき',
  policy_asked: '対応方針を頼まれたとき',
  policy_set: '担当の案件に対応方針が出たとき',
  assigned: '担当者にされたとき',
  customer_wrote: '担当の案件にお客様から返信があったとき',
  escalated: '判断を求められたとき（必ずメールでも届きます）',
  call_wanted: '電話をかけるよう頼まれたとき',
  escalation_moved: '自分が関わるエスカレーションに動きがあったとき',
  policy_late: '対応方針の期限を過ぎたとき',
  wait_due: '確認待ちの期限が近づいたとき、過ぎたとき',
  wait_asked: '自分の部署に確認が来たとき',
  wait_answered: '確認待ちに回答があったとき',
  reply_failed: '返信が送信できなかったとき、戻ってきたとき',
  answered_by_mail: 'お知らせに誰かがメールで返事をしたとき',
  target_warning: '返信期限が近づいたとき',
  target_overdue: '返信期限を過ぎたとき',
  reply_uncertain: '返信が届いたかどうか分からないとき',
}

export const trouble = {
  foreign: '別のサイトから送られたフォームは受け付けません。hoshin の画面からもう一度お試しください。',
  large: '添付ファイルを減らすか小さくして、もう一度お試しください。戻ると、入力した文章は残っています。',
}
