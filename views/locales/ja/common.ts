export const common = {
  close: '閉じる',
  cancel: 'やめる',
  save: '保存',
  back: '戻る',
  form_wrong: '入力内容をご確認ください',
  you: 'あなた',
  nobody: '担当者なし',
}

export const time = {
  today: '今日',
  tomorrow: '明日',
  yesterday: '昨日',
  left: 'あと {{span}}',
  hours: '{{hours}}時間',
  minutes: '{{minutes}}分',
  hours_minutes: '{{hours}}時間{{minutes}}分',
  late_minutes: '{{count}}分超過',
  late_hours: '{{count}}時間超過',
  late_days_one: '{{count}}日超過',
  late_days_other: '{{count}}日超過',
}

export const status = {
  new: '新着',
  in_progress: '対応中',
  awaiting_dept: '他部署確認中',
  done: '対応完了',
}
