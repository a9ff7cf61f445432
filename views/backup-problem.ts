import type { backup_problem } from './locales/ja/backup.ts'

/** Why there is no backup; the room's own type fits it as it is. */
export type BackupProblemView = { code: keyof typeof backup_problem; detail: string }
