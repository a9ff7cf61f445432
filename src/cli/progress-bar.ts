import { type Progress, progressLine } from '../progress.ts'
import type { Output } from './output.ts'

export type ProgressBar = {
  show(progress: Progress): void
  /** Writes a line of the log, which the bar stays beneath. */
  above(line: string): void
  /** Leaves the bar as it stands; the next one begins on a line of its own. */
  end(): void
  /** Whether all that was shown is in. */
  isFull(): boolean
}

/** Draws how far the first imports are, one line for all, on a terminal that can move its cursor back. */
export function progressBar(terminal: Output): ProgressBar {
  const folders = new Map<string, Progress>()
  // A terminal that was closed has nobody to tell.
  const draw = (words: string) => void terminal.write(words).catch(() => {})
  const bar = () => (folders.size === 0 ? '' : `\r\u001b[K${progressLine([...folders.values()])}`)
  return {
    show(progress) {
      folders.set(`${progress.mailbox} ${progress.folder}`, progress)
      draw(bar())
    },
    above(line) {
      draw(folders.size === 0 ? `${line}\n` : `\r\u001b[K${line}\n${bar()}`)
    },
    end() {
      if (folders.size > 0) draw('\n')
      folders.clear()
    },
    isFull: () => [...folders.values()].every(({ done, total }) => done >= total),
  }
}
