import assert from 'node:assert/strict'
import { test } from 'node:test'
import { translatorFor } from '../../views/locales/index.ts'

test('words come in the asked language with their values', () => {
  assert.equal(
    translatorFor('ja')('mark.wait_due', { with: '物流', time: '17:00' }),
    '他部署: 物流 17:00 まで',
  )
  assert.equal(
    translatorFor('en')('mark.wait_due', { with: 'Logistics', time: '17:00' }),
    'Waits on Logistics until 17:00',
  )
})

test('a value is shown as it is, because the page escapes it', () => {
  assert.equal(translatorFor('ja')('mark.policy', { by: '<b>&' }), '方針 <b>&')
})

test('a value that looks like a placeholder is not filled in again', () => {
  assert.equal(translatorFor('en')('event.wait_opened', { with: '{{actor}}', actor: 'x' }), 'asked {{actor}}')
  assert.equal(translatorFor('en')('event.wait_opened', { with: '$t(common.save)' }), 'asked $t(common.save)')
})

test('a number takes the singular or the plural of its language', () => {
  const en = translatorFor('en')
  assert.equal(en('time.late_days', { count: 1 }), '1 day overdue')
  assert.equal(en('time.late_days', { count: 3 }), '3 days overdue')
  assert.equal(translatorFor('ja')('time.late_days', { count: 1 }), '1日超過')
})

test('a word without values keeps its gaps for the script of the browser', () => {
  assert.equal(translatorFor('en')('live.new_mail'), 'New mail: {{count}}')
})
