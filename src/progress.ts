/** How far the first import of a folder is, in mails; or something else that is counted, by its name in `what`. */
export type Progress = { mailbox: string; folder: string; done: number; total: number; what?: string }

const WIDTH = 30

/** `[##########--------------------]  33 %  1,000 of 3,000 mails` */
export function progressLine(folders: readonly Progress[]): string {
  const done = folders.reduce((sum, folder) => sum + folder.done, 0)
  const total = folders.reduce((sum, folder) => sum + folder.total, 0)
  const part = total === 0 ? 1 : Math.min(1, done / total)
  const full = Math.floor(part * WIDTH)
  const bar = `${'#'.repeat(full)}${'-'.repeat(WIDTH - full)}`
  const percent = String(Math.floor(part * 100)).padStart(3)
  return `[${bar}] ${percent} %  ${done.toLocaleString('en')} of ${total.toLocaleString('en')} ${folders[0]?.what ?? 'mails'}`
}
