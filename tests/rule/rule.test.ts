import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import { fires, looksAgainAfter, type MailFacts, problemIn, type Rule } from '../../src/rule/rule.ts'

const facts: MailFacts = {
  mailboxId: 1,
  sender: 'Yamada@Shop.example',
  subject: '至急: 返金の件',
  body: '責任者を出してください。',
  customerLabels: new Set([7]),
  mailsWithin: (hours) => (hours >= 24 ? 3 : 1),
  unanswered: 90,
  isOpen: false,
  minuteOfDay: 23 * 60,
}
const nothing = {
  escalate: null,
  assignTo: null,
  labelId: null,
  deadlineMinutes: null,
  restrict: false,
  careful: null,
}
const rule = (join: Rule['join'], ...conditions: Rule['conditions'][number][]): Rule => ({
  name: '責任者希望',
  join,
  conditions,
  actions: { ...nothing, restrict: true },
})

describe('a rule', () => {
  const met: Rule['conditions'][number][] = [
    { of: 'sender', words: ['yamada@shop.example'] },
    { of: 'domain', words: ['other.example', 'shop.example'] },
    { of: 'subject', words: ['返金'] },
    { of: 'body', words: ['責任者*出して'] },
    { of: 'mailbox', mailboxId: 1 },
    { of: 'customer_label', labelId: 7 },
    { of: 'many', mails: 3, hours: 24 },
    { of: 'unanswered', minutes: 90 },
    { of: 'hours', open: false },
    { of: 'time', from: 22 * 60, until: 6 * 60 },
  ]
  const unmet: Rule['conditions'][number][] = [
    { of: 'sender', words: ['shop.example'] },
    { of: 'domain', words: ['example'] },
    { of: 'subject', words: ['解約'] },
    { of: 'body', words: ['弁護士'] },
    { of: 'mailbox', mailboxId: 2 },
    { of: 'customer_label', labelId: 8 },
    { of: 'many', mails: 2, hours: 1 },
    { of: 'unanswered', minutes: 91 },
    { of: 'hours', open: true },
    { of: 'time', from: 9 * 60, until: 18 * 60 },
  ]
  for (const condition of met)
    it(`fires on ${JSON.stringify(condition)}`, () => assert.ok(fires(rule('all', condition), facts)))
  for (const condition of unmet)
    it(`does not fire on ${JSON.stringify(condition)}`, () =>
      assert.ok(!fires(rule('all', condition), facts)))

  it('wants all of its conditions, or any', () => {
    const [one] = met
    const [other] = unmet
    assert.ok(one && other)
    assert.ok(fires(rule('all', ...met), facts))
    assert.ok(!fires(rule('all', one, other), facts))
    assert.ok(fires(rule('any', one, other), facts))
    assert.ok(!fires(rule('any', ...unmet), facts))
    assert.ok(!fires(rule('all'), facts))
  })

  it('looks again when its minutes without an answer have passed', () => {
    assert.equal(looksAgainAfter(rule('all', { of: 'unanswered', minutes: 30 })), 30)
    assert.equal(looksAgainAfter(rule('all', { of: 'subject', words: ['x'] })), null)
  })

  it('is refused where it would match every mail, or do nothing', () => {
    assert.equal(problemIn(rule('all', { of: 'subject', words: ['* *'] })), 'empty_pattern')
    assert.equal(problemIn(rule('all', { of: 'body', words: ['a'.repeat(201)] })), 'long_pattern')
    assert.equal(problemIn(rule('all')), 'no_condition')
    assert.equal(problemIn({ ...rule('all', { of: 'hours', open: true }), actions: nothing }), 'no_action')
    assert.equal(problemIn(rule('all', { of: 'hours', open: true })), null)
  })
})
