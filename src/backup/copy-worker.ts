import { parentPort, workerData } from 'node:worker_threads'
import { BackupRefused } from './backup.ts'
import { type CopyOutcome, type CopyRequest, makeCopy } from './make-copy.ts'

/** What the thread says: how far it is, and at the end what came of it. */
export type CopyMessage = { progress: { done: number; total: number } } | { outcome: CopyOutcome }

let stopped = false
parentPort?.on('message', () => {
  stopped = true
})

// The request is what copy-thread.ts hands over.
const request: CopyRequest = workerData
const outcome = await makeCopy(request, (progress) => {
  if (stopped) throw new BackupRefused('cut-off')
  say({ progress })
})
say({ outcome })
parentPort?.close()

function say(message: CopyMessage): void {
  parentPort?.postMessage(message)
}
