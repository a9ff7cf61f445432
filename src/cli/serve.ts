import { startHoshin } from '../main.ts'
import type { Progress } from '../progress.ts'
import type { Context } from './context.ts'
import type { ProgressBar } from './progress-bar.ts'

/** ms in which running answers, polls and sendings may end; whatever is cut off is a row and goes on later. */
const END_WITHIN = 9_000
/** systemd signals every process of a service, and one that runs us hands its signal on: that is one wish. */
const SAME_WISH = 1_000

/**
 * Runs the web pages, the worker or both until SIGTERM or SIGINT. A second signal ends it at once.
 */
export async function serveCommand(
  { role }: { role: 'web' | 'worker' | 'all' },
  { config, log, clock, bar }: Context,
): Promise<void> {
  const signalled = firstSignal(clock).then((signal) => {
    log.info('stopping', { signal })
    setTimeout(() => {
      log.warn('stopped without waiting any longer')
      process.exit(0)
    }, END_WITHIN).unref()
  })
  const running = await startHoshin(config(), { role, log, ...(bar && { onProgress: drawnBy(bar) }) })
  log.info('ready', { role, ...(running.url !== null && { url: running.url }) })
  await signalled
  await running.stop()
  log.info('stopped')
}

/** It runs on and on, so the bar ends by itself when all is in. */
function drawnBy(bar: ProgressBar): (progress: Progress) => void {
  return (progress) => {
    bar.show(progress)
    if (bar.isFull()) bar.end()
  }
}

function firstSignal(clock: () => number): Promise<NodeJS.Signals> {
  return new Promise((resolve) => {
    let firstAt: number | null = null
    const onSignal = (signal: NodeJS.Signals) => {
      if (firstAt === null) {
        firstAt = clock()
        resolve(signal)
      } else if (clock() - firstAt > SAME_WISH) {
        process.exit(signal === 'SIGINT' ? 130 : 143)
      }
    }
    process.on('SIGTERM', onSignal)
    process.on('SIGINT', onSignal)
  })
}
