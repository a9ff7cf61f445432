import { type CastKey, cast, personOf, roleOf } from './cast.ts'
import { mailboxes } from './mailboxes.ts'
import type { StartedDemo } from './start.ts'

/** What stands in the terminal once the demo runs. */
export function welcome(demo: StartedDemo, { wantedPort }: { wantedPort: number }): string {
  const { replayed } = demo
  const port = Number(new URL(demo.url).port)
  const ito = personOf('ito')
  return [
    '',
    replayed
      ? `  hoshin is running, with ${replayed.steps} steps of office life told in ${(replayed.ms / 1000).toFixed(1)} s.`
      : '  hoshin is running on the database of the last run.',
    ...(port === wantedPort ? [] : [`  Port ${wantedPort} is in use, so it took ${port}.`]),
    '',
    `    Inbox               ${demo.url}/`,
    `    Play the customer   ${demo.page}`,
    '',
    ...peopleTable(),
    '',
    `  Begin as ${ito.name} (${ito.email} / ${ito.password}) on the front line, as ${personOf('tanaka').name} where decisions`,
    `  wait, or let the page above sign you in as anybody with one click.`,
    '',
    '  Write as a customer, here or on the page:',
    '    npm run demo:customer -- "納期の件" "いつ届きますか。"',
    '    npm run demo:customer -- "Invoice" "Please send it again." --mailbox international --from "Oliver <oliver@grant-and-co.example>"',
    '',
    '  No mail leaves this machine. Ctrl-C ends it; --keep at the next start goes on with this database.',
    '',
  ].join('\n')
}

function peopleTable(): string[] {
  const head = ['Name', 'Title', 'E-mail', 'Password', 'Works in']
  const rows = cast.map(({ key, name, title, email, password, isAdmin }) => [
    name,
    title,
    email,
    password,
    isAdmin ? 'administers everything' : worksIn(key),
  ])
  const widths = head.map((_, column) =>
    Math.max(...[head, ...rows].map((row) => widthOf(row[column] ?? ''))),
  )
  const line = (row: string[]) =>
    `    ${row.map((cell, column) => cell + ' '.repeat((widths[column] ?? 0) - widthOf(cell))).join('   ')}`.trimEnd()
  return [line(head), line(widths.map((width) => '─'.repeat(width))), ...rows.map(line)]
}

function worksIn(key: CastKey): string {
  const roles = mailboxes.map((mailbox) => ({ mailbox, role: roleOf(key, mailbox.key) }))
  const named = roles.filter(({ role }) => role !== undefined)
  const supervises = named.some(({ role }) => role === 'supervisor')
  const all =
    named.length === mailboxes.length ? 'all mailboxes' : named.map(({ mailbox }) => mailbox.name).join(', ')
  return supervises ? `${all} (supervisor)` : all
}

/** In columns of a terminal: Japanese characters take two. */
function widthOf(text: string): number {
  return [...text].reduce((width, char) => width + (/[\u1100-\u115f\u2e80-\uffdc]/u.test(char) ? 2 : 1), 0)
}
