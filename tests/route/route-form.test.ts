import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { suggestedLevel } from '../../src/escalation/criteria.ts'
import type { Route } from '../../src/escalation/route.ts'
import { type People, routeProblems, routeProblemsUntil } from '../../src/escalation/route-problems.ts'
import { deputyCircle } from '../../src/escalation/stand-in.ts'
import { edited, focusAfter, readEdit } from '../../src/route/edit-draft.ts'
import { draftOfPreset, routePresets } from '../../src/route/presets.ts'
import { readRoute } from '../../src/route/read-route.ts'
import { draftFrom, draftOf } from '../../src/route/route-draft.ts'
import { route as ladders, people } from '../escalation/world.ts'
import { DAY, HOUR, START } from '../support/cast.ts'

const suggests = {
  matrix: [
    [2, 2, 3],
    [2, 3, 3],
    [2, 3, 4],
  ],
  expert: 3,
}
const route: Route = { ...ladders, suggests }

const everybody: People = {
  mayDecide: () => true,
  exists: () => true,
  isDisabled: () => false,
  hasChat: true,
  absences: [],
}
const said = (wrong: Route, who: Partial<People> = {}, now = START) =>
  routeProblems(wrong, { ...everybody, ...who }, now).map(
    ({ weight, ladder, row, of, what }) => `${weight} ${ladder} ${row ?? ''} ${of ?? ''} ${what}`,
  )
const onFirst = (change: Partial<Route['ladder'][number]>): Route => ({
  ...route,
  ladder: route.ladder.map((rung, n) => (n === 0 ? { ...rung, ...change } : rung)),
})

describe('the form of a route', () => {
  test('comes back as the route that it was made from', () => {
    const whole: Route = { ...route, outside: route.ladder.slice(1) }
    assert.deepEqual(readRoute(draftOf(whole)), whole)
  })

  test('puts a level between two others by its number, typed in full width too', () => {
    const draft = draftFrom({
      ...{ inside_0_level: '4', inside_0_title: '部長', inside_7_level: '２', inside_7_title: '係長' },
      ...{ inside_9_level: 'x', inside_3_level: '3', inside_3_title: '課長' },
    })
    assert.deepEqual(
      draft.inside.map(({ level }) => level),
      ['２', '3', '4', 'x'],
    )
    assert.deepEqual(
      readRoute(draft)
        .ladder.slice(0, 3)
        .map(({ level }) => level),
      [2, 3, 4],
    )
  })

  test('reads the channels of each level', () => {
    const draft = draftFrom({
      ...{ inside_0_level: '2', inside_0_call_1_channel: 'phone', inside_0_call_1_minutes: '5' },
      ...{ inside_0_call_0_channel: 'chat', inside_0_call_0_minutes: '10' },
      ...{ inside_10_level: '3', inside_10_call_0_channel: 'fax', inside_10_call_0_minutes: '' },
    })
    const [first, second] = readRoute(draft).ladder
    assert.deepEqual(first?.calls, [
      { channel: 'chat', minutes: 10 },
      { channel: 'phone', minutes: 5 },
    ])
    assert.equal(second?.calls[0]?.channel, 'email')
  })

  test('adds and removes rows, and says where the cursor goes', () => {
    const draft = draftOf(route)
    const titles = { 2: '係長', 3: '課長', 4: '部長' }
    const edit = readEdit('add-inside')
    assert.ok(edit)
    const more = edited(draft, edit, titles)
    assert.equal(more.inside.at(-1)?.level, '5')
    assert.equal(focusAfter(edit, more), 'inside_3_title')
    const less = readEdit('remove-inside_1')
    assert.ok(less)
    assert.deepEqual(
      edited(draft, less, titles).inside.map(({ level }) => level),
      ['2', '4'],
    )
    const call = readEdit('add-inside_0_call')
    assert.ok(call)
    assert.equal(edited(draft, call, titles).inside[0]?.calls.length, 3)
    const outside = readEdit('outside-on')
    assert.ok(outside)
    assert.deepEqual(edited(draft, outside, titles).outside, draft.inside)
    for (const none of ['save', 'add-elsewhere', 'remove-inside', 'remove-inside_0_call']) {
      assert.equal(readEdit(none), null, none)
    }
  })

  test('lets the matrix name only levels that there are', () => {
    const edit = readEdit('remove-inside_1')
    assert.ok(edit)
    const { matrix, expert } = edited(draftOf(route), edit, {})
    assert.deepEqual(matrix, [
      ['2', '2', '4'],
      ['2', '4', '4'],
      ['2', '4', '4'],
    ])
    assert.equal(expert, '4')
  })

  test('fills a preset with whoever’s title names a level', () => {
    const [five] = routePresets
    assert.ok(five)
    const candidates = [
      { id: 1, title: '第一課 係長' },
      { id: 2, title: '' },
      { id: 3, title: '係長' },
    ]
    const { inside } = draftOfPreset(five, { 2: '係長', 3: '課長' }, candidates)
    assert.deepEqual(
      inside.map(({ title, primary, backup }) => [title, primary, backup]),
      [
        ['係長', '1', '3'],
        ['課長', '', ''],
      ],
    )
  })
})

describe('what is wrong with a route', () => {
  test('is nothing where every level has two people who may decide', () => assert.deepEqual(said(route), []))

  const refused: [string, Route, string][] = [
    ['no backup', onFirst({ backupId: null }), 'backup no_backup'],
    ['no primary', onFirst({ primaryId: null }), 'primary no_primary'],
    ['the same person twice', onFirst({ backupId: people.sato }), 'backup same_person'],
    ['zero minutes', onFirst({ minutesToAccept: 0 }), 'accept minutes'],
    ['half a minute', onFirst({ minutesToDecide: 0.5 }), 'decide minutes'],
    [
      'a channel without minutes',
      onFirst({ calls: [{ channel: 'chat', minutes: 0 }] }),
      'calls channel_minutes',
    ],
    ['no title', onFirst({ title: ' ' }), 'title no_title'],
    ['the front line’s number', onFirst({ level: 1 }), 'level level_number'],
  ]
  for (const [what, wrong, words] of refused) {
    test(`refuses ${what}, beside its field`, () =>
      assert.deepEqual(said(wrong), [`refused inside 0 ${words}`]))
  }

  test('refuses two levels of one number, at the second', () => {
    const twice = {
      ...route,
      ladder: route.ladder.map((rung) => ({ ...rung, level: Math.min(rung.level, 3) })),
    }
    assert.deepEqual(said(twice), ['refused inside 2 level level_twice'])
  })

  test('refuses a ladder without levels, and a repetition without minutes', () => {
    assert.deepEqual(said({ ...route, outside: [], repeatMinutes: 0 }), [
      'refused outside   no_levels',
      'refused inside  repeat minutes',
    ])
  })

  test('tells somebody unknown, disabled and without a right apart', () => {
    const one = onFirst({})
    const only = (id: number) => id === people.sato
    assert.deepEqual(said(one, { exists: (id) => !only(id) }), ['refused inside 0 primary unknown_person'])
    const unable = { mayDecide: (id: number) => !only(id) }
    assert.deepEqual(said(one, unable), ['refused inside 0 primary no_right'])
    assert.deepEqual(said(one, { ...unable, isDisabled: only }), ['refused inside 0 primary disabled'])
  })

  test('warns where everybody of a level is away and the deputy too, now or by tomorrow', () => {
    const away = (accountId: number, deputyId: number | null, from = START) => ({
      accountId,
      deputyId,
      from,
      until: START + 2 * DAY,
    })
    const { sato, kondo, mori } = people
    const warned = ['warned inside 0  everybody_away']
    assert.deepEqual(said(route, { absences: [away(sato, null), away(kondo, null)] }), warned)
    assert.deepEqual(said(route, { absences: [away(sato, mori), away(kondo, null)] }), [])
    const deputyToo = [away(sato, kondo), away(kondo, null)]
    assert.deepEqual(said(route, { absences: deputyToo }), warned)
    const soon = { ...everybody, absences: [away(sato, null), away(kondo, null, START + HOUR)] }
    assert.deepEqual(routeProblems(route, soon, START), [])
    assert.equal(routeProblemsUntil(route, soon, START, START + DAY).length, 1)
    assert.equal(routeProblemsUntil(route, soon, START, START + HOUR / 2).length, 0)
  })

  test('warns of channels that come too late, and of nights in which nobody is called', () => {
    const calls = [
      { channel: 'chat' as const, minutes: 30 },
      { channel: 'phone' as const, minutes: 10 },
    ]
    assert.deepEqual(said(onFirst({ calls })), ['warned inside 0 calls channels_too_long'])
    assert.deepEqual(said({ ...route, urgentIgnoresHours: false }), ['warned inside   nobody_outside'])
  })

  test('warns of a chat that the mailbox does not have', () => {
    const calls = [{ channel: 'chat' as const, minutes: 10 }]
    const quiet = { ...route, ladder: route.ladder.map((rung) => ({ ...rung, calls: [] })) }
    const [first, ...others] = quiet.ladder
    assert.ok(first)
    const chatting = { ...quiet, ladder: [{ ...first, calls }, ...others] }
    assert.deepEqual(said(chatting, { hasChat: false }), ['warned inside 0 calls no_chat'])
    assert.deepEqual(said(chatting), [])
    assert.deepEqual(said(quiet, { hasChat: false }), [])
  })
})

describe('the criteria', () => {
  test('suggest by the mailbox’s own matrix, and higher for what needs a specialist', () => {
    const own = { matrix: [[4], [2, 2, 2], [2, 2, 2]], expert: 4 }
    const levels = [2, 3, 4]
    assert.equal(suggestedLevel({ urgency: 1, expertise: 1, impact: 1 }, own, levels), 4)
    assert.equal(suggestedLevel({ urgency: 2, expertise: 1, impact: 3 }, own, levels), 2)
    assert.equal(suggestedLevel({ urgency: 2, expertise: 3, impact: 3 }, own, levels), 4)
    assert.equal(suggestedLevel({ urgency: 2, expertise: 3, impact: 3 }, own, [2, 3]), 3)
  })
})

describe('a circle of deputies', () => {
  const away = (accountId: number, deputyId: number | null, from: number, until: number) => ({
    ...{ accountId, deputyId },
    ...{ from, until },
  })

  test('is found through any number of people, by name of each', () => {
    const others = [away(2, 3, 0, 10), away(3, 4, 0, 10), away(4, 1, 5, 10)]
    assert.deepEqual(deputyCircle(others, away(1, 2, 0, 10)), [1, 2, 3, 4])
  })

  test('is none where they are never away at the same time', () => {
    assert.equal(deputyCircle([away(2, 3, 0, 4), away(3, 1, 5, 10)], away(1, 2, 0, 10)), null)
    assert.equal(deputyCircle([away(2, 1, 10, 20)], away(1, 2, 0, 10)), null)
  })

  test('is found where somebody’s second absence closes it', () => {
    assert.deepEqual(deputyCircle([away(2, 9, 0, 4), away(2, 1, 5, 10)], away(1, 2, 0, 10)), [1, 2])
  })
})
