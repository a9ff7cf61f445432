/** What an operation gave; the demo's stories do nothing that is refused, so a refusal is a mistake in one of both. */
export function accepted<T extends object>(result: T): Accepted<T> {
  if (isAccepted(result)) return result
  throw new Error(`refused: ${JSON.stringify(result)}`)
}

type Accepted<T> = Exclude<T, { refused: unknown }>

function isAccepted<T extends object>(result: T): result is Accepted<T> {
  return !('refused' in result)
}
