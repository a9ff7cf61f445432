import { setAbsence } from '../../src/absence/set-absence.ts'
import { changeAccount } from '../../src/account/change-account.ts'
import type { Db } from '../../src/db/database.ts'
import { usualSuggestion } from '../../src/escalation/criteria.ts'
import type { Level } from '../../src/escalation/route.ts'
import { changeRoute } from '../../src/route/change-route.ts'
import { setRule } from '../../src/rule/set-rule.ts'
import { switchRule } from '../../src/rule/switch-rule.ts'
import { absences, phones, routes, rules } from '../routes.ts'
import { accepted } from './accepted.ts'
import { found, type Office } from './office.ts'

const DAY = 24 * 3_600_000

/**
 * Who is called, who is away and what rules suggest, before the stories, which climb by it.
 *
 * @param at UTC ms
 * @param now of the demo's start, UTC ms: absences hold then
 */
export async function makeRoutes(db: Db, office: Office, at: number, now: number): Promise<void> {
  const admin = found(office.people, 'nishimura')
  for (const [key, person] of office.people) {
    const phone = phones[key]
    if (phone !== undefined)
      accepted(await changeAccount(db, person.accountId, { phone }, admin.accountId, at))
  }
  for (const { mailbox, levels, outsideFrom, repeat, remind } of routes) {
    const ladder = levels.map((level) => rungOf(office, level))
    const outside = outsideFrom === undefined ? null : ladder.filter(({ level }) => level >= outsideFrom)
    const route = {
      ...{ ladder, outside, urgentIgnoresHours: true, repeatMinutes: repeat, remindMinutes: remind },
      suggests: usualSuggestion,
    }
    const mailboxId = found(office.mailboxes, mailbox).id
    const changed = await changeRoute(
      db,
      found(office.people, 'suzuki'),
      { mailboxId, route, replaces: 0 },
      at,
    )
    accepted(changed)
  }
  for (const { who, deputy, days, note } of absences) {
    const accountId = found(office.people, who).accountId
    const deputyId = found(office.people, deputy).accountId
    const away = { id: null, accountId, deputyId, from: now - DAY / 2, until: now + days * DAY, note }
    accepted(await setAbsence(db, found(office.people, who), away, at))
  }
  await makeRules(db, office, at, now)
}

async function makeRules(db: Db, office: Office, at: number, now: number): Promise<void> {
  for (const { mailbox, owner, name, body, level, reviewIn } of rules) {
    const viewer = found(office.people, owner)
    const rule = {
      name,
      join: 'all' as const,
      conditions: [{ of: 'body' as const, words: body }],
      actions: {
        ...{ escalate: { by: 'suggest' as const, level }, assignTo: null, labelId: null },
        ...{ deadlineMinutes: null, restrict: false, careful: null },
      },
    }
    const mailboxId = found(office.mailboxes, mailbox).id
    const wanted = { id: null, mailboxId, ownerId: viewer.accountId, rule, replaces: 0 }
    const set = accepted(await setRule(db, viewer, { ...wanted, reviewAt: now + reviewIn * DAY }, at))
    accepted(await switchRule(db, viewer, { id: set.ruleId, state: 'on' }, at))
  }
}

function rungOf(office: Office, level: (typeof routes)[number]['levels'][number]): Level {
  return {
    level: level.level,
    title: level.title,
    primaryId: found(office.people, level.primary).accountId,
    backupId: found(office.people, level.backup).accountId,
    minutesToAccept: level.accept,
    minutesToDecide: level.decide,
    calls: level.calls,
  }
}
