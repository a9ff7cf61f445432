import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { aimOf, type Change, isAsLeft, keptChange, readChange, touching } from '../../src/change/change.ts'

const all: Change[] = [
  { kind: 'status', to: 'done' },
  { kind: 'assignee', to: 12 },
  { kind: 'assignee', to: null },
  { kind: 'label', labelId: 3 },
  { kind: 'unlabel', labelId: 3 },
  { kind: 'lift' },
  { kind: 'restriction', accountIds: [1, 2], groupIds: [], reason: '個人情報: "番号"' },
]

describe('a change', () => {
  it('is read from its row as it was written into it', () => {
    assert.deepEqual(
      all.map((change) => keptChange(change.kind, aimOf(change))),
      all,
    )
  })

  it('is read from a form, but for a restriction, which says more', () => {
    const plain = all.filter(({ kind }) => kind !== 'restriction')
    assert.deepEqual(
      plain.map((change) => readChange(`${change.kind}:${aimOf(change)}`)),
      plain,
    )
    assert.equal(readChange('restriction:'), null)
  })

  for (const text of [
    ...['', 'status', 'status:', 'status:later', 'status:done ', 'STATUS:done', 'status:toString'],
    ...[
      'assignee:x',
      'assignee:-1',
      'assignee:0',
      'assignee:1.5',
      'assignee:1e3',
      'assignee:9999999999999999',
    ],
    ...['label:', 'label:0', 'unlabel:x', 'restriction:1', 'status:done\nassignee:1'],
  ]) {
    it(`is not read from ${JSON.stringify(text)}`, () => assert.equal(readChange(text), null))
  }

  it('is still as it was left while what it moved stands where it was put', () => {
    const standing = { status: 'done', assigneeId: 12, customerWroteAt: null } as const
    assert.deepEqual(
      all.map((change) => isAsLeft(change, standing)),
      [true, true, false, true, true, true, true],
    )
    assert.equal(isAsLeft({ kind: 'status', to: 'done' }, { ...standing, status: 'new' }), false)
  })

  it('is made another’s only by events of its own matter', () => {
    assert.deepEqual(touching('status'), ['status_changed'])
    assert.deepEqual(touching('assignee'), ['assigned'])
  })
})
