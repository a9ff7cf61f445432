/** The record of escalations and after-the-fact reports, and a supervisor's desk. */
export const record = {
  title: 'エスカレーションの記録',
  open: '記録を開く',
}
