import { setTimeout as pause } from 'node:timers/promises'
import type { Db } from '../db/database.ts'
import { takeLease } from './lease.store.ts'
import type { Watch } from './runner.ts'

/** ms. A process that has said nothing for so long is taken for dead. */
const LENGTH = 30_000
const RENEWAL = 10_000

/**
 * Says to other processes that this one lives, by a lease under its own name: what it has taken is left to it for as
 * long, and free again soon after it dies.
 */
export type Presence = {
  /** The lease's name, to be noted beside what is taken. */
  name: string
  /** Resolves once others know for some seconds to come; called before anything is taken. */
  confirm(): Promise<void>
  /** Renews it for as long as the process works. */
  watch: Watch
}

export function presenceOf({ db, now, holder }: { db: Db; now: () => number; holder: string }): Presence {
  const name = `process ${holder}`
  let known = 0
  const renew = async () => {
    const until = now() + LENGTH
    await takeLease(db, { name, holder, until }, now())
    known = until
  }
  return {
    name,
    async confirm() {
      // A clock that was put back makes what is known worth nothing.
      const left = known - now()
      if (left < LENGTH / 2 || left > LENGTH) await renew()
    },
    watch: {
      name: 'presence',
      async run(signal) {
        while (!signal.aborted) {
          await renew()
          await pause(RENEWAL, undefined, { signal }).catch(() => {})
        }
      },
    },
  }
}
