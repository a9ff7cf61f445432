import { customers, person } from '../customers.ts'
import { bookingChart, errorScreenshot } from '../samples/files.ts'
import { acknowledge, again, askPolicy, close, mail, note, policy, reply, take, wait } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { kato, ikeda, nakamura, morita, okada } = customers
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
      wait(
        'kobayashi',
        214,
        'engineering',
        '岡田運輸様の在庫一覧が1分以上かかるそうです。予約サイトの障害と関係がありますか。15時の締めに間に合いますか。',
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
      note(
        'ono',
        '14d 09:58',
        '配送元の一つが受信側で制限されていました。滞留していた312通は10時15分に再送済みです。',
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
    ],
  },
]
