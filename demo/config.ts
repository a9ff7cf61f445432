import { mkdir, writeFile } from 'node:fs/promises'
import { dirname, resolve } from 'node:path'
import { stringify } from 'smol-toml'
import { type Config, loadConfig } from '../config/config.ts'
import { groups, personOf } from './cast.ts'
import type { DemoImap } from './imap-server.ts'
import { mailboxes } from './mailboxes.ts'
import type { DemoSmtp } from './smtp-sink.ts'

/** Stories reach back some five weeks. */
const FIRST_DAYS = 60

type Servers = { imap: Pick<DemoImap, 'host' | 'ports'>; smtp: Pick<DemoSmtp, 'host' | 'port'> }

/**
 * Writes the demo's configuration as an installation's would be and loads it as hoshin does.
 *
 * @param path of the file; the database stands beside it unless `databaseUrl` says otherwise
 */
export async function writeConfig(
  path: string,
  { servers, port, databaseUrl }: { servers: Servers; port: number; databaseUrl: string },
): Promise<Config> {
  await mkdir(dirname(resolve(path)), { recursive: true })
  await writeFile(path, stringify(written(servers, port, databaseUrl)))
  return loadConfig({ path, env: {} })
}

function written({ imap, smtp }: Servers, port: number, databaseUrl: string) {
  const sink = { host: smtp.host, port: smtp.port, tls: 'none' }
  return {
    language: 'ja',
    time_zone: 'Asia/Tokyo',
    listen: { host: '127.0.0.1', port, url: `http://127.0.0.1:${port}` },
    database: { url: databaseUrl },
    notifications: { from: 'hoshin@minato.example', name: 'hoshin', smtp: sink },
    sending: { pause_seconds: 10 },
    mailbox: Object.fromEntries(
      mailboxes.map((mailbox) => [
        mailbox.key,
        {
          name: mailbox.name,
          sender_name: mailbox.senderName,
          address: mailbox.address,
          time_zone: mailbox.timeZone,
          signature: mailbox.signature,
          imap: {
            host: imap.host,
            port: imap.ports[mailbox.imapUser] ?? 0,
            tls: 'none',
            user: mailbox.imapUser,
            password: mailbox.imapPassword,
            first_days: FIRST_DAYS,
            poll_seconds: 15,
          },
          smtp: sink,
          members: mailbox.members.map((member) =>
            'account' in member
              ? { email: personOf(member.account).email, role: member.role }
              : { group: groupName(member.group), role: member.role },
          ),
        },
      ]),
    ),
  }
}

function groupName(key: string): string {
  return groups.find((group) => group.key === key)?.name ?? key
}
