import type { FolderReport } from '../ingest/poll-mailbox.ts'

/** What one poll of a mailbox gave, folder by folder. */
export type MailboxReport = { mailbox: string; folders: readonly FolderReport[] }

/**
 * What `hoshin ingest --once --json` prints. `fetched` mails came from the server; of them `stored` are new
 * and `duplicates` were known; of the stored ones `broken` could not be understood and are set aside.
 */
export type IngestReport = {
  ok: boolean
  fetched: number
  stored: number
  duplicates: number
  broken: number
  mailboxes: {
    mailbox: string
    folders: {
      folder: string
      fetched: number
      stored: number
      duplicates: number
      broken: number
      error: string | null
    }[]
  }[]
  /** One for each reason. */
  failed: { mailbox: string; error: string }[]
}

export function ingestReport(polls: readonly MailboxReport[]): IngestReport {
  const all = polls.flatMap((poll) => poll.folders)
  const sum = (count: 'fetched' | 'stored' | 'duplicates' | 'broken') =>
    all.reduce((total, folder) => total + folder[count], 0)
  const failed = polls.flatMap(({ mailbox, folders }) =>
    // A server that is down fails every folder for the same reason.
    [...new Set(folders.flatMap((folder) => folder.error ?? []))].map((error) => ({ mailbox, error })),
  )
  return {
    ok: failed.length === 0,
    fetched: sum('fetched'),
    stored: sum('stored'),
    duplicates: sum('duplicates'),
    broken: sum('broken'),
    mailboxes: polls.map(({ mailbox, folders }) => ({
      mailbox,
      folders: folders.map(({ folder, fetched, stored, duplicates, broken, error }) => ({
        folder,
        fetched,
        stored,
        duplicates,
        broken,
        error: error ?? null,
      })),
    })),
    failed,
  }
}

export function reportInWords(report: IngestReport): string {
  if (report.mailboxes.length === 0) return 'The configuration names no mailbox.\n'
  const lines = report.mailboxes.flatMap(({ mailbox, folders }) =>
    folders
      .filter(({ error }) => error === null)
      .map((counts) => `${mailbox} ${counts.folder}: ${countsInWords(counts)}`),
  )
  return `${[...lines, `In all: ${countsInWords(report)}`].join('\n')}\n`
}

type Counts = { stored: number; duplicates: number; broken: number }

function countsInWords({ stored, duplicates, broken }: Counts): string {
  return `${stored} new, ${duplicates} known already, ${broken} set aside`
}
