import type { Writable } from 'node:stream'

/** A place to write to that may be slow, and whose reader may go away (`hoshin export … | head`). */
export type Output = {
  /**
   * Writes and waits until the reader keeps up, so that nothing piles up in memory.
   *
   * @returns false once nobody reads any more; then there is no need to go on
   */
  write(what: string | Uint8Array): Promise<boolean>
  /** Waits until all is written or nobody reads. */
  flush(): Promise<void>
}

export function outputTo(stream: Writable): Output {
  let gone = false
  let failed: Error | null = null
  stream.on('error', (error: NodeJS.ErrnoException) => {
    gone = true
    // A closed pipe is the reader's wish; a full disk is not.
    if (error.code !== 'EPIPE' && error.code !== 'ERR_STREAM_DESTROYED') failed = error
  })
  stream.on('close', () => {
    gone = true
  })

  async function write(what: string | Uint8Array): Promise<boolean> {
    if (!gone && !stream.write(what)) await drained(stream)
    if (failed) throw failed
    return !gone
  }

  return {
    write,
    async flush() {
      if (!gone) await new Promise<void>((written) => stream.write('', () => written()))
      if (failed) throw failed
    },
  }
}

/** Until there is room again, or the stream has ended, whichever comes first. */
function drained(stream: Writable): Promise<void> {
  return new Promise((resolve) => {
    const end = () => {
      for (const event of ['drain', 'close', 'error']) stream.off(event, end)
      resolve()
    }
    for (const event of ['drain', 'close', 'error']) stream.on(event, end)
  })
}
