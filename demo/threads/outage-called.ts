import { customers } from '../customers.ts'
import { accept, answer, askDept, escalate, judge, phoned } from '../escalation-steps.ts'
import { acknowledge, again, askPolicy, close, mail, note, policy, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { morita, okada, ikeda } = customers

/** What the outage does to others, and for whose decision they call. */
export const outageCalled: DemoThread[] = [
  {
    key: 'double-booking',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        151,
        morita,
        '予約が二重に入っています',
        `
        さくらデンタルクリニックの森田です。
        本日11時の枠に2名の予約が入っており、お一人にお待ちいただきました。
        先月も同じことがあり、その際は「再発しない」と伺っています。
        患者様へのお詫びも含め、どう対応されるのかお聞かせください。`,
        { program: 'outlook' },
      ),
      take('takahashi', 143),
      askPolicy(
        'takahashi',
        'sato',
        139,
        '@佐藤 恵 再発です。先月「再発しない」とお伝えしています。障害との関係と補償をどうお答えするか、方針をお願いします。',
      ),
      policy(
        'sato',
        118,
        '今朝の障害に伴うものと認めてお詫びする。原因は推測で書かない。今月分の利用料の減額は復旧後に課長が判断する。',
        {
          due: 240,
          needsApproval: true,
          returnWhen: '補償を具体的な金額で求められたとき',
        },
      ),
      acknowledge('takahashi', 113),
      note('takahashi', 66, '@佐藤 恵 返信の下書きを作りました。承認をお願いします。', 0),
      again(
        43,
        morita,
        `
        先ほどお待ちいただいた患者様は、そのままお帰りになりました。
        院長からは、先月分とあわせて利用料2か月分の補償を求めるように言われております。
        本日中にご回答ください。`,
        { program: 'outlook', quotes: true },
      ),
      escalate(
        'takahashi',
        38,
        {
          what: '予約の二重登録の再発で、利用料2か月分の補償を求められました。方針の「戻す条件」に当たります。',
          why: '今朝の障害の切り替え中に、予約の枠の確認が働かなかったと見られます。',
          tried: 'お詫びの下書きまで。金額には触れていません。',
          options: ['2か月分を減額する', '今月分だけを減額する', '復旧後に課長からご説明する'],
          wanted: '補償の金額をどうお答えするか、本日中に決めてください。',
        },
        { wantedIn: 300 },
      ),
      phoned('takahashi', 26, 'no_answer', '会議中とのこと。折り返しを頼みました。'),
    ],
  },
  {
    key: 'stock-slow',
    mailbox: 'support',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'kobayashi',
    story: [
      mail(
        228,
        okada,
        '在庫管理の画面が極端に遅いです',
        `
        岡田運輸の岡田です。
        在庫一覧を開くのに1分以上かかります。昨日までは数秒でした。
        出庫の締めが15時なので、それまでに何とかなりませんか。`,
        { program: 'outlook' },
      ),
      take('kobayashi', 220),
      askDept(
        'kobayashi',
        214,
        'engineering',
        {
          question:
            '岡田運輸様の在庫一覧が1分以上かかるそうです。予約サイトの障害と関係がありますか。15時の締めに間に合いますか。',
          report: { tried: '別の回線とブラウザーでも同じとのことです。' },
        },
        120,
      ),
      reply(
        'kobayashi',
        210,
        '岡田様\n\nご不便をおかけし申し訳ございません。ただいま技術部で調べております。15時の締めに間に合うよう、途中経過も含めてご連絡いたします。',
      ),
    ],
  },
  {
    key: 'past-outage',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '14d 09:20',
        ikeda,
        '予約確認メールが届かないお客様がいます',
        `
        ホテルみなぎの池田です。
        昨夜の予約分から、お客様に確認メールが届いていないようです。3名様からお電話がありました。`,
        { program: 'outlook' },
      ),
      take('ito', '14d 09:35'),
      escalate(
        'ito',
        '14d 09:40',
        {
          what: '昨夜から予約の確認メールが届いていません。ほかの契約先でも起きているようです。',
          why: '配送元の一つが受信側で制限されていると見られます。',
          wanted: '原因が分かる前に、契約先へ一斉にお知らせしてよいかを決めてください。',
        },
        { as: 'customer_notice' },
      ),
      accept('tanaka', '14d 09:46'),
      note(
        'ono',
        '14d 09:58',
        '配送元の一つが受信側で制限されていました。滞留していた312通は10時15分に再送済みです。',
      ),
      answer(
        'tanaka',
        '14d 10:12',
        '再送が済んだことを先に一斉に知らせる。原因は「調査中」とだけ書き、推測は書かない。文面は係長名で出す。',
      ),
      reply(
        'ito',
        '14d 10:30',
        '池田様\n\nご迷惑をおかけいたしました。昨夜22時から今朝9時までの確認メールが遅れておりましたが、10時15分にすべて再送いたしました。',
      ),
      again('14d 11:05', ikeda, '届いたとお客様から連絡がありました。早い対応をありがとうございます。', {
        program: 'outlook',
        quotes: true,
      }),
      close(
        'ito',
        '14d 11:20',
        '池田様\n\nご確認ありがとうございます。今後は滞留を10分ごとに見張るようにいたしました。',
      ),
      judge('ito', '14d 11:25', 'solved'),
    ],
  },
]
