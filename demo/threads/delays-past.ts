import { customers, person } from '../customers.ts'
import { accept, escalate, judge } from '../escalation-steps.ts'
import { acknowledge, again, close, mail, policy, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { shimizu } = customers
const kanda = person('神田 修一', 'kanda@kanda-shika.example')

/** Deliveries that were late before, and what was decided then. */
export const delaysPast: DemoThread[] = [
  {
    key: 'boiler-late-past',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'takahashi',
    story: [
      mail(
        '19d 10:42',
        kanda,
        '給湯器の納期遅れの件（責任者の方へ）',
        `
        神田歯科の神田です。
        給湯器の交換が3回延期になっています。患者さんの手洗いに水しか出ません。
        担当の方では話が進まないので、責任者の方とお話ししたいです。`,
      ),
      take('takahashi', '19d 10:55'),
      escalate('takahashi', '19d 11:02', {
        what: '給湯器の交換が3回延期になり、責任者と話したいとのご要望です。患者さんの手洗いに水しか出ません。',
        why: 'メーカーの入荷の遅れ。前の2回は、延期の連絡が前日でした。',
        tried: '入荷日を確認しましたが、来週以降です。倉庫に代替の給湯器が1台あります。',
        wanted:
          '代替品を先に出してよいか、値引きを求められたときの答え、お電話をどなたから入れるかを決めてください。',
      }),
      accept('tanaka', '19d 11:15'),
      policy('tanaka', '19d 11:30', '代替品を先に。値引きはしない。電話は係長から入れる。', {
        due: 240,
        replyBy: 'supervisor',
      }),
      reply(
        'tanaka',
        '19d 13:15',
        `
        神田様

        サポート責任者の田中でございます。たび重なる延期でご迷惑をおかけし、深くお詫び申し上げます。
        明朝9時に代替の給湯器をお持ちし、その日のうちにお湯が出る状態にいたします。
        本来の機器は入荷次第、診療のない時間に無償で入れ替えます。`,
      ),
      again('18d 14:20', kanda, '代替機の設置、ありがとうございました。お湯が出るようになり助かりました。', {
        quotes: true,
      }),
      close(
        'tanaka',
        '16d 09:40',
        `
        神田様

        ご連絡ありがとうございます。入れ替えは来週木曜の休診日、13時からに決まりました。
        当日は私も立ち会います。`,
      ),
      judge('takahashi', '16d 09:45', 'solved'),
    ],
  },
  {
    key: 'delay-cancel',
    mailbox: 'corporate',
    language: 'ja',
    status: 'done',
    assignee: 'takahashi',
    story: [
      mail(
        '24d 15:05',
        shimizu,
        '配送遅延による契約解除の申し入れ',
        `
        清水工業の清水です。
        プリンター5台の配送が2週間遅れております。すでに他社から見積もりを取りました。
        今週中に納品日が決まらなければ、リース契約の解除を申し入れます。`,
        { program: 'outlook' },
      ),
      take('takahashi', '24d 15:20'),
      escalate(
        'takahashi',
        '24d 15:31',
        {
          what: 'プリンター5台の配送が2週間遅れ、リース契約の解除を申し入れると言われています。他社の見積もりも取られています。',
          why: '港での通関の遅れ。納品日の約束を、確認せずにお伝えしていました。',
          options: ['課長からお詫びし、翌月分のリース料を無料にする', '値引きはせず、納品日だけを約束する'],
          wanted: '5台・5年のリースをどこまで譲って引き留めるか、判断をお願いします。',
        },
        { impact: 3 },
      ),
      accept('suzuki', '24d 15:50'),
      policy(
        'suzuki',
        '24d 16:10',
        '課長から電話でお詫びする。翌月分のリース料を無料とすることまで認める。',
        {
          due: 1440,
          returnWhen: 'それでも解約と言われたら部長へ',
        },
      ),
      acknowledge('takahashi', '24d 16:14'),
      reply(
        'takahashi',
        '23d 10:00',
        `
        清水様

        法人窓口の高橋でございます。先ほど課長の鈴木がお電話で申し上げたとおり、
        5台すべてを明後日の午前に納品し、翌月分のリース料は頂戴いたしません。`,
      ),
      again(
        '22d 09:30',
        shimizu,
        '電話で説明を受けました。その条件で継続します。次はないようにお願いします。',
        {
          program: 'outlook',
          quotes: true,
        },
      ),
      close(
        'takahashi',
        '21d 13:00',
        '清水様\n\n本日5台の納品が完了いたしました。あらためてお詫びとお礼を申し上げます。',
      ),
      judge('takahashi', '21d 13:05', 'solved'),
    ],
  },
]
