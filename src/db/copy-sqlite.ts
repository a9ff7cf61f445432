import { closeSync, fdatasyncSync, openSync } from 'node:fs'
import Sqlite from 'better-sqlite3'

/** What stands in a database, to hold a copy against: rows by table. */
export type Contents = ReadonlyMap<string, number>

/** How far a copy is, in bytes. */
export type CopyProgress = { done: number; total: number }

/** 4 MB: a step short enough to stop at, long enough to be quick. */
const PAGES = 1000
/** Ms between two steps, in which the server's own reads and commits get the disk. */
const REST = 10
/** Steps after which what was written is pushed to the disk; all of it at the end holds up the server's commits. */
const STEPS_PUSHED = 4

/**
 * Copies an SQLite database while others write into it: all that was committed when it began, and nothing of what
 * came later. An open read transaction pins that state; without it SQLite begins anew whenever somebody writes,
 * and on a busy server never ends. Readers hold up no writers (WAL).
 *
 * @param onProgress throws to stop; the half copy stays for the caller to remove
 * @returns what the database held in that state
 */
export async function copySqlite(
  from: string,
  to: string,
  onProgress: (progress: CopyProgress) => void,
): Promise<Contents> {
  const source = new Sqlite(from, { fileMustExist: true, timeout: 10_000 })
  const disk = new Pusher(to)
  try {
    source.exec('begin')
    const contents = contentsOf(source)
    const pageSize = Number(source.pragma('page_size', { simple: true }))
    await source.backup(to, {
      progress: ({ totalPages, remainingPages }) => {
        onProgress({ done: (totalPages - remainingPages) * pageSize, total: totalPages * pageSize })
        disk.step()
        rest(REST)
        return PAGES
      },
    })
    source.exec('rollback')
    return contents
  } finally {
    disk.close()
    source.close()
  }
}

/** Counts the rows of every ordinary table. @throws when the file cannot be read */
export function contentsOfFile(path: string): Contents {
  const file = new Sqlite(path, { readonly: true, fileMustExist: true })
  try {
    return contentsOf(file)
  } finally {
    file.close()
  }
}

function contentsOf(file: Sqlite.Database): Contents {
  const tables = file
    .prepare<[], { name: string }>(
      `select name from sqlite_master
       where type = 'table' and name not like 'sqlite\\_%' escape '\\' and sql not like 'create virtual%'`,
    )
    .all()
  return new Map(
    tables.map(({ name }) => {
      const quoted = `"${name.replaceAll('"', '""')}"`
      const row = file.prepare<[], { n: number }>(`select count(*) as n from ${quoted}`).get()
      return [name, row?.n ?? 0]
    }),
  )
}

/** Pushes a growing file to the disk now and then. */
class Pusher {
  readonly #path: string
  #file: number | null = null
  #steps = 0

  constructor(path: string) {
    this.#path = path
  }

  step(): void {
    this.#steps++
    if (this.#steps % STEPS_PUSHED !== 0) return
    this.#file ??= openSync(this.#path, 'r+')
    fdatasyncSync(this.#file)
  }

  close(): void {
    if (this.#file !== null) closeSync(this.#file)
  }
}

const nothing = new Int32Array(new SharedArrayBuffer(4))

/** It has a thread or a process of its own, which may stand still. */
function rest(ms: number): void {
  Atomics.wait(nothing, 0, 0, ms)
}
