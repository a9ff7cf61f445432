import type { Config } from '../../config/config.ts'
import type { Log } from '../log.ts'
import type { Output } from './output.ts'
import type { ProgressBar } from './progress-bar.ts'

/** What every command works with; tests put other ones in. */
export type Context = {
  /** Answers, and nothing else. */
  stdout: Output
  /** Words for the person; logs go there too. */
  stderr: Output
  /** Where stderr is a terminal, on which a line may be drawn anew; logs go through it then. */
  bar: ProgressBar | null
  log: Log
  /** Now, UTC ms. */
  clock: () => number
  /**
   * The configuration that the command line or the environment names.
   *
   * @throws WrongConfig
   */
  config: () => Config
}
