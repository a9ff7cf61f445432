const SECOND = 1000
const MINUTE = 60 * SECOND
const HOUR = 60 * MINUTE

/**
 * The timetable of recurring work: how long (ms) after one run the next begins. `single`: of several
 * processes one does it; the others take their work row by row and may run side by side.
 */
export const schedule = {
  'send replies': { every: SECOND / 4, single: false },
  'look into Sent': { every: 15 * SECOND, single: false },
  'append to Sent': { every: 5 * SECOND, single: false },
  'take escalation steps': { every: SECOND, single: false },
  'take approval steps': { every: 2 * SECOND, single: false },
  'remind of waits and policies': { every: 10 * SECOND, single: false },
  acknowledge: { every: 2 * SECOND, single: false },
  'send notifications': { every: 2 * SECOND, single: false },
  'write to channels': { every: SECOND, single: false },
  'tell due targets': { every: 5 * SECOND, single: false },
  'reckon clocks anew': { every: 2 * SECOND, single: false },
  'apply rules': { every: SECOND, single: false },
  'remind of rules': { every: 10 * MINUTE, single: true },
  'let be found': { every: SECOND, single: false },
  'fail replies of retired mailboxes': { every: MINUTE, single: true },
  'examine routes': { every: 10 * MINUTE, single: true },
  'watch over the outbox': { every: MINUTE, single: true },
  'watch over backups': { every: MINUTE, single: true },
  'end silent writing': { every: 10 * SECOND, single: false },
  'tidy up': { every: 6 * HOUR, single: true },
} as const satisfies Record<string, { every: number; single: boolean }>

export type JobName = keyof typeof schedule
