/** The record of escalations and after-the-fact reports, and a supervisor's desk. */
export const record = {
  title: 'Record of escalations',
  open: 'Open in the record',
}
