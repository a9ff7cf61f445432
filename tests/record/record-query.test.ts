import assert from 'node:assert/strict'
import { test } from 'node:test'
import { recordAddress, recordQueryOf, soughtIn } from '../../src/record/record-query.ts'

test('an address and its query say the same', () => {
  const address = '/escalations?q=%E5%9B%9E&kind=question&level=3&state=open&outcome=solved&from=2026-11-01'
  const asked = new URLSearchParams(address.split('?')[1])
  assert.equal(recordAddress(recordQueryOf((name) => asked.get(name) ?? undefined)), address)
})

test('what means nothing in an address is left out', () => {
  const odd: Record<string, string> = { kind: 'x', level: '-1', state: 'gone', outcome: '1', from: 'soon' }
  assert.equal(recordAddress(recordQueryOf((name) => odd[name])), '/escalations')
})

test('a run of characters is asked for by its pairs, a character and a word by what begins so', () => {
  assert.deepEqual(soughtIn('会議室 A 室'), [
    { word: '会議', begins: false },
    { word: '議室', begins: false },
    { word: 'a', begins: true },
    { word: '室', begins: true },
  ])
})
