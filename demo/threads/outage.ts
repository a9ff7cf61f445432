import { customers, person } from '../customers.ts'
import { escalate } from '../escalation-steps.ts'
import { bookingChart, errorScreenshot } from '../samples/files.ts'
import { again, mail, note, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { kato, ikeda, nakamura } = customers
const hirano = person('平野 千尋', 'hirano@nail-shell.example')
const kikuchi = person('菊地 剛', 'kikuchi@kikuchi-seikotsuin.example')

/** The booking site is down this morning, and everybody writes. */
export const outage: DemoThread[] = [
  {
    key: 'login-e2041',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story: [
      mail(
        168,
        kato,
        '予約サイトにログインできません',
        `
        加藤サロンの加藤です。
        エラー番号 E-2041 が表示され、再起動しても直りません。
        パソコンとスマートフォンの両方で同じ画面になります。画面を添付します。

        本日は予約が14件入っていますが、お客様のお名前が確認できず困っています。`,
        {
          attachments: [
            errorScreenshot('パソコンの画面.png', 'E-2041', 'LOGIN FAILED'),
            errorScreenshot('スマホの画面.png', 'E-2041', 'TRY AGAIN'),
          ],
        },
      ),
      take('ito', 160),
      note('ito', 158, '@技術部 E-2041 が今朝から複数のお客様で出ています。障害でしょうか。', 0),
      note(
        'ono',
        149,
        '認証サーバーの片系が落ちています。切り替え作業中です。今のところ12時ごろの復旧見込みです。',
      ),
      reply(
        'ito',
        140,
        `
        加藤様

        ご不便をおかけし申し訳ございません。サポートの伊藤でございます。
        現在、予約サイトのログインに障害が起きており、技術部で復旧作業を進めております。
        本日のご予約は、こちらから一覧をお送りできます。ご希望でしたらこのメールにご返信ください。`,
      ),
      again(96, kato, '一覧をお願いします。午後からで結構です。まだ直りません。', {
        program: 'iphone',
        quotes: true,
      }),
      note('ito', 90, '@大野 翔 加藤サロン様の本日分の一覧を出してもらえますか。', 2),
      escalate(
        'ito',
        14,
        {
          what: '予約サイトのログイン障害（E-2041）が続いています。問い合わせは今朝から7件、12時ごろの復旧見込みは過ぎました。',
          where: '予約サイト（認証サーバーの片系）',
          why: '認証サーバーの片系の停止。切り替えの途中で、もう片方にも遅れが出ています。',
          tried: '個別には「復旧作業中」とお返事しています。お知らせのページは未掲載です。',
          options: ['全契約先に第一報を出す', '影響のある契約先だけに知らせる', '復旧してから知らせる'],
          wanted: '契約先の全社に障害の第一報を出してよいか、文面の責任者はどなたかを決めてください。',
        },
        { as: 'customer_notice', urgency: 3, impact: 3, wantedIn: 90 },
      ),
    ],
  },
  {
    key: 'salon-no-bookings',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        87,
        hirano,
        '予約が急に入らなくなりました',
        `
        ネイルサロン シェルの平野と申します。
        一昨日から予約がほとんど入らなくなりました。グラフを貼ります。
        お客様からは「予約ボタンを押しても進まない」と言われています。
        設定の問題でしょうか、それともそちらの不具合でしょうか。`,
        {
          html: '<p>ネイルサロン シェルの平野と申します。</p><p>一昨日から予約が<b>ほとんど入らなくなりました</b>。グラフを貼ります。</p><p><img src="cid:chart-1@nail-shell.example" alt="予約数のグラフ" width="360" height="140"></p><p>お客様からは「予約ボタンを押しても進まない」と言われています。<br>設定の問題でしょうか、それともそちらの不具合でしょうか。</p>',
          attachments: [bookingChart('bookings.png', 'chart-1@nail-shell.example')],
        },
      ),
    ],
  },
  {
    key: 'white-page',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        74,
        kikuchi,
        '予約サイトが真っ白です',
        `
        菊地整骨院の菊地です。

        今朝から予約サイトを開いても真っ白で何も出ません。
        受付の予約台帳もこちらに頼っているので、電話の予約と重なりそうです。
        いつ頃なおりますか。`,
        { encoding: 'iso-2022-jp', program: 'becky' },
      ),
    ],
  },
  {
    key: 'hotel-recovery-when',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        29,
        ikeda,
        'いつ復旧しますか',
        `
        ホテルみなぎの池田です。
        電話もつながらず、お知らせのページも更新されていません。
        宿泊予約が止まってもう2時間です。復旧の見込みを今すぐ知らせてください。
        今日の損失はそちらに請求させていただくことになると思います。`,
        { program: 'iphone' },
      ),
    ],
  },
  {
    key: 'gym-app-outage',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        52,
        nakamura,
        '入館できない会員様が出ています',
        `
        フォルテの中村です。
        アプリの会員証が「読み込み中」のまま表示されず、入館ゲートを通れない会員様が10名ほどいらっしゃいます。
        受付で手書きで対応していますが、夕方の混雑までに直るでしょうか。`,
      ),
    ],
  },
]
