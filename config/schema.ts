import { z } from 'zod'
import { backupSchema } from './backup.ts'

/** What stands in hoshin.toml, before passwords are fetched and defaults that depend on others are filled in. */

// The error of each rule completes "expected …".
const text = (expected: string) => z.string({ error: expected }).trim().min(1, expected)
const line = (expected: string) => text(expected).regex(/^[^\r\n]*$/, `${expected}, in one line`)
const whole = (expected: string, least: number, most: number) =>
  z.int({ error: expected }).min(least, expected).max(most, expected)
const flag = z.boolean({ error: 'true or false' })
const oneOf = <const T extends readonly [string, ...string[]]>(...words: T) =>
  z.enum(words, { error: words.map((word) => `"${word}"`).join(' or ') })

const MAIL_ADDRESS = /^[^\s@<>",;:]+@[^\s@<>",;:]+$/

/** In lower case: how addresses are compared everywhere. */
const address = line('a mail address such as support@example.com')
  .regex(MAIL_ADDRESS, 'a mail address such as support@example.com')
  .toLowerCase()
const timeZone = line('an IANA time zone such as "Asia/Tokyo"').refine(isTimeZone, {
  error: 'an IANA time zone such as "Asia/Tokyo"',
})
const port = whole('a port number from 1 to 65535', 1, 65535)
const hostName = line('a host name or an address, without https:// and without a path')
  .regex(
    /^(?:[^\s/:@[\]]+|[0-9a-fA-F:.]*:[0-9a-fA-F:.]*)$/,
    'a host name or an address, without https:// and without a path',
  )
  .toLowerCase()
const tls = oneOf('implicit', 'starttls', 'none')

const secret = {
  password: z.string({ error: 'a text' }).optional(),
  password_env: line('the name of an environment variable').optional(),
  password_file: line('the path of a file that holds the password').optional(),
}

const imap = z.strictObject(
  {
    host: line('the host name of the IMAP server'),
    port: port.optional(),
    tls: tls.default('implicit'),
    user: line('the name to sign in with'),
    ...secret,
    folders: z
      .array(line('the name of a folder'), { error: 'a list of folder names such as ["INBOX"]' })
      .min(1, 'at least one folder')
      .default(['INBOX']),
    sent: line('the name of the Sent folder, or "auto"').default('auto'),
    first_days: z
      .union([whole('', 0, 36_500), z.literal('all')], { error: 'a number of days from 0, or "all"' })
      .default(30),
    authserv_id: line('the name by which the server signs Authentication-Results').toLowerCase().optional(),
    poll_seconds: whole('a number of seconds from 5 to 3600', 5, 3600).default(60),
  },
  { error: 'a table with host, user and password' },
)

const smtp = z.strictObject(
  {
    host: line('the host name of the SMTP server'),
    port: port.optional(),
    tls: tls.default('implicit'),
    user: line('the name to sign in with').optional(),
    ...secret,
    sent_copy: oneOf('hoshin', 'server').default('hoshin'),
    rate: line('a number of mails in a time, such as "30/minute", "500/hour" or "2000/day"')
      .regex(
        /^[1-9]\d{0,5}\/(minute|hour|day)$/,
        'a number of mails in a time, such as "30/minute" or "500/hour"',
      )
      .optional(),
  },
  { error: 'a table with host, user and password' },
)

const member = z.strictObject(
  {
    email: address.optional(),
    group: line('the name of a group').optional(),
    role: oneOf('read_only', 'assistant', 'agent', 'supervisor'),
  },
  { error: 'a table such as { email = "…", role = "agent" }' },
)

const mailbox = z.strictObject(
  {
    name: line('the name that people see, such as "サポート窓口"'),
    address,
    sender_name: line('the name that customers see, such as "サンプル サポート"').optional(),
    time_zone: timeZone.optional(),
    signature: z.string({ error: 'a text' }).optional(),
    imap,
    smtp,
    members: z.array(member, { error: 'a list of members' }).default([]),
  },
  { error: 'a table with name, address, imap and smtp' },
)

const MAILBOX_KEY = /^[a-z0-9][a-z0-9-]{0,39}$/

export const schema = z.strictObject({
  language: oneOf('ja', 'en').default('ja'),
  time_zone: timeZone.default('Asia/Tokyo'),
  listen: z
    .strictObject(
      {
        host: line('an address to listen on such as "127.0.0.1"').default('127.0.0.1'),
        port: port.default(3000),
        url: line('the address people open, such as "https://hoshin.example.com"')
          .refine(isWebUrl, { error: 'the address people open, beginning with http:// or https://' })
          .optional(),
        trust_proxy: flag.default(false),
      },
      { error: 'a table' },
    )
    .prefault({}),
  database: z
    .strictObject(
      {
        url: line('sqlite:path or postgres://…').optional(),
        url_env: line('the name of an environment variable').optional(),
        url_file: line('the path of a file that holds the URL').optional(),
      },
      { error: 'a table with url' },
    )
    .prefault({}),
  mailbox: z
    .record(z.string().regex(MAILBOX_KEY, 'a key of small letters, digits and hyphens'), mailbox, {
      error: 'tables named [mailbox.KEY], one for each mailbox',
    })
    .default({}),
  notifications: z
    .strictObject(
      {
        from: address.optional(),
        name: line('the sender name of notifications').default('hoshin'),
        smtp: smtp.omit({ sent_copy: true, rate: true }).optional(),
      },
      { error: 'a table' },
    )
    .prefault({}),
  sending: z
    .strictObject(
      { pause_seconds: whole('a number of seconds from 0 to 600', 0, 600).default(15) },
      { error: 'a table with pause_seconds' },
    )
    .prefault({}),
  channels: z
    .strictObject(
      {
        allow: z
          .array(hostName, { error: 'a list of host names such as ["chat.example.internal"]' })
          .default([]),
      },
      { error: 'a table with allow' },
    )
    .prefault({}),
  backup: backupSchema,
  limits: z
    .strictObject(
      {
        mail_megabytes: whole('a number of megabytes from 1 to 500', 1, 500).default(50),
        attachment_megabytes: whole('a number of megabytes from 1 to 200', 1, 200).default(30),
        parse_seconds: whole('a number of seconds from 1 to 300', 1, 300).default(20),
        parse_workers: whole('a number of worker threads from 1 to 32', 1, 32).optional(),
      },
      { error: 'a table' },
    )
    .prefault({}),
})

export type WrittenConfig = z.output<typeof schema>
export type WrittenSecret = { password?: string; password_env?: string; password_file?: string }

function isTimeZone(zone: string): boolean {
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone })
    return true
  } catch {
    return false
  }
}

function isWebUrl(url: string): boolean {
  return /^https?:\/\/[^/]+/.test(url) && URL.canParse(url)
}
