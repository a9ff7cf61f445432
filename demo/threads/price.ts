import { customers } from '../customers.ts'
import { csvFile, pdfFile } from '../samples/files.ts'
import { acknowledge, again, askPolicy, mail, note, policy, reply, take, wait } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { watanabe, abe, ishikawa, okada } = customers

/** Money that is disputed: a promised discount, a rival’s price, a second debit. */
export const price: DemoThread[] = [
  {
    key: 'invoice-differs',
    mailbox: 'billing',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        '1d 15:20',
        watanabe,
        '請求金額が契約内容と異なっています',
        `
        あおぞら建設の渡辺です。
        値引きの約束をいただいていたはずですが、今月の請求書に反映されていません。
        営業の方から「月額を2割引きにする」と伺っています。契約書をご確認のうえ、請求書を出し直してください。`,
        { program: 'outlook' },
      ),
      take('kobayashi', '1d 15:42'),
      reply(
        'kobayashi',
        '1d 16:05',
        '渡辺様\n\n請求・契約窓口の小林でございます。ご不審をおかけし申し訳ございません。契約書と当時の記録を確認いたします。',
      ),
      again(
        176,
        watanabe,
        `
        営業の方の名刺も残っています。
        今月末の支払いに間に合わないと、今後のお取引も考えなければなりません。
        2割引きで出し直していただけるのか、今日中にお返事ください。`,
        { program: 'outlook', quotes: true },
      ),
      note(
        'kobayashi',
        160,
        '契約書には値引きの記載なし。営業の日報には「検討します」と書いてありました。',
        2,
      ),
      askPolicy(
        'kobayashi',
        'sato',
        152,
        '@佐藤 恵 約束の記録がない2割引きを求められています。今日中の返事をご希望です。どうお答えすればよいでしょうか。',
      ),
    ],
  },
  {
    key: 'discount-rival',
    mailbox: 'billing',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        '3d 14:10',
        okada,
        '在庫管理システムの利用料の見直しについて',
        `
        岡田運輸の岡田です。他社から同等の機能で月額12,000円という見積もりをもらいました。
        現在の19,800円を同額にしていただけなければ、更新を見送ります。`,
        {
          program: 'outlook',
          attachments: [
            pdfFile(
              '他社見積書.pdf',
              ['お見積書', '在庫管理クラウド 月額 12,000円（税別）', '有効期限 発行後30日'],
              'encoded-word',
            ),
          ],
        },
      ),
      take('kobayashi', '3d 14:30'),
      askPolicy(
        'kobayashi',
        'tanaka',
        '3d 14:41',
        '@田中 浩一 4割近い値引きの要求です。年額契約なら5%引きの制度がありますが、それ以上は可能でしょうか。',
      ),
      policy(
        'tanaka',
        '3d 16:20',
        '値引きの上限は年額契約の5%。比較表を添えて、当社に含まれるサポートと現地訪問を示す。値下げ競争はしない。',
        {
          due: 2880,
          returnWhen: '更新しないと明言されたら係長へ',
        },
      ),
      acknowledge('kobayashi', '3d 16:31'),
      reply(
        'kobayashi',
        '2d 10:15',
        `
        岡田様

        請求・契約窓口の小林でございます。お見積もりを拝見いたしました。
        月額そのものの値下げはいたしかねますが、年額でのお支払いの場合は5%引きでご利用いただけます。
        弊社の料金には、電話サポートと年2回の訪問棚卸し支援が含まれております。比較表をご用意いたしました。`,
      ),
      again(
        201,
        okada,
        'ありがとうございます。訪問支援が含まれているのは知りませんでした。社内で相談します。',
        { program: 'outlook', quotes: true },
      ),
    ],
  },
  {
    key: 'double-charge',
    mailbox: 'billing',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'kobayashi',
    story: [
      mail(
        '5d 11:50',
        abe,
        '口座から二重に引き落とされています',
        `
        阿部印刷の阿部です。
        今期分のリース料 38,500円が、26日と27日の二度引き落とされています。
        1回分を返金してください。通帳の写しが必要でしたらお送りします。`,
      ),
      take('kobayashi', '5d 13:05'),
      reply(
        'kobayashi',
        '5d 13:20',
        '阿部様\n\n多大なご迷惑をおかけし申し訳ございません。経理で入金の記録を確認し、返金の日程をお知らせいたします。',
      ),
      wait(
        'kobayashi',
        '5d 13:24',
        'accounting',
        '阿部印刷様 今期分リース料が二重に引き落とされています。返金できる最短の日を教えてください。',
        1440,
      ),
      again('2d 16:00', abe, 'その後いかがでしょうか。資金繰りもあるので、日にちだけでも教えてください。', {
        quotes: true,
      }),
      note(
        'kobayashi',
        '1d 09:30',
        '@三浦 由紀 期限を過ぎています。銀行の回答待ちでしたら、その旨だけでもお客様に伝えます。',
        2,
      ),
    ],
  },
  {
    key: 'counter-charge',
    mailbox: 'billing',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'kobayashi',
    story: [
      mail(
        330,
        ishikawa,
        'カウンター料金が先月の3倍になっています',
        `
        つばめ薬局の石川です。
        カラーのカウンター料金が先月の3倍です。使い方は変わっていません。
        店舗別の枚数を表にまとめましたのでご確認ください。`,
        {
          attachments: [
            csvFile('枚数.csv', [
              ['店舗', '先々月', '先月', '今月'],
              ['本店', '412', '398', '405'],
              ['駅前店', '120', '131', '1280'],
            ]),
          ],
        },
      ),
      take('kobayashi', 318),
      wait(
        'kobayashi',
        309,
        'accounting',
        'つばめ薬局様 駅前店の今月カラーが1,280枚。検針の入力誤りではないか、元の検針票を確認してください。',
        1200,
      ),
      reply(
        'kobayashi',
        304,
        '石川様\n\n表をお送りいただきありがとうございます。駅前店の検針値を元の記録と照らし合わせております。明日中にご報告いたします。',
      ),
    ],
  },
]
