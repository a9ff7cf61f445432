import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import type { Role, Viewer } from '../../src/access/viewer.ts'
import { type BindingPolicy, type ReplyRefusal, replyRefusal } from '../../src/policy/policy.ts'

const ME = 7
const viewer = (role: Role | null, isAdmin = false): Viewer => ({
  ...{ accountId: ME, name: '', title: '', email: '', locale: 'ja', timeZone: 'Asia/Tokyo' },
  ...{ newestFirst: true, isAdmin, groupIds: new Set(), visits: new Set() },
  roles: new Map(role ? [[1, role]] : []),
})

describe('who may answer', () => {
  const anyone: BindingPolicy = { replyBy: 'anyone', needsApproval: false }
  const assignee: BindingPolicy = { replyBy: 'assignee', needsApproval: false }
  const supervisor: BindingPolicy = { replyBy: 'supervisor', needsApproval: false }
  const approved: BindingPolicy = { replyBy: 'anyone', needsApproval: true }
  const agent = viewer('agent')
  const boss = viewer('supervisor')
  const cases: [string, Viewer, number | null, BindingPolicy | null, ReplyRefusal | null][] = [
    ['without a policy, every agent', agent, 8, null, null],
    ['without a role, nobody', viewer(null), null, null, 'no-role'],
    ['without a role, not even an administrator', viewer(null, true), ME, anyone, 'no-role'],
    ['anyone', agent, 8, anyone, null],
    ['the assignee', agent, ME, assignee, null],
    ['nobody but the assignee', agent, 8, assignee, 'assignee-only'],
    ['whoever takes a thread that is nobody’s', agent, null, assignee, null],
    ['only a supervisor', agent, ME, supervisor, 'supervisor-only'],
    ['an agent, only with approval', agent, ME, approved, 'needs-approval'],
    ['a supervisor, where only supervisors may', boss, 8, supervisor, null],
    ['a supervisor, where approval is needed', boss, 8, approved, null],
    ['a supervisor, on the assignee’s thread', boss, 8, assignee, null],
    [
      'a supervisor first, where both are asked for',
      agent,
      ME,
      { replyBy: 'supervisor', needsApproval: true },
      'supervisor-only',
    ],
  ]
  for (const [says, who, assigneeId, policy, refusal] of cases) {
    it(says, () => assert.equal(replyRefusal(who, { mailboxId: 1, assigneeId }, policy), refusal))
  }

  it('a role in another mailbox counts for nothing', () => {
    assert.equal(replyRefusal(boss, { mailboxId: 2, assigneeId: ME }, null), 'no-role')
  })
})
