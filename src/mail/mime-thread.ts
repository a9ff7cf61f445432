import { Worker } from 'node:worker_threads'
import type { MimeAnswer, MimeQuestion, MimeReady } from './mime-worker.ts'

/** One worker thread that is asked one question at a time. */
export type MimeThread = {
  /** The answer; `late` when there is none within `ms`, `lost` when the thread died (out of memory) or was ended. */
  ask(question: MimeQuestion, ms: number): Promise<MimeAnswer | 'late' | 'lost'>
  end(): Promise<void>
}

/**
 * Memory of one thread in MB. A mail that needs more ends the thread, not the server. The small young generation is
 * measured: without it a thread grows to 200 MB over thousands of small mails, with it to 30, at the same speed.
 */
const memory = { maxOldGenerationSizeMb: 192, maxYoungGenerationSizeMb: 6 }

/** Time for a thread to load its parsers, in ms: a second on a busy machine. */
const START_MS = 30_000

/** A thread that starts with the first question and again after it had to be ended. */
export function openMimeThread(): MimeThread {
  let worker: Worker | null = null
  let ended = false

  const stop = async (): Promise<void> => {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }

  const readyWorker = async (): Promise<Worker | null> => {
    if (worker) return worker
    const started = startWorker()
    worker = started
    const ready = await nextMessage<MimeReady>(started, START_MS)
    if (ready !== 'ready' && worker === started) await stop()
    return ended ? null : worker
  }

  return {
    ask: async (question, ms) => {
      const asked = ended ? null : await readyWorker()
      if (asked === null) return 'lost'
      const message = nextMessage<MimeAnswer>(asked, ms)
      asked.postMessage(question, transferable(question.raw))
      const answer = await message
      if (typeof answer === 'string' && worker === asked) await stop()
      return answer
    },
    end: async () => {
      ended = true
      await stop()
    },
  }
}

/** What the thread says next. It only keeps the program running while somebody waits. */
function nextMessage<T>(worker: Worker, ms: number): Promise<T | 'late' | 'lost'> {
  return new Promise((resolve) => {
    const settle = (message: T | 'late' | 'lost'): void => {
      clearTimeout(deadline)
      worker.off('message', settle).off('error', lost).off('exit', lost).unref()
      resolve(message)
    }
    const lost = (): void => settle('lost')
    const deadline = setTimeout(() => settle('late'), ms)
    worker.on('message', settle).on('error', lost).on('exit', lost).ref()
  })
}

/**
 * Bundled, the worker's own bundle lies beside this one; from source Node reads its TypeScript itself, which
 * starts faster than a loader does.
 */
function startWorker(): Worker {
  const isBundle = import.meta.url.endsWith('.js')
  const worker = new Worker(new URL(isBundle ? './mime-worker.js' : './mime-worker.ts', import.meta.url), {
    execArgv: [],
    resourceLimits: memory,
  })
  // An error between two questions must not end the server: the next question finds the thread lost.
  return worker.on('error', () => {})
}

function transferable(raw: Uint8Array): ArrayBuffer[] {
  return raw.buffer instanceof ArrayBuffer && raw.byteLength === raw.buffer.byteLength ? [raw.buffer] : []
}
