import type { BackupConfig } from '../../config/backup.ts'
import type { RailProps } from '../../views/layout.tsx'
import type { Viewer } from '../access/viewer.ts'
import type { Db } from '../db/database.ts'
import type { MailReader } from '../mail/mail-reader.ts'
import type { Surroundings } from '../mailbox/surroundings.store.ts'
import type { Assets } from './assets.ts'
import type { Live } from './live.ts'

/** Everything the web side is made of, put together once in main.ts. */
export type Deps = {
  readonly db: Db
  /** Now, UTC ms. */
  readonly clock: () => number
  readonly config: WebConfig
  readonly mailReader: MailReader
  readonly live: Live
  readonly assets: Assets
  /** What the rail shows this person: mailboxes, counts, connections. `known`: what the page has read of it. */
  readonly railOf: (viewer: Viewer, known?: Surroundings) => Promise<RailFacts>
  /** Takes one line; the access log and reports of errors go there. */
  readonly log: (line: string) => void
}

export type WebConfig = {
  /** Where browsers reach hoshin, such as https://support.example.jp; `https:` makes the cookie Secure. */
  readonly publicUrl: URL
  /** IANA zone for people who have not chosen theirs. */
  readonly timeZone: string
  /** Whether X-Forwarded-For is believed from every peer; from a proxy on this machine it always is. */
  readonly trustProxy: boolean
  /** How long a reply waits in the outbox before it goes, ms: time to take it back. */
  readonly sendPause: number
  /** All files of one reply together, bytes. */
  readonly filesLimit: number
  /** Keys of the mailboxes whose signature stands in the configuration and so cannot be edited here. */
  readonly configuredSignatures: ReadonlySet<string>
  /** Hosts of the private network to which channels may post. */
  readonly channelHosts: ReadonlySet<string>
  readonly backup: BackupConfig
  /** The configuration's file, and the database as it may be shown: what commands for the server name. */
  readonly installed: { configFile: string; database: string }
}

export type RailFacts = Omit<RailProps, 'reader' | 'place' | 'page' | 'viewer'>
