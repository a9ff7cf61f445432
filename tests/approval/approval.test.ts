import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import {
  type ApprovalFacts,
  type ApprovalRule,
  type Asked,
  approvalNeeded,
  approveRefusal,
  noRule,
  roundsFor,
} from '../../src/approval/approval.ts'

const facts = (given: Partial<ApprovalFacts> = {}, rule: Partial<ApprovalRule> = {}): ApprovalFacts => ({
  sender: { maySend: true, supervises: false },
  policyDemands: false,
  careful: false,
  mailbox: 'support@minato.example',
  recipients: ['hanako@shop.example'],
  subject: 'Re: 納期について',
  text: '明日お届けします。',
  otherSupervisorThere: true,
  ...given,
  rule: { ...noRule, ...rule },
})
const supervisor = { sender: { maySend: true, supervises: true } }
const because = (given?: Partial<ApprovalFacts>, rule?: Partial<ApprovalRule>) =>
  approvalNeeded(facts(given, rule)).map((reason) => reason.because)

describe('a reply needs approval', () => {
  it('for no reason unless something demands it', () => {
    assert.deepEqual(approvalNeeded(facts()), [])
  })

  it('when its writer may only propose, the policy demands it, or the thread is in careful mode', () => {
    assert.deepEqual(because({ sender: { maySend: false, supervises: false } }), ['assistant'])
    assert.deepEqual(because({ policyDemands: true }), ['policy'])
    assert.deepEqual(because({ policyDemands: true, careful: true }), ['policy', 'careful'])
  })

  it('when its mailbox wants everything approved', () => {
    assert.deepEqual(because({}, { everything: true }), ['everything'])
  })

  it('when it goes outside our own domains; a subdomain is inside, a longer name is not', () => {
    const rule = { outside: true, insideDomains: ['shop.example'] }
    const recipients = ['a@minato.example', 'b@mail.minato.example', 'c@SHOP.example', 'd@evilminato.example']
    assert.deepEqual(approvalNeeded(facts({ recipients }, rule)), [
      { because: 'outside', found: ['d@evilminato.example'] },
    ])
  })

  it('when it says a delicate word, in whatever width and across a broken line', () => {
    const rule = { words: ['返金', 'refund', '契約 書'] }
    assert.deepEqual(approvalNeeded(facts({ text: 'ＲＥＦＵＮＤ します。' }, rule)), [
      { because: 'words', found: ['refund'] },
    ])
    assert.deepEqual(because({ subject: '返金の件' }, rule), ['words'])
    assert.deepEqual(because({ text: '契約\n書を送ります。' }, rule), ['words'])
    assert.deepEqual(because({ text: '代金をお返しします。' }, rule), [])
  })

  it('of a supervisor only where the mailbox says so, and while another one is there', () => {
    assert.deepEqual(because({ ...supervisor, policyDemands: true, careful: true }, { everything: true }), [])
    const too = { everything: true, supervisorsToo: true }
    assert.deepEqual(because(supervisor, too), ['everything'])
    assert.deepEqual(because({ ...supervisor, otherSupervisorThere: false }, too), [])
  })

  it('by one person where only a role asks for it, by as many as the mailbox says for what is delicate', () => {
    const rule = { ...noRule, rounds: 2 }
    assert.equal(roundsFor([{ because: 'assistant' }], rule), 1)
    assert.equal(roundsFor([{ because: 'assistant' }, { because: 'words', found: ['返金'] }], rule), 2)
    assert.equal(roundsFor([{ because: 'policy' }], { ...rule, rounds: 99 }), 3)
  })
})

describe('who may approve', () => {
  const asked = (given: Partial<Asked> = {}): Asked => ({
    ...{ writerId: 1, reasons: [{ because: 'careful' }], rounds: 1 },
    ...{ stage: 'primary', holderId: 5, gave: [], ...given },
  })
  const who = (accountId: number, supervises = true, standsHighEnough = false) => ({
    ...{ accountId, supervises, maySend: true, standsHighEnough },
  })

  it('is nobody of their own text, whatever they are', () => {
    assert.equal(approveRefusal(who(1), asked({ holderId: 1 })), 'own-text')
  })

  it('is any supervisor where one yes is needed, whoever was called', () => {
    assert.equal(approveRefusal(who(6), asked()), null)
    assert.equal(approveRefusal(who(6, false), asked()), 'no-right')
  })

  it('is anybody who may send where only the writer’s role asks for it', () => {
    assert.equal(approveRefusal(who(6, false), asked({ reasons: [{ because: 'assistant' }] })), null)
  })

  it('of several yeses is each time another person, who is called or stands as high', () => {
    const second = asked({ rounds: 2, gave: [4] })
    assert.equal(approveRefusal(who(4), second), 'gave-already')
    assert.equal(approveRefusal(who(6), second), 'not-your-round')
    assert.equal(approveRefusal(who(6, true, true), second), null)
    assert.equal(approveRefusal(who(5), second), null)
    assert.equal(approveRefusal(who(6), { ...second, stage: 'everybody', holderId: null }), null)
  })
})
