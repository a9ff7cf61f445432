/**
 * Does what a queue holds in several lanes. What is left in the queue was not begun.
 *
 * @param mayGoOn asked before each; an error ends all lanes after what they are at
 * @throws the first error, once all lanes have ended
 */
export async function sideBySide<T>(
  queue: T[],
  { lanes, mayGoOn }: { lanes: number; mayGoOn: () => boolean },
  act: (one: T) => Promise<void>,
): Promise<void> {
  let isBroken = false
  const lane = async () => {
    while (!isBroken && mayGoOn()) {
      const next = queue.shift()
      if (next === undefined) return
      await act(next).catch((error: unknown) => {
        isBroken = true
        throw error
      })
    }
  }
  const ended = await Promise.allSettled(Array.from({ length: lanes }, lane))
  const broken = ended.find((one) => one.status === 'rejected')
  if (broken) throw broken.reason
}
