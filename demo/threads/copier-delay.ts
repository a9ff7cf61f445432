import { customers } from '../customers.ts'
import { accept, escalate, phoned } from '../escalation-steps.ts'
import { again, mail, note, policy, reply, take, wait, waitAnswer } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { yamaguchi } = customers

/** The copier that does not come, and whose decision that is when nobody picks up the phone. */
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
      escalate(
        'ito',
        104,
        {
          what: '納品予定日を過ぎた複合機（MX-C4570）について、2度目の催促です。責任者からの連絡と値引きを求められています。',
          why: 'メーカーの給紙ユニットの入荷待ちで、引き当てが外れていました。こちらからの途中の連絡も不足していました。',
          how: '代替機 MX-C3070 が倉庫に1台あり、明日午前に設置まで行えます。',
          tried: '物流に確認済み。「確定次第ご連絡」とお返事したところ、納得いただけませんでした。',
          options: [
            '代替機を明日午前に無償で入れ、値引きはしない',
            '代替機を入れ、今月のリース料を値引きする',
            '注文の機器が入るまでお待ちいただく',
          ],
          wanted: '代替機を無償で先に入れてよいか、値引きの可否、どなたからお返事するかを決めてください。',
        },
        { urgency: 3 },
      ),
      phoned('ito', 92, 'no_answer', '外出中。留守番電話なし。'),
      accept('sato', 70),
      policy('sato', 66, '回答は明日まで待ち、物流の出荷日が決まってからお返事する。', {
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
]
