/** So many mails within so many ms, and no more. */
export type Rate = { mails: number; per: number }

/** How many may begin now. @param begun when mails began within the last `per` ms, UTC ms, in any order */
export function roomFor(rate: Rate, begun: readonly number[], now: number): number {
  return Math.max(0, rate.mails - begun.filter((at) => at > now - rate.per).length)
}

/**
 * When the mails that wait may begin, one after the other: each as soon as the one that began `mails` before it is
 * `per` ago.
 *
 * @param begun as for {@link roomFor}
 * @returns UTC ms, as many as `waiting`, rising
 */
export function turnsAfter(rate: Rate, begun: readonly number[], waiting: number, now: number): number[] {
  const starts = begun.filter((at) => at > now - rate.per).toSorted((a, b) => a - b)
  const turns: number[] = []
  for (let n = 0; n < waiting; n++) {
    const before = starts[starts.length - rate.mails]
    const turn = before === undefined ? now : Math.max(now, before + rate.per)
    starts.push(turn)
    turns.push(turn)
  }
  return turns
}
