import { openReady } from '../db/open-ready.ts'
import { shownDatabase } from '../db/problem.ts'
import type { Context } from './context.ts'

/** Makes the database if need be and brings it to this version. */
export async function migrateCommand({ config, stdout }: Context): Promise<void> {
  const { databaseUrl } = config()
  const { db, migrated } = await openReady(databaseUrl)
  await db.destroy()
  const name = shownDatabase(databaseUrl)
  await stdout.write(
    migrated.length === 0
      ? `The database ${name} is at this version already.\n`
      : `The database ${name} is at this version now. Steps: ${migrated.join(', ')}.\n`,
  )
}
