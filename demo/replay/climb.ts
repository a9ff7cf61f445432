import type { Db } from '../../src/db/database.ts'
import { nextStepAt, takeDueSteps } from '../../src/escalation/take-due-steps.ts'
import { applyRules } from '../../src/rule/apply-rules.ts'
import { tellDueClocks } from '../../src/target/tell-due-clocks.ts'
import type { World } from './world.ts'

/**
 * Lets hoshin take the steps of escalations that were due until an instant, each at its own time, as it would
 * have while nobody did anything.
 *
 * @param until UTC ms
 */
export async function climb(
  db: Db,
  world: World,
  until: number,
  setClock: (at: number) => void,
): Promise<void> {
  for (let at = await nextStepAt(db); at !== null && at <= until; at = await nextStepAt(db)) {
    const due = at
    setClock(due)
    await takeDueSteps(db, () => due)
    await world.sendNotifications(due)
    if ((await nextStepAt(db)) === due) throw new Error('an escalation stands where its step was due')
  }
}

/** Lets the rules look at what just came in, and tells of promises that are due. @param at UTC ms */
export async function look(db: Db, at: number): Promise<void> {
  await tellDueClocks(db, () => at)
  const { failed } = await applyRules(db, () => at)
  if (failed.length > 0) throw new Error('a rule could not look at a mail', { cause: failed[0]?.error })
}
