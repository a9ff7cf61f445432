import { type Progress, progressLine } from '../progress.ts'
import type { Output } from './output.ts'

/** Draws how far the first imports are, one line for all, on a terminal that can move its cursor back. */
export function progressBar(terminal: Output): { show(progress: Progress): void; end(): void } {
  const folders = new Map<string, Progress>()
  return {
    show(progress) {
      folders.set(`${progress.mailbox} ${progress.folder}`, progress)
      void terminal.write(`\r\u001b[K${progressLine([...folders.values()])}`)
    },
    end() {
      if (folders.size > 0) void terminal.write('\n')
    },
  }
}
