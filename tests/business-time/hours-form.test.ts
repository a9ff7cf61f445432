import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { readClockTime, readDay, writeClockTime } from '../../src/business-time/clock-time.ts'
import { usualDefinition } from '../../src/business-time/definition.ts'
import {
  draftFrom,
  draftOf,
  edited,
  focusAfter,
  type HoursDraft,
  readEdit,
} from '../../src/business-time/hours-draft.ts'
import { readHours } from '../../src/business-time/read-hours.ts'
import { calendars } from './calendars.ts'

const regions = new Set(['JP', 'DE-BY'])
const usual = draftOf(usualDefinition('Asia/Tokyo'))
const monday = (...periods: HoursDraft['week'][number]): HoursDraft => ({
  ...usual,
  week: usual.week.map((day, n) => (n === 1 ? periods : day)),
})
const period = (opens: string, closes: string, overnight = false) => ({ opens, closes, overnight })
const closing = (from: string, until = '', yearly = false, name = '') => ({ from, until, yearly, name })

/** What is wrong with a form: `field problem`. */
function problems(draft: HoursDraft): string[] {
  const read = readHours(draft, regions)
  return 'errors' in read ? read.errors.map(({ field, problem }) => `${field} ${problem}`) : []
}

function definitionOf(draft: HoursDraft) {
  const read = readHours(draft, regions)
  if ('errors' in read) throw new Error(JSON.stringify(read.errors))
  return read.definition
}

describe('times and days', () => {
  const times: [string, number | null][] = [
    ['9:00', 540],
    ['0900', 540],
    ['900', 540],
    ['9', 540],
    [' ９：３０ ', 570],
    ['9時', 540],
    ['9時30分', 570],
    ['24:00', 1440],
    ['26:00', 1560],
    ['48:00', 2880],
    ['48:01', null],
    ['9:60', null],
    ['-1:00', null],
    ['9:00 am', null],
    ['', null],
    ['９月', null],
  ]
  for (const [typed, minutes] of times) {
    it(`“${typed}” is ${minutes}`, () => assert.equal(readClockTime(typed), minutes))
  }

  const days: [string, string | null][] = [
    ['2026-12-29', '2026-12-29'],
    ['2026/1/3', '2026-01-03'],
    ['2026年12月29日', '2026-12-29'],
    ['2028-02-29', '2028-02-29'],
    ['2026-02-29', null],
    ['2026-13-01', null],
    ['1999-12-31', null],
    ['29.12.2026', null],
  ]
  for (const [typed, day] of days) it(`“${typed}” is ${day}`, () => assert.equal(readDay(typed), day))

  it('are written as they are read', () => {
    for (let minutes = 0; minutes <= 1440; minutes++)
      assert.equal(readClockTime(writeClockTime(minutes)), minutes)
  })
})

describe('the form of the hours', () => {
  it('says the same after it was shown and sent back', () => {
    fc.assert(
      fc.property(calendars, ({ holidays: _, ...definition }) => {
        const read = readHours(draftOf(definition), regions)
        // What overlaps cannot have been saved.
        if ('errors' in read) return assert.ok(read.errors.every(({ problem }) => problem === 'overlap'))
        assert.deepEqual(draftOf(read.definition).week.flat().length, draftOf(definition).week.flat().length)
        assert.deepEqual(definitionOf(draftOf(read.definition)), read.definition)
      }),
      { numRuns: 300, seed: 3 },
    )
  })

  it('asks whether hours that end before they begin are meant to end on the next day', () => {
    assert.deepEqual(problems(monday(period('22:00', '6:00'))), ['hours_1_0_overnight overnight'])
    assert.deepEqual(definitionOf(monday(period('22:00', '6:00', true))).week[1], [
      { opens: 1320, closes: 1800 },
    ])
    assert.deepEqual(definitionOf(monday(period('22:00', '30:00'))).week[1], [{ opens: 1320, closes: 1800 }])
  })

  const wrong: [string, HoursDraft, string[]][] = [
    ['a zone that nobody knows', { ...usual, timeZone: 'Asia/Edo' }, ['timeZone zone']],
    ['a region that nobody knows', { ...usual, region: 'XX' }, ['region region']],
    ['no times', monday(period('abc', '25:99')), ['hours_1_0_opens time', 'hours_1_0_closes time']],
    ['half a period', monday(period('9:00', '')), ['hours_1_0_closes incomplete']],
    ['a beginning on the next day', monday(period('25:00', '26:00')), ['hours_1_0_opens opens-late']],
    ['no time between', monday(period('9:00', '9:00')), ['hours_1_0_closes same']],
    ['more than a day', monday(period('9:00', '34:00')), ['hours_1_0_closes too-long']],
    [
      'two that overlap',
      monday(period('9:00', '13:00'), period('12:00', '18:00')),
      ['hours_1_1_opens overlap'],
    ],
    ['a night that runs into the morning', monday(period('22:00', '34:00')), ['hours_2_0_opens overlap']],
    ['a day that does not exist', { ...usual, closings: [closing('2026-02-30')] }, ['closing_0_from day']],
    [
      'an end before the beginning',
      { ...usual, closings: [closing('2026-08-15', '2026-08-13')] },
      ['closing_0_until backwards'],
    ],
    [
      'a whole year each year',
      { ...usual, closings: [closing('2026-01-01', '2027-01-01', true)] },
      ['closing_0_until year-long'],
    ],
    [
      'a name without a day',
      { ...usual, closings: [closing('', '', false, '夏季休業')] },
      ['closing_0_from incomplete'],
    ],
    [
      'a name too long',
      { ...usual, closings: [closing('2026-08-13', '', false, '夏'.repeat(101))] },
      ['closing_0_name name-long'],
    ],
    [
      'an opening without hours',
      { ...usual, openings: [{ on: '2026-11-23', name: '', ...period('', '') }] },
      ['opening_0_opens incomplete'],
    ],
    [
      '10,000 closing days',
      { ...usual, closings: Array.from({ length: 10_000 }, () => closing('2026-08-13')) },
      ['closing_0_from too-many'],
    ],
    [
      'nine periods a day',
      monday(...Array.from({ length: 9 }, (_, n) => period(`${n}:00`, `${n}:30`))),
      ['hours_1_0_opens too-many'],
    ],
  ]
  for (const [what, draft, expected] of wrong) {
    it(`refuses ${what}`, () => assert.deepEqual(problems(draft), expected))
  }

  it('sees Saturday’s night run into Sunday', () => {
    const week = usual.week.map((_, n) =>
      n === 6 ? [period('20:00', '30:00')] : n === 0 ? [period('5:00', '12:00')] : [],
    )
    assert.deepEqual(problems({ ...usual, week }), ['hours_0_0_opens overlap'])
  })

  it('takes hours that touch, and days in the past, and rows in which nothing stands', () => {
    const draft = monday(period('9:00', '12:00'), period('12:00', '18:00'), period('', ' '))
    const closings = [closing('2020-08-13', '2020-08-15', false, '過去'), closing('', '')]
    const definition = definitionOf({ ...draft, closings })
    assert.equal(definition.week[1]?.length, 2)
    assert.deepEqual(
      definition.closings.map(({ name }) => name),
      ['過去'],
    )
  })

  it('keeps no hours at all, which the page asks about', () => {
    const never = definitionOf({ ...usual, week: usual.week.map(() => []) })
    assert.deepEqual(never.week.flat(), [])
  })

  it('makes one opening of several rows of a day', () => {
    const openings = [
      { on: '2026-11-23', name: '', ...period('13:00', '15:00') },
      { on: '2026-11-23', name: '臨時', ...period('10:00', '12:00') },
    ]
    assert.deepEqual(definitionOf({ ...usual, openings }).openings, [
      {
        on: '2026-11-23',
        name: '臨時',
        periods: [
          { opens: 600, closes: 720 },
          { opens: 780, closes: 900 },
        ],
      },
    ])
  })
})

describe('the buttons of the form', () => {
  const fields = {
    hours_1_0_opens: '9',
    hours_1_3_closes: '18',
    closing_2_from: '2026-08-13',
    hours_9_0_opens: '1',
  }

  it('read rows in their order, whatever their numbers', () => {
    const draft = draftFrom(fields)
    assert.deepEqual(draft.week[1], [period('9', ''), period('', '18')])
    assert.deepEqual(draft.closings, [closing('2026-08-13')])
  })

  it('add and remove a row, and put the cursor where work goes on', () => {
    const add = readEdit('add-hours_1')
    const remove = readEdit('remove-closing_0')
    if (!add || !remove) throw new Error('no edits')
    const more = edited(draftFrom(fields), add)
    assert.equal(more.week[1]?.length, 3)
    assert.equal(focusAfter(add, more), 'hours_1_2_opens')
    assert.deepEqual(edited(more, remove).closings, [])
    assert.equal(focusAfter(remove, more), 'add-closing')
  })

  it('fill in the week', () => {
    const spread = edited(monday(period('10:00', '16:00')), { kind: 'spread' })
    assert.deepEqual(
      spread.week.map(([first]) => first?.opens),
      [undefined, '10:00', '10:00', '10:00', '10:00', '10:00', undefined],
    )
    assert.equal(
      definitionOf(edited(usual, { kind: 'always' })).week.every(([one]) => one?.closes === 1440),
      true,
    )
  })

  for (const value of [
    'save',
    '',
    'add-',
    'add-hours_7',
    'remove-closing',
    'remove-hours_1_999999',
    'add-constructor',
  ]) {
    it(`know no “${value}”`, () => assert.equal(readEdit(value), null))
  }
})
