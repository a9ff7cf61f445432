import { Worker } from 'node:worker_threads'
import type { MimeAnswer, MimeQuestion } from './mime-worker.ts'

/** One worker thread that is asked one question at a time. */
export type MimeThread = {
  /** The answer; `late` when there is none within `ms`, `lost` when the thread died (out of memory) or was ended. */
  ask(question: MimeQuestion, ms: number): Promise<MimeAnswer | 'late' | 'lost'>
  end(): Promise<void>
}

/** Heap of one thread in MB; a mail that needs more ends the thread, not the server. */
const HEAP_MB = 400

/** A thread that starts with the first question and again after it had to be ended. */
export function openMimeThread(): MimeThread {
  let worker: Worker | null = null
  let ended = false

  const stop = async (): Promise<void> => {
    const stopped = worker
    worker = null
    await stopped?.terminate()
  }

  return {
    ask: async (question, ms) => {
      if (ended) return 'lost'
      const asked = worker ?? startWorker()
      worker = asked
      const answer = await answerOf(asked, question, ms)
      if (typeof answer === 'string' && worker === asked) await stop()
      return answer
    },
    end: async () => {
      ended = true
      await stop()
    },
  }
}

function answerOf(worker: Worker, question: MimeQuestion, ms: number): Promise<MimeAnswer | 'late' | 'lost'> {
  return new Promise((resolve) => {
    const settle = (answer: MimeAnswer | 'late' | 'lost'): void => {
      clearTimeout(deadline)
      worker.off('message', settle).off('error', lost).off('exit', lost)
      worker.unref()
      resolve(answer)
    }
    const lost = (): void => settle('lost')
    const deadline = setTimeout(() => settle('late'), ms)
    worker.on('message', settle).on('error', lost).on('exit', lost)
    worker.ref()
    worker.postMessage(question, transferable(question.raw))
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
    resourceLimits: { maxOldGenerationSizeMb: HEAP_MB },
  })
  // An error between two questions must not end the server: the next question finds the thread lost.
  return worker.on('error', () => {})
}

function transferable(raw: Uint8Array): ArrayBuffer[] {
  return raw.buffer instanceof ArrayBuffer && raw.byteLength === raw.buffer.byteLength ? [raw.buffer] : []
}
