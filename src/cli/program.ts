import { Argument, Command, InvalidArgumentError, Option } from 'commander'
import manifest from '../../package.json' with { type: 'json' }
import { roleOf, roles } from '../access/viewer.ts'
import { accountAddCommand } from './account-add.ts'
import { accountListCommand } from './account-list.ts'
import { accountPasswdCommand } from './account-passwd.ts'
import { backupCommand } from './backup.ts'
import type { Context } from './context.ts'
import { doctorCommand } from './doctor.ts'
import { exportCommand } from './export.ts'
import { ingestCommand } from './ingest.ts'
import { mailboxRole } from './mailbox-role.ts'
import { mailboxRoleCommand } from './mailbox-role-command.ts'
import { messageRawCommand } from './message-raw.ts'
import { migrateCommand } from './migrate.ts'
import { reindexCommand } from './reindex.ts'
import { restoreCommand } from './restore.ts'
import { serveCommand } from './serve.ts'

const AFTER_HELP = `
Files and environment:
  The configuration is the file that --config names, else HOSHIN_CONFIG, else config/hoshin.toml;
  config/hoshin.example.toml explains every key.
  HOSHIN_DEBUG=1 shows where an error comes from.

Exit codes:
  0 done   1 failed   2 wrong usage or configuration

First steps:
  hoshin doctor                 try every connection
  hoshin account add --admin …  make the first person (or open the address in a browser)
  hoshin serve                  start`

const RESTRICTED = '--restricted <reason>'
const RESTRICTED_HELP = 'what is restricted too; the reason is kept in the record of the administrators'

/** The command line: every command with its options, in the order in which somebody meets them. */
export function hoshinProgram(context: (path: string | undefined) => Context, written: Written): Command {
  const program = new Command('hoshin')
    .description('Shared inbox whose hard cases go up to a supervisor and come back as a response policy.')
    .version(manifest.version, '-V, --version', 'say the version')
    .helpOption('-h, --help', 'say what there is')
    .helpCommand('help [command]', 'say what a command does')
    .option('-c, --config <path>', 'the configuration file')
    .addHelpText('after', AFTER_HELP)
    .showHelpAfterError('`hoshin --help` says what there is.')
    .configureOutput({ writeOut: written.out, writeErr: written.err })
    .exitOverride()
  const here = () => context(program.opts<{ config?: string }>().config)

  program
    .command('serve')
    .description('start the web pages and the worker that fetches and sends mail, until stopped')
    .addOption(
      new Option('--role <role>', 'only one of the two, where several processes share a PostgreSQL database')
        .choices(['web', 'worker', 'all'])
        .default('all'),
    )
    .action((options) => serveCommand(options, here()))
  program
    .command('ingest')
    .description('poll every mailbox once and print what came')
    .requiredOption('--once', 'once, then end (the worker of `serve` polls all the time)')
    .option('--json', 'one JSON object on stdout')
    .action((options) => ingestCommand(options, here()))
  program
    .command('doctor')
    .description('try the database and every mail connection, and say in words what is wrong')
    .action(() => doctorCommand(here()))
  program
    .command('migrate')
    .description('make the database or bring it to this version (`serve` does so too)')
    .action(() => migrateCommand(here()))
  program
    .command('reindex')
    .description('let everything that is stored be found by the search; runs beside the server')
    .action(() => reindexCommand(here()))
  addBackupCommands(program, here)
  addAccountCommands(program, here)
  addMailboxCommands(program, here)
  program
    .command('export')
    .description('write every message as one line of JSON; docs/export.md describes it')
    .addOption(new Option('--format <format>', 'the form').choices(['jsonl']).default('jsonl'))
    .option(RESTRICTED, RESTRICTED_HELP)
    .action((options) => exportCommand(options, here()))
  const message = program.command('message').description('one message')
  message
    .command('raw')
    .description('write the original of a message, byte for byte')
    .argument('<id>', 'its number: message_id_internal in the export', wholeNumber)
    .option(RESTRICTED, RESTRICTED_HELP)
    .action((id: number, options) => messageRawCommand(id, options, here()))
  return program
}

function addMailboxCommands(program: Command, here: () => Context): void {
  program
    .command('mailbox')
    .description('who may do what in a mailbox')
    .command('role')
    .description('give a person or a group a role in a mailbox, or take it away')
    .argument('<mailbox>', 'its key in the configuration')
    .argument('<who>', 'the address that a person signs in with, or @ and the name of a group')
    .addArgument(new Argument('<role>', 'the role, or none').choices([...roles, 'none']))
    .action((mailbox: string, who: string, role: string) =>
      mailboxRoleCommand({ mailbox, who, role: roleOf(role) }, here()),
    )
}

/** Where commander's own words (help, complaints) go. */
export type Written = { out: (words: string) => void; err: (words: string) => void }

function addBackupCommands(program: Command, here: () => Context): void {
  program
    .command('backup')
    .description('back the database up into a file, verified, while the server runs; docs/backup.md')
    .argument('[file]', 'the file to make')
    .option('--force', 'replace a file that is there')
    .option('--full', 'verify every page and every mail, not a sample')
    .option('--note', 'make nothing: note that another program (pg_dump …) has made this file')
    .action((file: string | undefined, options) => backupCommand(file, options, here()))
  program
    .command('restore')
    .description('put a backup in the place of the database, which is kept aside; the server must be stopped')
    .argument('[file]', 'the backup')
    .option('--in-place', 'it was put back by other means (a snapshot …): do only what must follow')
    .action((file: string | undefined, options) => restoreCommand(file, options, here()))
}

function addAccountCommands(program: Command, here: () => Context): void {
  const account = program.command('account').description('people who sign in')
  account
    .command('add')
    .description('add a person; the password is asked for')
    .requiredOption('--email <address>', 'what they sign in with')
    .requiredOption('--name <name>', 'the name that others see')
    .option('--reading <reading>', 'how the name is read (ひらがな)', '')
    .option('--title <title>', 'a title such as 係長', '')
    .addOption(new Option('--locale <locale>', 'the language of their pages').choices(['ja', 'en']))
    .option('--time-zone <zone>', 'an IANA time zone such as Asia/Tokyo')
    .option('--admin', 'may administer everything')
    .option('--mailbox <key:role...>', `a role in a mailbox: ${roles.join(', ')}`, mailboxRole)
    .option('--password-stdin', 'read the password from the first line of stdin')
    .action((options) => accountAddCommand(options, here()))
  account
    .command('list')
    .description('everybody: address, name, title, roles, parted by tabs')
    .action(() => accountListCommand(here()))
  account
    .command('passwd')
    .description('give a person another password and sign them out everywhere')
    .argument('<address>', 'what they sign in with')
    .option('--password-stdin', 'read the password from the first line of stdin')
    .action((address: string, options) => accountPasswdCommand(address, options, here()))
}

function wholeNumber(words: string): number {
  if (!/^[1-9]\d{0,14}$/.test(words)) throw new InvalidArgumentError('It is a whole number from 1.')
  return Number(words)
}
