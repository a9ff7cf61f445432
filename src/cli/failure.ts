import { CommanderError } from 'commander'
import { WrongConfig } from '../../config/config.ts'
import { DatabaseUnusable } from '../db/problem.ts'
import { ConnectionFailed } from '../mail/connection-problem.ts'
import { CannotListen } from '../web/listen.ts'

/** 0 done · 1 failed · 2 wrong usage or configuration. */
export type ExitCode = 0 | 1 | 2

/** A command could not do what it was asked; the message is a sentence for the person who asked. */
export class CommandFailed extends Error {
  constructor(
    words: string,
    readonly exitCode: 1 | 2 = 1,
  ) {
    super(words)
  }
}

/** What ends a command: the code, and the words for stderr; empty when everything is said already. */
export type Failure = { exitCode: ExitCode; words: string }

/**
 * Turns whatever a command threw into words and a code. An error that nobody foresaw is told by its
 * message alone: its stack is for those who set HOSHIN_DEBUG.
 */
export function failureOf(error: unknown): Failure {
  // Commander has written its own words already; help and version end with 0.
  if (error instanceof CommanderError) return { exitCode: error.exitCode === 0 ? 0 : 2, words: '' }
  if (error instanceof WrongConfig) return { exitCode: 2, words: error.message }
  if (error instanceof CommandFailed) return { exitCode: error.exitCode, words: error.message }
  if (
    error instanceof DatabaseUnusable ||
    error instanceof ConnectionFailed ||
    error instanceof CannotListen
  ) {
    return { exitCode: 1, words: error.message }
  }
  const words = error instanceof Error ? error.message || error.name : String(error)
  return {
    exitCode: 1,
    words: `hoshin stopped on an unexpected error: ${words} (HOSHIN_DEBUG=1 shows where)`,
  }
}
