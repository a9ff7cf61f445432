import { type BounceReason, reasonOf } from './bounce-reason.ts'
import { addressesIn, freeFormRecipients, wordsAbout } from './bounce-text.ts'

/** One address that a mail did not reach. */
export type FailedRecipient = {
  /** Lower case. */
  address: string
  reason: BounceReason
  /** Enhanced status (RFC 3463) such as `5.1.1`; null where the report gives none. */
  status: string | null
  /** What the server that refused it said, on one line; empty where it said nothing. */
  words: string
}

/**
 * What a delivery report says. `delayed`: the server goes on trying, and nothing has failed yet. `delivered`: it
 * reports nothing but success.
 */
export type BounceReport = { recipients: FailedRecipient[]; delayed: boolean; delivered: boolean }

/** Where the report's facts stand: decoded texts, without the mail that came back. */
export type ReportSource = {
  headers: ReadonlyMap<string, string>
  subject: string
  /** Of `message/delivery-status` and `message/feedback-report` parts. */
  statusParts: readonly string[]
  /** Whoever reports: never the address that failed. Lower case. */
  reporters: readonly string[]
  text: string
  /** The header of the mail that came back, as far as the report carries it. */
  returnedHeader: string
}

/** A letter to hundreds of people may come back for each of them. */
const RECIPIENT_LIMIT = 50
const WORDS_LIMIT = 500

/**
 * Reads which addresses a mail did not reach and why: from the fields of RFC 3464 where the report has them, else
 * from `X-Failed-Recipients`, a service's JSON, the sentences of older servers and Japanese carriers, and at last
 * from whom the returned mail was to.
 */
export function readBounce(source: ReportSource): BounceReport {
  const blocks = source.statusParts.flatMap(recipientBlocks)
  const told = blocks.filter(({ action }) => !succeeded.test(action))
  const delivered = blocks.length > 0 && told.length === 0
  if (delivered) return { recipients: [], delayed: false, delivered }
  const actions = told.flatMap(({ action }) => (action === '' ? [] : [action]))
  const delayed =
    actions.length > 0
      ? actions.every((action) => action === 'delayed')
      : /delay|warning: (message|could not)|遅延|still being retried/i.test(source.subject)
  const named =
    firstFilled(
      () => told.filter(({ address }) => address !== ''),
      () => fromHeader(source),
      () => fromJson(source.text),
      () => freeFormRecipients(source.text, source.reporters).map(plain),
      () => addressesIn(fieldOf(source.returnedHeader, 'to')).map(plain),
      () => freeFormRecipients(source.text, []).map(plain),
    ) ?? []
  const recipients = distinct(named).map(({ address, status, words }) => {
    const said = oneLine(words === '' ? wordsAbout(address, source.text) : words)
    return { address, status, words: said, reason: reasonOf({ status, words: said, text: source.text }) }
  })
  return { recipients: recipients.slice(0, RECIPIENT_LIMIT), delayed, delivered }
}

const succeeded = /^(delivered|relayed|expanded)$/

type Named = { address: string; status: string | null; words: string }
type Block = Named & { action: string }

/** The groups of fields of a delivery-status part, one for each recipient (RFC 3464, section 2.1). */
function recipientBlocks(part: string): Block[] {
  return part
    .replace(/\r\n?/g, '\n')
    .split(/\n\s*\n/)
    .map((group) => {
      const recipient =
        fieldOf(group, 'final-recipient') ||
        fieldOf(group, 'original-recipient') ||
        // A complaint (RFC 5965) names whom the mail was delivered to.
        fieldOf(group, 'original-rcpt-to') ||
        fieldOf(group, 'removal-recipient')
      const original = fieldOf(group, 'original-recipient')
      const status = /\b([245]\.\d{1,3}\.\d{1,3})\b/.exec(fieldOf(group, 'status'))?.[1] ?? null
      const complaint = fieldOf(group, 'feedback-type')
      return {
        // A final recipient may be a place inside the other system, without an address.
        address: addressesIn(recipient)[0] ?? addressesIn(original)[0] ?? '',
        action:
          fieldOf(group, 'action')
            .toLowerCase()
            .split(/[\s;(]/)[0] ?? '',
        status,
        words: complaint
          ? `feedback: ${complaint}`
          : fieldOf(group, 'diagnostic-code').replace(/^\S+\s*;\s*/, ''),
      }
    })
    .filter(({ address, action }) => address !== '' || action !== '')
}

function fromHeader({ headers }: ReportSource): Named[] {
  return addressesIn(headers.get('x-failed-recipients') ?? '').map(plain)
}

/** Amazon SES tells of failures by Amazon SNS. */
function fromJson(text: string): Named[] {
  const found = [...text.matchAll(/\{[^{}]*"emailAddress"\s*:\s*"([^"]+)"[^{}]*\}/g)]
  return found.map(([object, address = '']) => ({
    address: address.toLowerCase(),
    status: /"status"\s*:\s*"([245]\.\d{1,3}\.\d{1,3})"/.exec(object)?.[1] ?? null,
    words: /"diagnosticCode"\s*:\s*"([^"]*)"/.exec(object)?.[1] ?? '',
  }))
}

function plain(address: string): Named {
  return { address, status: null, words: '' }
}

function distinct(named: readonly Named[]): Named[] {
  const seen = new Map<string, Named>()
  for (const one of named) if (!seen.has(one.address)) seen.set(one.address, one)
  return [...seen.values()]
}

function firstFilled<T>(...ways: (() => T[])[]): T[] | undefined {
  for (const way of ways) {
    const found = way()
    if (found.length > 0) return found
  }
  return undefined
}

/** The value of a field with its folded lines; of repeated ones the first. */
function fieldOf(block: string, name: string): string {
  const found = new RegExp(`^${name}[ \\t]*:[ \\t]*(.*(?:\\n[ \\t]+.*)*)`, 'im').exec(
    block.replace(/\r\n?/g, '\n'),
  )
  return (found?.[1] ?? '').replace(/\n[ \t]+/g, ' ').trim()
}

function oneLine(words: string): string {
  const folded = words.replace(/\s+/g, ' ').trim()
  return [...folded].slice(0, WORDS_LIMIT).join('')
}
