/** `1:50,53`: short even for many UIDs, because servers limit the length of a line. */
export function uidSet(uids: readonly number[]): string {
  const ranges: { first: number; last: number }[] = []
  for (const uid of [...uids].sort((a, b) => a - b)) {
    const open = ranges.at(-1)
    if (open && uid === open.last + 1) open.last = uid
    else ranges.push({ first: uid, last: uid })
  }
  return ranges.map(({ first, last }) => (first === last ? `${first}` : `${first}:${last}`)).join(',')
}
