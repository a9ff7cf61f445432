import assert from 'node:assert/strict'
import { describe, test } from 'node:test'
import { type CastKey, cast, groups, roleOf } from '../../demo/cast.ts'
import { instantOf } from '../../demo/clock.ts'
import { mailboxes } from '../../demo/mailboxes.ts'
import { outcomeOf } from '../../demo/outcome.ts'
import type { DemoStatus, DemoStep, DemoThread } from '../../demo/story.ts'
import { threads } from '../../demo/threads/index.ts'
import { timeline } from '../../demo/timeline.ts'

const NOON = Date.parse('2026-11-23T03:00:00Z')
const count = (test: (thread: DemoThread) => boolean) => threads.filter(test).length

describe('the demo’s threads as a whole', () => {
  test('are at least sixty, in both languages, and every status has some', () => {
    assert.ok(threads.length >= 60, `${threads.length} threads`)
    assert.ok(count((thread) => thread.language === 'ja') >= 45)
    assert.ok(count((thread) => thread.language === 'en') >= 15)
    const least: Record<DemoStatus, number> = { new: 12, in_progress: 15, awaiting_dept: 8, done: 10 }
    for (const [status, number] of Object.entries(least)) {
      const found = count((thread) => thread.status === status)
      assert.ok(found >= number, `${found} threads are ${status}`)
    }
  })

  test('have keys of their own', () => {
    assert.equal(new Set(threads.map((thread) => thread.key)).size, threads.length)
  })

  test('show decisions that are awaited, policies in two versions, and one not yet acknowledged', () => {
    const outcomes = threads.map((thread) => ({ thread, ...outcomeOf(thread.story) }))
    const open = outcomes.filter(({ thread }) => thread.status !== 'done')
    assert.ok(open.filter((one) => one.decisionAwaited).length >= 2)
    assert.ok(open.filter((one) => one.policies.length >= 1).length >= 6)
    assert.ok(open.filter((one) => one.policies.length >= 2 && one.acknowledged).length >= 1)
    assert.ok(open.filter((one) => one.policies.length >= 2 && !one.acknowledged).length >= 1)
  })

  test('wait on departments both within and past their time', () => {
    const waits = threads.flatMap((thread) => outcomeOf(thread.story).openWaits)
    const due = waits.map((wait) => instantOf(wait.at, NOON) + wait.dueInMinutes * 60_000)
    assert.ok(due.filter((at) => at < NOON).length >= 2)
    assert.ok(due.filter((at) => at > NOON).length >= 3)
  })

  test('include customers with several threads, and a thread of twelve messages', () => {
    const first = threads.map((thread) => thread.story.find((step) => step.kind === 'mail')?.from.address)
    const repeated = new Set(first.filter((address, index) => first.indexOf(address) !== index))
    assert.ok(repeated.size >= 6)
    assert.ok(count((thread) => messages(thread).length >= 12) >= 1)
  })
})

describe('each thread of the demo', () => {
  for (const thread of threads) {
    test(`${thread.key} ends where it says, told by people who may do what they do`, () => {
      const outcome = outcomeOf(thread.story)
      assert.equal(outcome.status, thread.status)
      assert.equal(outcome.assignee, thread.assignee)
      assert.ok(['mail', 'matter'].includes(thread.story[0]?.kind ?? ''))
      for (const step of thread.story) mayDo(thread, step)
    })
  }

  test('answers only as its policy allows', () => {
    for (const thread of threads) {
      thread.story.forEach((step, index) => {
        if (step.kind !== 'reply') return
        const told = outcomeOf(thread.story.slice(0, index))
        const binding = told.policies.at(-1)
        const supervises = roleOf(step.by, thread.mailbox) === 'supervisor'
        if (binding?.needsApproval || binding?.replyBy === 'supervisor') assert.ok(supervises, thread.key)
        if (binding?.replyBy === 'assignee') assert.ok(supervises || told.assignee === step.by, thread.key)
      })
    }
  })

  test('notes only on messages that were there, mentioning names that exist', () => {
    const known = [...cast, ...groups].map(({ name }) => name)
    for (const thread of threads) {
      thread.story.forEach((step, index) => {
        if (step.kind !== 'comment' && step.kind !== 'askPolicy') return
        for (const [, mention = ''] of step.body.matchAll(/@([^@]+)/g)) {
          assert.ok(
            known.some((name) => mention.startsWith(name)),
            `${thread.key}: @${mention}`,
          )
        }
        if (step.kind === 'comment' && step.onMessage !== undefined) {
          assert.ok(
            step.onMessage < messages({ ...thread, story: thread.story.slice(0, index) }).length,
            thread.key,
          )
        }
      })
    }
  })
})

describe('the demo’s time', () => {
  // A Monday noon, a Tuesday just after midnight, a Saturday evening, New Year: all in Tokyo.
  for (const start of [
    '2026-11-23T03:00:00Z',
    '2026-11-23T15:05:00Z',
    '2026-11-28T11:00:00Z',
    '2026-12-31T15:30:00Z',
  ]) {
    test(`lies in the past and goes forward in every thread when started at ${start}`, () => {
      const now = Date.parse(start)
      for (const thread of threads) {
        const at = thread.story.map((step) => instantOf(step.at, now))
        assert.ok(
          at.every((instant) => instant < now),
          thread.key,
        )
        assert.ok(
          at.every((instant, index) => index === 0 || instant > (at[index - 1] ?? 0)),
          thread.key,
        )
      }
    })
  }

  test('counts business days, so that no day of the demo is a Saturday or Sunday', () => {
    for (const { step, at } of timeline(threads, NOON)) {
      if (typeof step.at === 'number') continue
      const weekday = new Date(at + 9 * 3_600_000).getUTCDay()
      assert.ok(weekday >= 1 && weekday <= 5, String(step.at))
    }
  })

  test('puts all stories into one order without disturbing any of them', () => {
    const moments = timeline(threads, NOON)
    assert.ok(moments.every((moment, index) => index === 0 || moment.at >= (moments[index - 1]?.at ?? 0)))
    for (const thread of threads) {
      const own = moments.filter((moment) => moment.thread === thread).map((moment) => moment.index)
      assert.deepEqual(
        own,
        thread.story.map((_, index) => index),
      )
    }
  })

  test('refuses a time that is written wrong', () => {
    assert.throws(() => instantOf('3d 9:5', NOON), /not a time of the demo/)
  })
})

describe('the demo’s cast', () => {
  test('has addresses of its own, members that exist, and a supervisor for every mailbox', () => {
    assert.equal(new Set(cast.map((person) => person.email)).size, cast.length)
    const keys = cast.map((person) => person.key)
    for (const group of groups) assert.ok(group.members.every((key) => keys.includes(key)))
    for (const mailbox of mailboxes) {
      assert.ok(keys.some((key) => roleOf(key, mailbox.key) === 'supervisor'))
    }
    assert.ok(cast.some((person) => person.isAdmin))
    assert.ok(cast.some((person) => person.locale === 'en'))
  })
})

function messages(thread: DemoThread): DemoStep[] {
  return thread.story.filter((step) => step.kind === 'mail' || step.kind === 'reply')
}

function mayDo(thread: DemoThread, step: DemoStep): void {
  if (step.kind === 'mail') return
  const role = roleOf(step.by, thread.mailbox)
  assert.ok(role, `${step.by} is no member of ${thread.mailbox}`)
  if (step.kind === 'policy') assert.equal(role, 'supervisor')
  if (step.kind === 'askPolicy') assert.equal(roleOf(step.of, thread.mailbox), 'supervisor')
  if (step.kind === 'assign') assert.ok(roleOf(step.to, thread.mailbox))
  if (step.kind === 'wait' && 'group' in step.with) assert.ok(groupMayRead(step.with.group, thread.mailbox))
}

function groupMayRead(key: string, mailbox: DemoThread['mailbox']): boolean {
  const members: CastKey[] = groups.find((group) => group.key === key)?.members ?? []
  return members.length > 0 && members.every((member) => roleOf(member, mailbox))
}
