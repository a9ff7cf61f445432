import { accept, escalate, matter } from '../escalation-steps.ts'
import { note } from '../steps.ts'
import type { DemoThread } from '../story.ts'

/** Matters of the office's own, which no customer wrote of. */
export const internal: DemoThread[] = [
  {
    key: 'fair-budget',
    mailbox: 'corporate',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      matter(
        'takahashi',
        96,
        '展示会の出展費用が予算を超える見込み',
        `
        来月の事務機展の出展費用です。予算は180万円ですが、現時点の見積もりの合計が214万円になりました。
        小間の追加（22万円）と、実演用の複合機2台の搬入（12万円）が増えた分です。
        申し込みの変更は今日の18時までです。`,
      ),
      escalate(
        'takahashi',
        92,
        {
          what: '事務機展の出展費用が予算180万円に対して214万円の見込みです。34万円の超過です。',
          when: '申し込みの変更は本日18時まで',
          who: '法人窓口（担当 高橋）、主催者の事務局',
          why: '小間の追加と、実演用の複合機2台の搬入が、予算を決めた後に加わりました。',
          how: '小間の追加をやめれば192万円、搬入も1台にすれば186万円です。',
          options: ['超過を認める（214万円）', '小間の追加をやめる（192万円）', '搬入も1台にする（186万円）'],
          wanted: '超過を認めるか、どこを削るかを決めてください。',
        },
        { impact: 3, wantedIn: 260 },
      ),
      accept('suzuki', 80),
      note('suzuki', 72, '@高橋 優 去年の来場者数と商談の件数を足しておいてください。'),
    ],
  },
]
