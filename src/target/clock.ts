/** What a response target measures, in the order in which a thread goes through them. */
export const clockKinds = ['first_reply', 'next_reply', 'done'] as const
export type ClockKind = (typeof clockKinds)[number]

/** What happened on a thread that starts, ends, stops or resumes a clock. `at` is UTC ms. */
export type Moment =
  | { at: number; kind: 'customer_wrote' | 'done' | 'reopened' }
  /** It went out then. What the customer wrote after it was written, it does not answer. */
  | { at: number; kind: 'replied'; writtenAt: number }
  | { at: number; kind: 'wait_opened' | 'wait_ended'; wait: number; party: string }

/** Why a clock stands still: the next step is not ours. */
export type PauseReason =
  | { waiting: 'customer' }
  /** The departments and partners that are asked, as one list of words. */
  | { waiting: 'department'; party: string }
  /** It counted as done, and was taken up again. */
  | { waiting: 'done' }

export type Pause = { from: number; to: number | null; why: PauseReason }

/** One measured stretch of a thread. It runs from its start to its end, but for its pauses. UTC ms. */
export type Clock = {
  kind: ClockKind
  startedAt: number
  /** Null while it runs or stands still. */
  endedAt: number | null
  endedBy: 'reply' | 'done' | null
  /** In order, none inside another; the last one is open while the clock stands still. */
  pauses: readonly Pause[]
}

/**
 * All clocks of a thread, from what happened on it, in the order in which they began.
 *
 * - The clock of the first reply starts with the customer's first mail, that of a next reply with the oldest
 *   mail that nobody has answered; a reply ends them, and so does "done".
 * - The clock until done runs from the customer's first mail until the thread is done, and stands still while
 *   the customer has our answer. A mail on a done thread starts a new one; taking "done" back lets the same
 *   clocks go on.
 * - While a department or partner is asked, all of them stand still.
 *
 * Automatic mail is none of these moments.
 */
export function runClocks(moments: readonly Moment[]): Clock[] {
  const thread = new Running()
  for (const moment of moments.toSorted(inOrder)) thread.take(moment)
  return thread.clocks
}

/** What happens at one instant: mail comes before what somebody makes of it. */
const order: readonly Moment['kind'][] = [
  'customer_wrote',
  'replied',
  'wait_ended',
  'wait_opened',
  'reopened',
  'done',
]

function inOrder(a: Moment, b: Moment): number {
  return a.at - b.at || order.indexOf(a.kind) - order.indexOf(b.kind)
}

type Growing = Clock & { pauses: Pause[] }

class Running {
  readonly clocks: Growing[] = []
  #reply: Growing | null = null
  #done: Growing | null = null
  /** Those that "done" ended, as long as it may be taken back. */
  #ended: Growing[] = []
  #isDone = false
  #wrote = false
  /** When the customer wrote since our last reply. */
  #unanswered: number[] = []
  #replied = false
  /** The customer has our answer, and has not written since. */
  #awaitsCustomer = false
  readonly #waits = new Map<number, string>()

  take(moment: Moment): void {
    const { at } = moment
    switch (moment.kind) {
      case 'customer_wrote':
        this.#wrote = true
        this.#unanswered.push(at)
        this.#isDone = false
        this.#ended = []
        this.#awaitsCustomer = false
        this.#reply ??= this.#start(this.#replied ? 'next_reply' : 'first_reply', at)
        this.#done ??= this.#start('done', at)
        break
      case 'replied':
        // A mail that we began the matter with answers nobody.
        if (!this.#wrote) return
        this.#answer(at, moment.writtenAt)
        break
      case 'done':
        if (this.#isDone) return
        this.#isDone = true
        this.#ended = [this.#reply, this.#done].filter((clock) => clock !== null)
        for (const clock of this.#ended) end(clock, at, 'done')
        this.#reply = null
        this.#done = null
        break
      case 'reopened':
        if (!this.#isDone) return
        this.#isDone = false
        for (const clock of this.#ended) this.#resume(clock, at)
        this.#ended = []
        break
      case 'wait_opened':
        this.#waits.set(moment.wait, moment.party)
        break
      case 'wait_ended':
        this.#waits.delete(moment.wait)
        break
    }
    this.#stopOrGo(at)
  }

  #answer(at: number, writtenAt: number): void {
    this.#unanswered = this.#unanswered.filter((wrote) => wrote > writtenAt)
    const [next] = this.#unanswered
    this.#replied = true
    this.#awaitsCustomer = next === undefined
    if (!this.#reply || this.#reply.startedAt === next) return
    end(this.#reply, at, 'reply')
    // The customer wrote while the reply was on its way: that waits for an answer since then.
    this.#reply = next === undefined ? null : this.#start('next_reply', next)
  }

  #start(kind: ClockKind, at: number): Growing {
    const clock: Growing = { kind, startedAt: at, endedAt: null, endedBy: null, pauses: [] }
    this.clocks.push(clock)
    return clock
  }

  #resume(clock: Growing, at: number): void {
    if (clock.endedAt !== null && clock.endedAt < at)
      clock.pauses.push({ from: clock.endedAt, to: at, why: { waiting: 'done' } })
    clock.endedAt = null
    clock.endedBy = null
    if (clock.kind === 'done') this.#done = clock
    else this.#reply = clock
  }

  #stopOrGo(at: number): void {
    const department: PauseReason | null =
      this.#waits.size === 0
        ? null
        : { waiting: 'department', party: [...new Set(this.#waits.values())].join('、') }
    if (this.#reply) stand(this.#reply, at, department)
    if (this.#done)
      stand(this.#done, at, department ?? (this.#awaitsCustomer ? { waiting: 'customer' } : null))
  }
}

function end(clock: Growing, at: number, by: 'reply' | 'done'): void {
  stand(clock, at, null)
  clock.endedAt = at
  clock.endedBy = by
}

/** Lets a clock stand still for this reason from now on, or run. */
function stand(clock: Growing, at: number, why: PauseReason | null): void {
  const open = clock.pauses.at(-1)
  if (open && open.to === null) {
    if (why && isSame(open.why, why)) return
    // Of no length: as if it had never been.
    if (open.from === at) clock.pauses.pop()
    else open.to = at
  }
  if (why) clock.pauses.push({ from: at, to: null, why })
}

function isSame(a: PauseReason, b: PauseReason): boolean {
  return a.waiting === b.waiting && partyOf(a) === partyOf(b)
}

function partyOf(why: PauseReason): string {
  return why.waiting === 'department' ? why.party : ''
}
