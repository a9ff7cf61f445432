import type { Output } from './output.ts'

export type Progress = { mailbox: string; folder: string; done: number; total: number }

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

const WIDTH = 30

/** `[##########--------------------]  33 %  1,000 of 3,000 mails` */
export function progressLine(folders: readonly Progress[]): string {
  const done = folders.reduce((sum, folder) => sum + folder.done, 0)
  const total = folders.reduce((sum, folder) => sum + folder.total, 0)
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.floor(part * WIDTH)
  const bar = `${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}`
  const percent = String(Math.floor(part * 100)).padStart(3)
  return `[${bar}] ${percent} %  ${done.toLocaleString('en')} of ${total.toLocaleString('en')} mails`
}
