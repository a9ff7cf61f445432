import type { Writable } from 'node:stream'

/** Plain facts beside a message: ids, counts, names. Never a password, never what a mail says. */
export type Facts = Record<string, string | number | boolean | null | undefined>

/** What happened in one room (`web`, `ingest`, `jobs` …), one line each. */
export type Log = {
  info(message: string, facts?: Facts): void
  warn(message: string, facts?: Facts): void
  error(message: string, facts?: Facts): void
  /** The same log, speaking for another room. */
  room(name: string): Log
}

/** Takes one line without its end. */
export type LineSink = (line: string) => void

/**
 * Writes lines such as `2026-07-01T09:00:00.000Z info ingest mail taken in mailbox=support stored=3`: the
 * time in UTC, how bad it is, the room, the message, the facts. Values with blanks are quoted as in JSON.
 */
export function openLog(write: LineSink, clock: () => number, room = 'hoshin'): Log {
  const line = (level: string) => (message: string, facts?: Facts) =>
    write(logLine(clock(), level, room, message, facts))
  return {
    info: line('info'),
    warn: line('warn'),
    error: line('error'),
    room: (name) => openLog(write, clock, name),
  }
}

/**
 * Lines to a stream, usually stderr, which systemd and containers collect. When nobody reads it any more,
 * lines are lost and hoshin goes on.
 */
export function linesTo(stream: Writable): LineSink {
  stream.on('error', () => {})
  return (line) => stream.write(`${line}\n`)
}

/** A log that says nothing. */
export const silentLog: Log = openLog(
  () => {},
  () => 0,
)

function logLine(now: number, level: string, room: string, message: string, facts: Facts = {}): string {
  const words = Object.entries(facts).flatMap(([key, value]) =>
    value === undefined ? [] : [`${key}=${shown(value)}`],
  )
  return [new Date(now).toISOString(), level, room, onOneLine(message), ...words].join(' ')
}

function shown(value: string | number | boolean | null): string {
  return typeof value === 'string' && !/^[\w.:/@+-]+$/.test(value)
    ? onOneLine(JSON.stringify(value))
    : String(value)
}

/** A server's answer may hold line ends; a line that it begins must not look like one of ours. */
function onOneLine(words: string): string {
  return words.replace(/[\u0000-\u001f\u007f-\u009f\u2028\u2029]+/g, ' ').trim()
}
