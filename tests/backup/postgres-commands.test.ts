import assert from 'node:assert/strict'
import { execFileSync } from 'node:child_process'
import { it } from 'node:test'
import { postgresCommands } from '../../src/backup/postgres-commands.ts'

const called = { hoshin: 'hoshin -c /etc/hoshin/hoshin.toml', day: '20261120' }

it('the commands for PostgreSQL name the configured connection and no password', () => {
  const url = "postgres://ho'shin:s3cret@db.example:5433/hoshin?sslmode=require&password=s3cret"
  const commands = postgresCommands(url, '/mnt/my backups/h.dump', called)
  assert.ok(!JSON.stringify(commands).includes('s3cret'))
  assert.match(commands.dump, /^pg_dump --format=custom --file='\/mnt\/my backups\/h\.dump' /)
  assert.match(commands.dump, /@db\.example:5433\/hoshin\?sslmode=require/)
  assert.equal(commands.note, "hoshin -c /etc/hoshin/hoshin.toml backup --note '/mnt/my backups/h.dump'")
})

it('a shell reads the commands as they are meant', () => {
  const url = "postgres://ho'shin@db.example/a$b"
  const { dump } = postgresCommands(url, "it's $HOME/x.dump", called)
  const words = execFileSync('sh', ['-c', `for word in ${dump}; do printf '%s\\n' "$word"; done`]).toString()
  assert.deepEqual(words.trimEnd().split('\n'), [
    'pg_dump',
    '--format=custom',
    "--file=it's $HOME/x.dump",
    "postgres://ho'shin@db.example/a$b",
  ])
})
