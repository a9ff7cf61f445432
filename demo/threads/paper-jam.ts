import { customers, person } from '../customers.ts'
import { accept, escalate } from '../escalation-steps.ts'
import { stain } from '../samples/files.ts'
import { acknowledge, again, askPolicy, mail, note, policy, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { ishikawa } = customers
const otani = person('大谷 浩司', 'otani@otani-shokai.example')

/** A machine that fails again after every repair, and a stain that has to be paid for. */
export const paperJam: DemoThread[] = [
  {
    key: 'paper-jam',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '9d 09:50',
        otani,
        '複合機の紙詰まりが直りません',
        '大谷商会の大谷です。両面印刷をすると必ず紙が詰まります。毎日10回以上です。見に来てください。',
        { program: 'outlook' },
      ),
      take('takahashi', '9d 10:05'),
      reply(
        'takahashi',
        '9d 10:20',
        '大谷様\n\nご不便をおかけし申し訳ございません。用紙の種類と、詰まる場所（右側面か両面ユニットか）をお教えいただけますか。',
      ),
      again('9d 10:48', otani, '普通紙です。場所は右側です。いつも同じところです。', {
        program: 'outlook',
        quotes: true,
      }),
      reply(
        'takahashi',
        '9d 11:10',
        '大谷様\n\nありがとうございます。搬送ローラーの摩耗が考えられます。明日10時に技術者が伺います。',
      ),
      again('8d 15:30', otani, '来てもらってローラーを替えてもらいましたが、午後からまた詰まっています。', {
        program: 'iphone',
        quotes: true,
      }),
      note('takahashi', '8d 15:41', '@技術部 交換後も再発です。両面ユニット側の可能性はありますか。', 4),
      note(
        'ono',
        '8d 16:20',
        '前回の訪問で分離爪は見ていないそうです。ユニットごと交換を勧めます。部品は在庫あり。',
      ),
      reply(
        'takahashi',
        '8d 16:35',
        '大谷様\n\n申し訳ございません。両面ユニットを丸ごと交換いたします。明後日の午前はいかがでしょうか。',
      ),
      again(
        '7d 09:10',
        otani,
        '明後日は棚卸しで人がいません。もっと早く来られませんか。請求書の発送が止まっています。',
        { program: 'outlook', quotes: true },
      ),
      reply('takahashi', '7d 09:45', '大谷様\n\n明日の17時でしたら伺えます。作業は1時間ほどです。'),
      again('7d 10:02', otani, '17時でいいです。', { program: 'iphone', quotes: true }),
      reply(
        'takahashi',
        '5d 10:15',
        '大谷様\n\n交換後の調子はいかがでしょうか。ご不便が続いておりましたら、すぐにお知らせください。',
      ),
      again(
        '4d 11:40',
        otani,
        '2日は良かったのですが、今朝また詰まりました。もう信用できません。責任者を出してください。リース料も払いたくありません。',
        { program: 'outlook', quotes: true },
      ),
      escalate('takahashi', '4d 11:52', {
        what: '3回目の再発です。責任者を出すこと、リース料の減額を求められています。',
        why: 'ローラーとユニットを替えても直らず、本体の歪みが疑われます。',
        tried: '搬送ローラーの交換、両面ユニットの交換、翌日の確認。',
        options: ['同等機へ丸ごと入れ替える', 'もう一度だけ修理する'],
        wanted: '機器ごとの入れ替えを提案してよいか、リース料の話をどなたがするか決めてください。',
      }),
      accept('tanaka', '4d 12:10'),
      policy(
        'tanaka',
        '4d 13:30',
        '同等機へ丸ごと入れ替える。係長名でお詫びし、訪問日を当日中に決める。リース料の話は入れ替え後に課長が伺う。',
        {
          due: 300,
          replyBy: 'supervisor',
          returnWhen: '弁護士・消費者センターの名前が出たとき',
        },
      ),
      reply(
        'tanaka',
        '4d 14:20',
        '大谷様\n\nサポート責任者の田中でございます。三度にわたりご迷惑をおかけし、誠に申し訳ございません。\n同等の複合機への入れ替えを、明日の始業前に行わせてください。リース料については、入れ替えの後に課長の鈴木がご説明に伺います。',
      ),
      again('3d 09:25', otani, '入れ替えは終わりました。損害については顧問弁護士に相談しています。', {
        program: 'outlook',
        quotes: true,
      }),
      acknowledge('takahashi', '3d 09:40'),
      note(
        'takahashi',
        '3d 09:42',
        '@鈴木 智子 弁護士に相談中とのことです。方針の「戻す条件」に当たるため、返信を止めています。',
        12,
      ),
    ],
  },
  {
    key: 'toner-leak',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story: [
      mail(
        '1d 10:40',
        ishikawa,
        'トナーが漏れて床が汚れました',
        `
        つばめ薬局の石川です。
        駅前店でトナーを交換した際に粉が漏れ、床のカーペットが汚れてしまいました。
        写真を添付いたしますので、ご確認ください。清掃費についてもご相談させてください。`,
      ),
      mail(
        '1d 10:52',
        ishikawa,
        'Re: トナーが漏れて床が汚れました',
        '先ほどのメールに写真を付け忘れておりました。失礼いたしました。',
        { attachments: [stain('床の様子.png')] },
      ),
      take('ito', '1d 11:05'),
      askPolicy(
        'ito',
        'sato',
        '1d 11:15',
        '@佐藤 恵 清掃費の負担を相談されています。交換はお客様自身の作業ですが、カートリッジの不良かもしれません。',
      ),
      policy(
        'sato',
        '1d 13:00',
        'カートリッジを回収して調べる。不良なら清掃費を全額当社負担と伝えてよい。結果が出る前に負担を約束しない。',
        {
          due: 1440,
          returnWhen: '清掃費が5万円を超えるとき',
        },
      ),
      acknowledge('ito', '1d 13:04'),
      reply(
        'ito',
        '1d 13:25',
        '石川様\n\n粉が漏れたとのこと、大変申し訳ございません。吸い込まないよう、乾いた布で拭かずにそのままになさってください。\n本日16時に代替品をお届けし、漏れたカートリッジを回収いたします。清掃費は調査の結果をもとにご相談させてください。',
      ),
      again(95, ishikawa, '清掃業者の見積もりは32,000円でした。結果はいつ分かりますか。', {
        program: 'iphone',
        quotes: true,
      }),
    ],
  },
]
