/** A stretch of two texts: in both, only in the earlier one (`out`), or only in the later one (`in`). */
export type Difference = { is: 'same' | 'out' | 'in'; text: string }

/** Beyond so many single changes a text counts as written anew: nobody reads a difference of thousands of words. */
const MOST_CHANGES = 600

/** Cuts Japanese into words too, which stand there without spaces. */
const words = new Intl.Segmenter('ja', { granularity: 'word' })

/** What changed from one text to the other, word by word. */
export function wordDiff(before: string, after: string): Difference[] {
  const [one, other] = [pieces(before), pieces(after)]
  let head = 0
  while (head < one.length && head < other.length && one[head] === other[head]) head++
  let tail = 0
  while (
    tail < one.length - head &&
    tail < other.length - head &&
    one[one.length - 1 - tail] === other[other.length - 1 - tail]
  )
    tail++
  return joined([
    ...one.slice(0, head).map(same),
    ...between(one.slice(head, one.length - tail), other.slice(head, other.length - tail)),
    ...one.slice(one.length - tail).map(same),
  ])
}

function pieces(text: string): string[] {
  return [...words.segment(text)].map(({ segment }) => segment)
}

const same = (text: string): Difference => ({ is: 'same', text })

/** The shortest way from one to the other (Myers 1986): for each number of changes, how far each diagonal reaches. */
function between(one: readonly string[], other: readonly string[]): Difference[] {
  const most = Math.min(one.length + other.length, MOST_CHANGES)
  const reached = new Map<number, number>([[1, 0]])
  const trail: Map<number, number>[] = []
  for (let changes = 0; changes <= most; changes++) {
    trail.push(new Map(reached))
    for (let diagonal = -changes; diagonal <= changes; diagonal += 2) {
      const down = goesDown(reached, diagonal, changes)
      let x = down ? at(reached, diagonal + 1) : at(reached, diagonal - 1) + 1
      while (x < one.length && x - diagonal < other.length && one[x] === other[x - diagonal]) x++
      reached.set(diagonal, x)
      if (x >= one.length && x - diagonal >= other.length) return wayBack(one, other, trail)
    }
  }
  return [
    ...one.map((text): Difference => ({ is: 'out', text })),
    ...other.map((text): Difference => ({ is: 'in', text })),
  ]
}

function wayBack(
  one: readonly string[],
  other: readonly string[],
  trail: readonly Map<number, number>[],
): Difference[] {
  const found: Difference[] = []
  let [x, y] = [one.length, other.length]
  for (let changes = trail.length - 1; changes >= 0; changes--) {
    const reached = trail[changes] ?? new Map()
    const diagonal = x - y
    const from = goesDown(reached, diagonal, changes) ? diagonal + 1 : diagonal - 1
    const fromX = at(reached, from)
    const fromY = fromX - from
    while (x > fromX && y > fromY && x > 0 && y > 0) {
      found.push(same(one[x - 1] ?? ''))
      x--
      y--
    }
    if (changes === 0) break
    found.push(x === fromX ? { is: 'in', text: other[y - 1] ?? '' } : { is: 'out', text: one[x - 1] ?? '' })
    x = fromX
    y = fromY
  }
  return found.reverse()
}

function goesDown(reached: ReadonlyMap<number, number>, diagonal: number, changes: number): boolean {
  if (diagonal === -changes) return true
  return diagonal !== changes && at(reached, diagonal - 1) < at(reached, diagonal + 1)
}

function at(reached: ReadonlyMap<number, number>, diagonal: number): number {
  return reached.get(diagonal) ?? -1
}

/** Neighbours of a kind in one; of a stretch that was replaced, what went stands before what came. */
function joined(differences: readonly Difference[]): Difference[] {
  const found: Difference[] = []
  let [gone, come] = ['', '']
  const close = () => {
    if (gone !== '') found.push({ is: 'out', text: gone })
    if (come !== '') found.push({ is: 'in', text: come })
    gone = ''
    come = ''
  }
  for (const { is, text } of differences) {
    if (is === 'out') gone += text
    else if (is === 'in') come += text
    else {
      close()
      const last = found.at(-1)
      if (last?.is === 'same') last.text += text
      else found.push({ is, text })
    }
  }
  close()
  return found
}
