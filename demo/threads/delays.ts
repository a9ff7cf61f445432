import { customers, person } from '../customers.ts'
import { cartons } from '../samples/files.ts'
import { acknowledge, again, askPolicy, mail, note, policy, reply, take, wait } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { yoshida, hayashi, shimizu } = customers
const minami = person('南 麻衣', 'minami@cafe-minami.example')
const sugimoto = person('杉本 隆', 'sugimoto@sugimoto-jimusho.example')

/** Goods that come late, wrong or not at all. */
export const delays: DemoThread[] = [
  {
    key: 'boiler-noise',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story: [
      mail(
        '1d 16:10',
        yoshida,
        '給湯器から異音がします（至急）',
        `
        南町会館の吉田です。

        何度かお電話を差し上げましたが、つながりませんでしたのでメールします。
        3年前に入れていただいた給湯器（厨房側）から、昨日の夕方から「ゴー」という低い音がしています。
        お湯は出ますが、匂いも少しあるように感じます。
        明日は60名の会食が入っています。使い続けて良いものでしょうか。`,
        { program: 'thunderbird' },
      ),
      take('ito', 320),
      askPolicy(
        'ito',
        'tanaka',
        312,
        '@田中 浩一 匂いがあるとのことで、使用を止めていただくべきか判断をお願いします。明日会食があるそうです。',
      ),
      policy(
        'tanaka',
        300,
        '安全を優先し、ただちに使用を止めて元栓を閉めていただく。本日中に点検員を向かわせ、訪問時刻まで必ず伝える。費用の話は点検後。',
        { due: 540, replyBy: 'assignee', returnWhen: 'ガス漏れの疑いが残る、または本日中に訪問できないとき' },
      ),
      acknowledge('ito', 297),
      reply(
        'ito',
        290,
        `
        吉田様

        お電話がつながらず大変申し訳ございません。サポートの伊藤でございます。
        念のため、給湯器の使用をいったん止め、元栓を閉めて窓をお開けください。
        本日15時から16時の間に点検員が伺います。担当者の名前と電話番号は追ってお知らせします。`,
      ),
      again(205, yoshida, '承知しました。元栓は閉めました。15時に厨房口でお待ちしております。', {
        program: 'iphone',
        quotes: true,
      }),
      note('ito', 198, '@技術部 点検の結果が出たらこのスレッドに書いてください。会食は明日11時からです。', 2),
    ],
  },
  {
    key: 'toner-missing',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        38,
        minami,
        'トナーがまだ届きません',
        `
        いつもお世話になっております。カフェ・ミナミの南と申します。
        先週の水曜日に黒トナーを2本注文しましたが、まだ届いていないようです。
        確認メールは受け取っています（注文番号 MN-21004）。
        残りが1割ほどなので、おおよその到着日だけでも教えていただけると助かります。`,
        { program: 'iphone' },
      ),
    ],
  },
  {
    key: 'delivery-date-change',
    mailbox: 'support',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'takahashi',
    story: [
      mail(
        '1d 11:25',
        hayashi,
        '複合機の搬入日を変更したいのですが',
        `
        林税理士事務所の林です。
        来週火曜に予定している複合機の搬入ですが、ビルの都合でエレベーターが使えなくなりました。
        木曜か金曜の午前に変更できますでしょうか。3階まで階段での搬入は難しいと思います。`,
      ),
      take('takahashi', '1d 13:10'),
      reply(
        'takahashi',
        '1d 13:22',
        '林様\n\n法人窓口兼サポートの高橋です。ご連絡ありがとうございます。\n木曜・金曜の配車を確認し、明日までにお返事いたします。',
      ),
      wait(
        'takahashi',
        260,
        'logistics',
        '林税理士事務所様の搬入、木曜か金曜の午前に変更できますか。エレベーターありの搬入です。',
        480,
      ),
      note('kurata', 130, '金曜の午前なら出せそうです。ドライバーの確認を取ってから正式に答えます。'),
    ],
  },
  {
    key: 'wrong-item',
    mailbox: 'support',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'kobayashi',
    story: [
      mail(
        '4d 10:15',
        shimizu,
        '届いた用紙のサイズが違います',
        `
        清水工業です。A3用紙を10箱頼みましたが、B4が10箱届きました。
        箱の写真を添付します。A3は明後日の図面出力に必要です。引き取りもお願いします。`,
        { program: 'outlook', attachments: [cartons('箱の写真.png', 'B4')] },
      ),
      take('kobayashi', '4d 10:40'),
      reply(
        'kobayashi',
        '4d 10:52',
        '清水様\n\n誤った用紙をお届けしてしまい申し訳ございません。A3用紙を最優先で手配し、B4の引き取りも併せて伺います。',
      ),
      wait(
        'kobayashi',
        '4d 10:55',
        'logistics',
        '清水工業様へA3用紙10箱を明日着で再送し、B4の10箱を引き取ってください。誤出荷の原因も知りたいです。',
        480,
      ),
      again(
        '2d 09:20',
        shimizu,
        'A3がまだ届きません。図面が出せず、現場が止まっています。どうなっていますか。',
        {
          program: 'outlook',
          quotes: true,
        },
      ),
      note('kobayashi', '2d 09:34', '@物流 期限を過ぎています。今日の便に乗せられますか。', 2),
    ],
  },
  {
    key: 'install-time',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        11,
        sugimoto,
        '設置の時間帯について',
        `
        杉本事務所の杉本です。
        今週金曜の複合機の設置は、午後の何時ごろになりますか。
        14時から来客がありますので、できれば13時までに終わると助かります。`,
      ),
    ],
  },
]
