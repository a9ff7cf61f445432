import { customers, person } from '../customers.ts'
import {
  acknowledge,
  again,
  askPolicy,
  close,
  mail,
  note,
  policy,
  reply,
  take,
  wait,
  waitAnswer,
} from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { yamaguchi, shimizu } = customers
const kanda = person('神田 修一', 'kanda@kanda-shika.example')

/** The copier that does not come, and what was decided in such cases before. */
export const copierDelay: DemoThread[] = [
  {
    key: 'copier-delay',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story: [
      mail(
        '3d 09:12',
        yamaguchi,
        '複合機の納期遅れについて 責任者の方へ',
        `
        ミナト事務機 ご担当者様

        株式会社サンプル総務の山口です。
        今月の移転に合わせて注文した複合機（MX-C4570、1台）が、納品予定日を過ぎても届いておりません。
        配送業者に伝票番号を問い合わせましたが「まだ荷物を預かっていない」とのことでした。

        いつ届くのか、本日中にご回答ください。
        新しい事務所ではコピーもFAXも使えない状態です。

        山口 花子
        株式会社サンプル 総務部`,
        { program: 'outlook' },
      ),
      take('ito', '3d 09:31'),
      reply(
        'ito',
        '3d 10:05',
        `
        山口様

        お世話になっております。ミナト事務機サポートの伊藤でございます。
        ご注文の複合機が予定日に届いていないとのこと、誠に申し訳ございません。
        納期について倉庫へ確認しております。分かり次第、本日中にご連絡いたします。`,
      ),
      wait(
        'ito',
        '3d 10:08',
        'logistics',
        '注文番号 MN-20871（株式会社サンプル様、MX-C4570）の出荷が止まっています。出荷日と理由を教えてください。',
        240,
      ),
      waitAnswer(
        'kurata',
        '3d 16:40',
        '部品（給紙ユニット）の入荷待ちで引き当てが外れていました。メーカーの回答は最短で来週半ばです。代替機 MX-C3070 なら倉庫に1台あります。',
      ),
      reply(
        'ito',
        '2d 11:20',
        `
        山口様

        ご連絡が遅くなり申し訳ございません。サポートの伊藤でございます。
        倉庫に確認しましたところ、給紙ユニットの入荷が遅れており、出荷ができておりませんでした。
        納品日は確定次第あらためてお知らせいたします。`,
      ),
      again(
        112,
        yamaguchi,
        `
        先週も同じお問い合わせをいたしましたが、回答をいただいておりません。
        「確定次第」では社内に説明できません。
        このままでは業務に支障が出てしまいます。
        責任者の方からご連絡をお願いいたします。

        今回の件、値引きなども含めて検討いただけるのでしょうか。`,
        { program: 'outlook', quotes: true },
      ),
      askPolicy(
        'ito',
        'tanaka',
        104,
        `
        @田中 浩一 山口様が責任者からの連絡と値引きを求めています。代替機 MX-C3070 が倉庫に1台あります。
        ①代替機を無償で先に入れてよいか ②値引きの可否 ③どなたからお返事するか、ご指示をお願いします。`,
      ),
      note('tanaka', 95, '外出中のため @佐藤 恵 さんに判断をお願いします。', 3),
      policy('sato', 74, '回答は明日まで待ち、物流の出荷日が決まってからお返事する。', {
        due: 60 * 20,
        needsApproval: true,
      }),
      note(
        'kurata',
        61,
        '@伊藤 美咲 代替機は明日10時に設置まで行けます。車両を押さえました。今日15時までに返事をください。',
      ),
      policy(
        'sato',
        48,
        '代替機を明日午前に手配し、納期遅れを率直にお詫びする。値引きには応じない。次に「責任者」と言われたら課長へ。',
        {
          due: 175,
          needsApproval: true,
          returnWhen: '再度責任者を求められたとき、または代替機を断られたとき',
        },
      ),
      note('ito', 23, '@佐藤 恵 代替機は明日10時に届きます。この内容で返信の承認をお願いします。', 3),
    ],
  },
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
      askPolicy(
        'takahashi',
        'tanaka',
        '19d 11:02',
        '@田中 浩一 3回目の延期です。代替品を先に出せますか。値引きも話に出るかもしれません。',
      ),
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
      askPolicy(
        'takahashi',
        'suzuki',
        '24d 15:31',
        '@鈴木 智子 5台・5年リースの解約申し入れです。課長の判断をお願いします。',
      ),
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
    ],
  },
]
