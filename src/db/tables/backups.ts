import type { Instant, NewId, Text } from './columns.ts'

/** Tables of the copies of this database. */
export interface BackupTables {
  backups: {
    id: NewId
    /** `outside`: by another program, as the administrator told. */
    made_by: 'schedule' | 'command' | 'outside'
    /** The file; of `outside`, whatever names it. */
    path: Text
    state: 'running' | 'good' | 'failed'
    /** What was committed until then is in it. */
    started_at: Instant
    ended_at: Instant | null
    /** Bytes. */
    size: number | null
    /** How it was verified; null where that is not ours to say. */
    checked: 'quick' | 'full' | null
    /** A code of src/backup/backup.ts, and the system's own words. */
    problem: Text | null
    detail: Text | null
    /** When the schedule deleted the file. */
    removed_at: Instant | null
  }
}
