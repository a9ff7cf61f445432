import { once } from 'node:events'
import { createServer } from 'node:net'

/** How far to look for a free one before giving up. */
const TRIED = 50

/**
 * The first TCP port of 127.0.0.1 from `first` on that nobody uses.
 *
 * @throws when none of the next fifty is free
 */
export async function freePortFrom(first: number): Promise<number> {
  for (let port = first; port < first + TRIED; port++) if (await isFree(port)) return port
  throw new Error(
    `None of the ports ${first} to ${first + TRIED - 1} of 127.0.0.1 is free; name another by --port.`,
  )
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer()
  try {
    probe.listen(port, '127.0.0.1')
    await once(probe, 'listening')
  } catch {
    return false
  }
  probe.close()
  await once(probe, 'close')
  return true
}
