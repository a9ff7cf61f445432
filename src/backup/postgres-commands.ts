/** What an administrator types to back up and restore a PostgreSQL database. No password stands in it. */
export type PostgresCommands = { dump: string; list: string; note: string; restore: string; settle: string }

/**
 * @param url of the database; its password is left out, so that neither a history of commands nor a list of
 *   processes shows it
 * @param hoshin the command with which this hoshin is called, such as `hoshin -c /etc/hoshin/hoshin.toml`
 * @param day for a name, such as 20261120
 */
export function postgresCommands(
  url: string,
  file: string,
  { hoshin, day }: { hoshin: string; day: string },
): PostgresCommands {
  const open = withoutPassword(url)
  const name = decodeURIComponent(new URL(open).pathname.slice(1)) || 'hoshin'
  const owner = decodeURIComponent(new URL(open).username) || 'hoshin'
  return {
    dump: `pg_dump --format=custom --file=${quoted(file)} ${quoted(open)}`,
    list: `pg_restore --list ${quoted(file)} > /dev/null`,
    note: `${hoshin} backup --note ${quoted(file)}`,
    restore: [
      `sudo -u postgres psql -c ${quoted(`alter database ${identifier(name)} rename to ${identifier(`${name}_before_${day}`)}`)}`,
      `sudo -u postgres createdb --owner=${quoted(owner)} --encoding=UTF8 --template=template0 ${quoted(name)}`,
      `pg_restore --no-owner --single-transaction --dbname=${quoted(open)} ${quoted(file)}`,
    ].join('\n  '),
    settle: `${hoshin} restore --in-place`,
  }
}

function withoutPassword(url: string): string {
  const open = new URL(url)
  open.password = ''
  for (const name of ['password', 'sslpassword']) open.searchParams.delete(name)
  return open.href
}

/** For a shell: as it is where nothing in it means anything to one. */
function quoted(word: string): string {
  return /^[\w./:@=+-]+$/.test(word) ? word : `'${word.replaceAll("'", `'\\''`)}'`
}

function identifier(name: string): string {
  return `"${name.replaceAll('"', '""')}"`
}
