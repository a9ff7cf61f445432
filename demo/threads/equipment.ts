import { customers, person } from '../customers.ts'
import { errorScreenshot, stripedPrint } from '../samples/files.ts'
import { again, close, mail, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { abe, goto, okada } = customers
const hoshino = person('星野 彩', 'hoshino@hoshino-design.example')
const kuroda = person('黒田 和夫', 'kuroda@kuroda-nouen.example')
const noguchi = person('野口 彰', 'noguchi@minamicho-school.example')

/** Copiers, printers and boilers that do not do what they should. */
export const equipment: DemoThread[] = [
  {
    key: 'striped-print',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        282,
        hoshino,
        '印刷に縦の線が入ります',
        `
        星野デザインの星野です。
        カラー印刷に黒い縦線が入るようになりました。クリーニングは3回試しました。
        今日の夕方に入稿する色見本なので、急いでいます。写真を添付します。`,
        { program: 'iphone', attachments: [stripedPrint('IMG_4471.png')] },
      ),
      take('kobayashi', 270),
      reply(
        'kobayashi',
        262,
        '星野様\n\nお写真をありがとうございます。線の間隔から、読み取りガラスではなくドラムの傷と思われます。\n代わりのドラムを本日14時までにお届けします。交換は5分ほどで、手順書をお付けします。',
      ),
      again(118, hoshino, '届きました。交換したら直りました！ただ「ドラム寿命」の表示が消えません。', {
        program: 'iphone',
        quotes: true,
      }),
    ],
  },
  {
    key: 'fax-header',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        305,
        kuroda,
        'ＦＡＸの発信元名が古いままです',
        `
        黒田農園の黒田です。
        送ったＦＡＸの上に出る名前が、前の持ち主のままになっているそうです。
        直し方が分からないので、電話で教えてもらえませんか。昼は畑に出ているので
        12時から13時の間だと助かります。`,
        { encoding: 'shift_jis', program: 'becky' },
      ),
    ],
  },
  {
    key: 'euc-noise',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'kobayashi',
    story: [
      mail(
        '10d 13:15',
        goto,
        'プリンターの起動音について',
        '後藤精工の後藤です。電源を入れると「ガガッ」と音がします。印刷は正常です。故障の前触れでしょうか。',
        { encoding: 'euc-jp', program: 'thunderbird' },
      ),
      take('kobayashi', '10d 13:30'),
      reply(
        'kobayashi',
        '10d 13:50',
        '後藤様\n\n起動時に歯車の位置を合わせる音で、正常な動作です。印刷中にも鳴る場合はお知らせください。',
      ),
      again('10d 15:00', goto, '安心しました。印刷中は静かです。', {
        encoding: 'euc-jp',
        program: 'thunderbird',
        quotes: true,
      }),
      close('kobayashi', '10d 15:10', '後藤様\n\nご確認ありがとうございました。'),
    ],
  },
  {
    key: 'no-subject',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        59,
        person('', 'hanaya-mitsui@mobile.example'),
        null,
        'トナーの空き箱がたまっています。取りに来てもらえますか。花屋の三井です',
        { program: 'iphone' },
      ),
    ],
  },
  {
    key: 'mac-driver',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'takahashi',
    story: [
      mail(
        '12d 16:20',
        hoshino,
        'Macで印刷できません',
        '星野デザインです。OSを更新したら「フィルタがありません」と出て印刷できなくなりました。機種は MX-C3070 です。',
        { attachments: [errorScreenshot('スクリーンショット.png', '-9672', 'NO FILTER')] },
      ),
      take('takahashi', '12d 16:30'),
      reply(
        'takahashi',
        '12d 16:50',
        '星野様\n\n新しいOSに対応したドライバー（2.8）が出ております。古いものを削除してから入れ直してください。手順をお送りします。',
      ),
      close(
        'takahashi',
        '11d 10:00',
        '星野様\n\nその後いかがでしょうか。ご連絡がないため、いったん完了とさせていただきます。再発の際はこのメールにご返信ください。',
      ),
    ],
  },
  {
    key: 'long-subject',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        221,
        noguchi,
        '【至急・要回答】南町小学校 職員室の複合機（MX-C4570）において、月曜の朝に保護者宛てのお便り420部を両面印刷しようとしたところ、50部ごとに停止し「排紙トレイを確認してください」と表示される件について',
        `
        南町小学校 教頭の野口でございます。
        件名のとおりです。トレイには何も残っておりません。
        明日の朝もお便りの印刷がありますので、本日中に対処法だけでもお知らせください。`,
        { program: 'outlook' },
      ),
    ],
  },
  {
    key: 'consumables-price',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story: [
      mail(
        '3d 15:10',
        okada,
        '純正ではないトナーを使っても大丈夫ですか',
        '岡田運輸です。互換トナーを勧める業者が来ました。使うと保守の対象外になりますか。正直、純正は高いです。',
        { program: 'outlook' },
      ),
      take('ito', '3d 15:30'),
      reply(
        'ito',
        '3d 15:55',
        '岡田様\n\n互換品が原因の故障は、保守の対象外となります。一方で使用そのものを禁じるものではございません。\n純正トナーにも、まとめ買いで12%お安くなる定期便がございます。',
      ),
      again(
        '1d 16:30',
        abe,
        'FYI 岡田さんから転送してもらいました。うち（阿部印刷）も定期便に興味があります。単価表をください。',
        { cc: [okada], quotes: true },
      ),
    ],
  },
]
