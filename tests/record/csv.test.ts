import assert from 'node:assert/strict'
import { test } from 'node:test'
import { csvOf } from '../../src/record/csv.ts'

test('a file begins with the mark by which Excel knows UTF-8', () => {
  assert.equal(csvOf([['件名']]), '\ufeff"件名"\r\n')
})

test('what a spreadsheet would reckon is text', () => {
  for (const formula of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '＝1', ' =1', '\r=1'])
    assert.match(csvOf([[formula]]), /^\ufeff"'/, JSON.stringify(formula))
  assert.equal(csvOf([['1-1', 'a=b']]), '\ufeff"1-1","a=b"\r\n')
})

test('quotation marks and lines stay within their cell', () => {
  assert.equal(csvOf([['a"b', 'c\nd,e']]), '\ufeff"a""b","c\nd,e"\r\n')
})
