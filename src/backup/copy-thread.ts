import { Worker } from 'node:worker_threads'
import type { CopyMessage } from './copy-worker.ts'
import { type CopyOutcome, type CopyRequest, removeLeftParts } from './make-copy.ts'

/** Ms that a thread may take to stop by itself: verifying a large file cannot be interrupted. */
const STOP_WITHIN = 4_000

/** Makes a copy in a thread of its own, so that pages are answered meanwhile; the signal ends it early. */
export async function copyInThread(request: CopyRequest, signal: AbortSignal): Promise<CopyOutcome> {
  const isBundle = import.meta.url.endsWith('.js')
  const worker = new Worker(new URL(isBundle ? './copy-worker.js' : './copy-worker.ts', import.meta.url), {
    workerData: request,
    execArgv: [],
  })
  let deadline: NodeJS.Timeout | undefined
  const stop = () => {
    worker.postMessage('stop')
    deadline = setTimeout(() => void worker.terminate(), STOP_WITHIN)
  }
  if (signal.aborted) stop()
  else signal.addEventListener('abort', stop, { once: true })
  try {
    return await outcomeOf(worker)
  } finally {
    signal.removeEventListener('abort', stop)
    clearTimeout(deadline)
    removeLeftParts(request.to)
  }
}

function outcomeOf(worker: Worker): Promise<CopyOutcome> {
  return new Promise((resolve) => {
    worker.on('message', (message: CopyMessage) => {
      if ('outcome' in message) resolve(message.outcome)
    })
    worker.once('error', (error) => {
      const detail = error instanceof Error ? error.message : String(error)
      resolve({ problem: { code: 'other', detail } })
    })
    worker.once('exit', () => resolve({ problem: { code: 'cut-off', detail: '' } }))
  })
}
