import { closeSync, fstatSync, openSync, readSync, writeSync } from 'node:fs'
import type { CopyProgress } from '../db/copy-sqlite.ts'

const PIECE = 4 * 1024 * 1024

/** Copies a file that nobody writes to a new name, readable by its owner only. */
export function copyBytes(from: string, to: string, onProgress: (progress: CopyProgress) => void): void {
  const source = openSync(from, 'r')
  try {
    const copy = openSync(to, 'wx', 0o600)
    try {
      const total = fstatSync(source).size
      const piece = Buffer.alloc(PIECE)
      let done = 0
      for (let read = readSync(source, piece); read > 0; read = readSync(source, piece)) {
        for (let written = 0; written < read; ) written += writeSync(copy, piece, written, read - written)
        done += read
        onProgress({ done, total })
      }
    } finally {
      closeSync(copy)
    }
  } finally {
    closeSync(source)
  }
}
