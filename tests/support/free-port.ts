import { once } from 'node:events'
import { connect, createServer } from 'node:net'

/** Beneath those that the system hands out for a connection by itself, which could take one before it is used. */
const [LOWEST, HIGHEST] = [12_000, 32_000]
const TRIES = 50

/** A TCP port of 127.0.0.1 that was free a moment ago, and that no connection is given by chance. */
export async function freePort(): Promise<number> {
  for (let n = 0; n < TRIES; n++) {
    const port = LOWEST + Math.floor(Math.random() * (HIGHEST - LOWEST))
    if (await isFree(port)) return port
  }
  throw new Error(`no free TCP port among ${TRIES} between ${LOWEST} and ${HIGHEST}`)
}

async function isFree(port: number): Promise<boolean> {
  const probe = createServer().listen(port, '127.0.0.1')
  try {
    await once(probe, 'listening')
  } catch {
    return false
  }
  probe.close()
  await once(probe, 'close')
  return true
}

/** Whether something accepts connections there now. */
export async function isListening(port: number): Promise<boolean> {
  const socket = connect(port, '127.0.0.1')
  try {
    await once(socket, 'connect')
    return true
  } catch {
    return false
  } finally {
    socket.destroy()
  }
}
