/** The record of escalations and after-the-fact reports, and a supervisor's desk. */
export const record = {
  title: 'エスカレーションの記録',
  rail: '記録',
  open: '記録を開く',
}

export const desk = {
  title: '判断デスク',
  internal: '社内案件',
  tab: '判断',
  lead: 'あなたの受理や判断を待っているもの。期限の近い順です。',
  empty: 'あなたの判断を待っているものはありません',
  empty_next: 'エスカレーションで呼ばれると、ここに並びます。メールでもお知らせします。',
  waiting: '受理を待っています',
  accepted: '受理済み・判断するもの',
  late: '期限を過ぎた、あなたの方針',
  from: '{{name}}さんから',
  see: '状況を見る',
  answer: '回答・ほかの対応',
  calling: '誰も受理していません。全員に連絡中です。',
  calling_since: '{{time}} から',
}
