import { createInterface } from 'node:readline'
import { Writable } from 'node:stream'
import { text } from 'node:stream/consumers'
import { passwordProblem } from '../account/password.ts'
import { CommandFailed } from './failure.ts'

type Terminal = { input: NodeJS.ReadStream; show: NodeJS.WriteStream }

const thisTerminal: Terminal = { input: process.stdin, show: process.stderr }

/**
 * A new password: from the terminal, typed twice and not shown; or with `fromStdin` the first line of stdin.
 *
 * @throws CommandFailed (wrong usage) where there is no terminal and nobody said to read stdin
 */
export async function newPassword(fromStdin: boolean, terminal = thisTerminal): Promise<string> {
  if (fromStdin) return firstLine(await text(terminal.input))
  if (!terminal.input.isTTY) {
    throw new CommandFailed(
      'There is no terminal to ask for a password at: give it with --password-stdin.',
      2,
    )
  }
  const first = await typed('New password: ', terminal)
  const second = await typed('The same again: ', terminal)
  if (first !== second) throw new CommandFailed('The two passwords are not the same; nothing was changed.')
  return first
}

/** @throws CommandFailed for a password that is not taken */
export function goodPassword(password: string, email: string): string {
  switch (passwordProblem(password, email)) {
    case 'short':
      throw new CommandFailed('The password is too short: it needs 10 characters or more.')
    case 'long':
      throw new CommandFailed('The password is too long: it may have 1000 bytes.')
    case 'email':
      throw new CommandFailed('The password must not be the address itself.')
    case null:
      return password
  }
}

/** The line's end is no part of a password, and a second line is none at all. */
function firstLine(words: string): string {
  return words.split(/\r?\n/, 1)[0] ?? ''
}

async function typed(question: string, { input, show }: Terminal): Promise<string> {
  show.write(question)
  const nothing = new Writable({ write: (_chunk, _encoding, done) => done() })
  // `terminal` puts the input into raw mode, in which the terminal itself shows nothing.
  const lines = createInterface({ input, output: nothing, terminal: true })
  try {
    return await new Promise<string>((resolve, reject) => {
      lines.once('line', resolve)
      lines.once('SIGINT', () => reject(new CommandFailed('Stopped; nothing was changed.')))
      lines.once('close', () => reject(new CommandFailed('No password was typed; nothing was changed.')))
    })
  } finally {
    lines.close()
    show.write('\n')
  }
}
