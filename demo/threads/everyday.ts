import { customers, person } from '../customers.ts'
import { logo, xlsxFile } from '../samples/files.ts'
import { again, close, mail, note, reply, take, wait, waitAnswer, waitPartner } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { yamaguchi, kato } = customers
const hayama = person('葉山 久美', 'hayama@hayama-ryokan.example')
const tsuda = person('津田 光', 'tsuda@tsuda-kaikei.example')
const board = person('南町 教育委員会 学務課', 'gakumu@city-minamicho.example')
const kubo = person('久保 真理', 'kubo@kubo-architects.example')
const student = person('岩崎 悠人', 'y.iwasaki@student-mail.example')
const maker = person('北星電機 営業二課', 'eigyo2@hokusei-denki.example')

/** Quotes, thanks and what comes to the wrong desk. */
export const everyday: DemoThread[] = [
  {
    key: 'copier-quote',
    mailbox: 'corporate',
    language: 'ja',
    status: 'done',
    assignee: 'takahashi',
    story: [
      mail(
        '29d 13:40',
        yamaguchi,
        '複合機の見積もり依頼',
        '株式会社サンプルの山口です。移転に合わせて複合機を入れ替えます。MX-C4570 の5年リースの見積もりをお願いします。',
        { program: 'outlook' },
      ),
      take('takahashi', '29d 14:00'),
      reply(
        'takahashi',
        '28d 10:30',
        '山口様\n\nお見積もりをご用意しました。月額16,400円（保守込み・5年）です。',
      ),
      again('27d 16:10', yamaguchi, '社内で承認が下りました。この内容で注文いたします。', {
        program: 'outlook',
        quotes: true,
      }),
      close(
        'takahashi',
        '27d 16:40',
        '山口様\n\nご注文ありがとうございます。注文番号は MN-20871 です。納品日が決まりましたらご連絡いたします。',
      ),
    ],
  },
  {
    key: 'praise-engineer',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '7d 15:20',
        hayama,
        'お礼（大野様へ）',
        `
        葉山旅館の葉山でございます。
        先日は大雪の中、夜9時過ぎまで給湯器の修理をしてくださり、本当にありがとうございました。
        お客様にも温かいお風呂に入っていただけました。
        大野様にどうぞよろしくお伝えください。`,
        {
          html: '<div style="font-family:serif"><p>葉山旅館の葉山でございます。</p><p>先日は大雪の中、夜9時過ぎまで給湯器の修理をしてくださり、<strong>本当にありがとうございました</strong>。<br>お客様にも温かいお風呂に入っていただけました。</p><p>大野様にどうぞよろしくお伝えください。</p><p><img src="cid:logo@hayama-ryokan.example" alt="葉山旅館" width="180" height="48"></p></div>',
          attachments: [logo('logo.png', 'logo@hayama-ryokan.example', 'HAYAMA')],
        },
      ),
      take('ito', '7d 15:40'),
      note('ito', '7d 15:42', '@大野 翔 葉山旅館様からお礼のメールです。', 0),
      close(
        'ito',
        '7d 15:55',
        '葉山様\n\nあたたかいお言葉をありがとうございます。大野に申し伝えました。またいつでもお声がけください。',
      ),
    ],
  },
  {
    key: 'quote-with-sheet',
    mailbox: 'corporate',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '2d 11:30',
        tsuda,
        '相見積もりのお願い（複合機4台・3拠点）',
        `
        津田会計の津田です。
        3拠点で4台の入れ替えを検討しています。台数と月間枚数を表にしました。
        今月27日までにお見積もりをいただけますと幸いです。`,
        {
          program: 'outlook',
          attachments: [
            xlsxFile('機器一覧と月間印刷枚数（津田会計）改訂版.xlsx', [
              ['拠点', '台数', 'モノクロ', 'カラー'],
              ['本店', 2, 8200, 1900],
              ['北支店', 1, 3100, 400],
              ['南支店', 1, 2700, 650],
            ]),
          ],
        },
      ),
      take('takahashi', '2d 13:00'),
      reply(
        'takahashi',
        '2d 13:15',
        '津田様\n\nご依頼ありがとうございます。期日までにお見積もりをお送りいたします。設置場所の寸法だけ教えていただけますか。',
      ),
      again('1d 10:50', tsuda, '寸法を追記した表をお送りします。', {
        program: 'outlook',
        quotes: true,
        attachments: [
          xlsxFile(
            '設置寸法.xlsx',
            [
              ['拠点', '幅mm', '奥行mm'],
              ['本店', 1600, 900],
              ['北支店', 900, 800],
              ['南支店', 950, 780],
            ],
            'encoded-word',
          ),
        ],
      }),
    ],
  },
  {
    key: 'quote-forgot-attachment',
    mailbox: 'corporate',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        126,
        kubo,
        '図面出力用プロッターのお見積もり',
        `
        久保設計の久保です。
        A1対応のプロッターを1台検討しています。希望の仕様を添付の資料にまとめましたので、
        お見積もりをお願いできますでしょうか。納期は年内を希望しています。`,
      ),
    ],
  },
  {
    key: 'school-order',
    mailbox: 'corporate',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'takahashi',
    story: [
      mail(
        '5d 09:30',
        board,
        '次年度 小中学校複合機賃貸借に係る参考見積について（依頼）',
        `
        平素より本町の教育行政にご協力いただき、厚くお礼申し上げます。
        標記の件について、別添の仕様（小学校6校、中学校3校、計22台）により参考見積書の提出をお願いいたします。
        提出期限：来月11日 17時　提出方法：メールまたは郵送`,
        {
          encoding: 'iso-2022-jp',
          program: 'outlook',
          attachments: [
            xlsxFile(
              '仕様書.xlsx',
              [
                ['学校', '台数'],
                ['小学校', 14],
                ['中学校', 8],
              ],
              'encoded-word',
            ),
          ],
        },
      ),
      take('takahashi', '5d 10:00'),
      reply(
        'takahashi',
        '5d 10:20',
        '南町教育委員会 学務課 ご担当者様\n\nご依頼を承りました。期限までに参考見積書を提出いたします。',
      ),
      wait(
        'takahashi',
        '5d 10:30',
        'sales',
        '教育委員会 22台の参考見積です。入札に参加するか、営業会議で決めてください。',
        4320,
      ),
      waitAnswer(
        'suzuki',
        '2d 15:00',
        '参加します。見積は定価の3割引まで。メーカーの特価を先に取ってください。',
      ),
      waitPartner(
        'takahashi',
        '2d 15:20',
        maker,
        '南町の小中学校向け22台について、特価のご回答をお願いいたします。機種は HS-450 を想定しています。',
        5760,
      ),
    ],
  },
  {
    key: 'job-question',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'kobayashi',
    story: [
      mail(
        '18d 20:15',
        student,
        'インターンシップについて',
        '大学3年の岩崎と申します。冬のインターンシップの募集はありますか。宛先が違っていたら申し訳ありません。',
      ),
      take('kobayashi', '17d 09:20'),
      close(
        'kobayashi',
        '17d 09:35',
        '岩崎様\n\nお問い合わせありがとうございます。採用の窓口に転送いたしました。担当者から1週間以内にご連絡します。',
      ),
    ],
  },
  {
    key: 'salon-second-shop',
    mailbox: 'corporate',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        344,
        kato,
        '2号店の開業に合わせた相談',
        `
        加藤サロンの加藤です。
        来春に2号店を出します。予約サイト、会員証、レジ横のプリンターを同じもので揃えたいです。
        一度お話を聞かせてください。水曜が定休日です。`,
      ),
    ],
  },
]
