import type { BrowserContext } from 'playwright-core'
import { addAccount } from '../../src/account/add-account.ts'
import { hashPassword } from '../../src/account/hash-password.ts'
import { openSession } from '../../src/account/sign-in.ts'
import type { Hoshin } from './hoshin.ts'

/** Somebody who works with hoshin. */
export type Person = {
  id: number
  name: string
  reading: string
  email: string
  title: string
  locale: 'ja' | 'en'
}

export const PASSWORD = 'correct horse battery'

type Wish = Omit<Person, 'id'> & { role: 'agent' | 'supervisor' | null; isAdmin?: boolean }

const team = {
  ito: person('伊藤 美咲', 'いとう みさき', 'ito@minato.example', '', 'agent'),
  tanaka: person('田中 健', 'たなか けん', 'tanaka@minato.example', '', 'agent'),
  sato: person('佐藤 恵', 'さとう めぐみ', 'sato@minato.example', '係長', 'supervisor'),
  emma: { ...person('Emma Clarke', '', 'emma@minato.example', '', 'agent'), locale: 'en' },
  oliver: { ...person('Oliver Grant', '', 'oliver@minato.example', 'Team lead', 'supervisor'), locale: 'en' },
  /** Signs in, and has no role anywhere. */
  hasegawa: person('長谷川 亮', 'はせがわ りょう', 'hasegawa@minato.example', '', null),
  admin: { ...person('管理 太郎', 'かんり たろう', 'admin@minato.example', '', null), isAdmin: true },
} as const satisfies Record<string, Wish>

export type Team = Record<keyof typeof team, Person>

/** Makes the accounts of the support desk: two agents and a 係長, an agent and a lead who read English, and two without a role. */
export async function addTeam({ db, mailboxId }: Hoshin): Promise<Team> {
  const passwordHash = await hashPassword(PASSWORD)
  const add = async (wish: Wish): Promise<Person> => {
    const { role, isAdmin = false, ...who } = wish
    const memberships = role ? [{ mailboxId, role }] : []
    const added = await addAccount(
      db,
      { ...who, timeZone: 'Asia/Tokyo', passwordHash, isAdmin, memberships },
      Date.now(),
    )
    if ('refused' in added) throw new Error(`${who.email} is there already`)
    return { ...who, id: added.accountId }
  }
  const all = {
    ito: await add(team.ito),
    tanaka: await add(team.tanaka),
    sato: await add(team.sato),
    emma: await add(team.emma),
    oliver: await add(team.oliver),
    hasegawa: await add(team.hasegawa),
    admin: await add(team.admin),
  }
  // Journeys look at what became of the thread that they worked on.
  await db.updateTable('accounts').set({ after_action: 'stay' }).execute()
  // They write in a line or two: whom a reply addresses is asked in the journey that is about that.
  const off = { words: '', off_at: Date.now(), off_by: all.sato.id }
  await db
    .insertInto('mailbox_checks')
    .values({ mailbox_id: mailboxId, kind: 'addressee', ...off })
    .execute()
  return all
}

/** Opens a session without the sign-in page, which has its own tests, and gives it to the browser. */
export async function signInDirectly(
  context: BrowserContext,
  { db, url }: Hoshin,
  who: Person,
): Promise<void> {
  const from = { userAgent: 'journey', address: '127.0.0.1' }
  const value = await openSession(db, who.id, from, Date.now())
  await context.addCookies([{ name: 'hoshin_session', value, url }])
}

function person(name: string, reading: string, email: string, title: string, role: Wish['role']): Wish {
  return { name, reading, email, title, role, locale: 'ja' }
}
