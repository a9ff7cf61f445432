import { randomUUID } from 'node:crypto'
import { parseArgs } from 'node:util'
import { type Delivery, openDelivery } from './deliver.ts'
import type { Mailbox } from './mail/outline.ts'
import { buildMail } from './mail-bytes.ts'
import { findDemo, type RunningDemo } from './running.ts'

const USAGE = `npm run demo:customer -- "subject" "text" [--from "Name <address>"] [--mailbox support]`

/** Asked for something that cannot be done as it was asked; the message says what to change. */
class Refusal extends Error {}

try {
  console.log(await writeAsCustomer(process.argv.slice(2)))
} catch (error) {
  if (!(error instanceof Error)) throw error
  console.error(error.message)
  process.exitCode = error instanceof Refusal ? 2 : 1
}

async function writeAsCustomer(argv: string[]): Promise<string> {
  const { subject, text, from, mailbox: key } = parse(argv)
  const mailbox = await findMailbox(key)
  const delivery = openDelivery(mailbox)
  try {
    await send(delivery, mailbox, { subject, text, from })
  } catch (error) {
    throw new Error(
      `The demo at ${mailbox.host}:${mailbox.port} took no mail: ${reason(error)}. Is it still running?`,
    )
  } finally {
    await delivery.close()
  }
  return `Delivered to ${mailbox.name} <${mailbox.address}> as ${from.name} <${from.address}>.`
}

function parse(argv: string[]): { subject: string; text: string; from: Mailbox; mailbox: string } {
  const { values, positionals } = readArguments(argv)
  const [subject, text] = positionals
  if (subject === undefined || text === undefined || positionals.length > 2)
    throw new Refusal(`Usage: ${USAGE}`)
  if (/[\r\n]/.test(subject)) throw new Refusal('The subject must be one line.')
  return { subject, text, from: parseSender(values.from), mailbox: values.mailbox }
}

function readArguments(argv: string[]) {
  try {
    return parseArgs({
      args: argv,
      allowPositionals: true,
      options: {
        from: { type: 'string', default: '青木 春香 <aoki@aoki-dental.example>' },
        mailbox: { type: 'string', default: 'support' },
      },
    })
  } catch (error) {
    throw new Refusal(`${reason(error)}\nUsage: ${USAGE}`)
  }
}

function parseSender(from: string): Mailbox {
  const [, name = '', address] =
    /^(?:"?([^"<>\r\n]*?)"?\s*<)?([^\s<>@]+@[^\s<>@]+)>?$/.exec(from.trim()) ?? []
  if (address === undefined)
    throw new Refusal(`--from "${from}" is no sender; write "Name <address>" or an address.`)
  return { name, address }
}

async function findMailbox(key: string): Promise<RunningDemo['mailboxes'][number]> {
  const demo = await findDemo()
  if (!demo) throw new Refusal('No demo is running here. Start it with: npm run demo')
  const mailbox = demo.mailboxes.find((one) => one.key === key || one.address === key)
  if (!mailbox) {
    throw new Refusal(`--mailbox ${key}: the demo has ${demo.mailboxes.map((one) => one.key).join(', ')}.`)
  }
  return mailbox
}

async function send(
  delivery: Delivery,
  mailbox: Mailbox,
  mail: { subject: string; text: string; from: Mailbox },
): Promise<void> {
  const now = Date.now()
  const { raw } = buildMail(mail, {
    key: randomUUID(),
    date: now,
    mailbox: { name: mailbox.name, address: mailbox.address },
    language: 'ja',
    threadSubject: mail.subject,
  })
  await delivery.deliver(raw, now)
}

function reason(error: unknown): string {
  return error instanceof Error ? error.message : String(error)
}
