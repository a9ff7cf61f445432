import { customers, person } from '../customers.ts'
import { pdfFile } from '../samples/files.ts'
import { acknowledge, mail, note, policy, reply, take, wait } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { fujii } = customers
const lawyer = person('弁護士 桐山 正樹', 'kiriyama@kiriyama-law.example')
const nishida = person('西田 奈緒', 'n.nishida@nishida-kids.example')

/** What the law asks, and what lawyers write. */
export const law: DemoThread[] = [
  {
    key: 'lawyer-letter',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'suzuki',
    story: [
      mail(
        '2d 13:15',
        lawyer,
        '通知書の送付について（株式会社ミナト事務機 御中）',
        `
        前略　当職は、株式会社大谷商会（以下「通知人」）の代理人として、貴社に対し以下のとおり通知いたします。

        貴社が納入した複合機の不具合により、通知人は先月分の請求業務を遅延し、損害を被りました。
        つきましては、本書到達後14日以内に、損害額 金1,284,000円の支払いについて貴社のご見解を
        書面にてご回答くださいますようお願い申し上げます。
        なお、本件に関する今後の連絡は、すべて当職宛にお願いいたします。　草々`,
        {
          attachments: [
            pdfFile('通知書.pdf', [
              '通　知　書',
              '株式会社ミナト事務機 御中',
              '損害額 金1,284,000円',
              '弁護士 桐山 正樹',
            ]),
          ],
        },
      ),
      take('ito', '2d 13:30'),
      note(
        'ito',
        '2d 13:32',
        '@鈴木 智子 @法務 代理人の弁護士からの通知書です。私からは返信していません。',
        0,
      ),
      policy(
        'suzuki',
        '2d 14:10',
        '担当者は一切返信しない。受領の連絡は課長名でのみ行い、内容には触れない。回答書は法務が作成する。',
        {
          due: 4320,
          replyBy: 'supervisor',
          needsApproval: true,
          returnWhen: '大谷商会から直接連絡があったとき',
        },
      ),
      { kind: 'assign', by: 'suzuki', to: 'suzuki', at: '2d 14:12' },
      acknowledge('suzuki', '2d 14:13'),
      reply(
        'suzuki',
        '2d 16:30',
        '弁護士 桐山 正樹 先生\n\n通知書を拝受いたしました。内容を確認のうえ、期限までに書面にて回答申し上げます。',
      ),
      note(
        'hasegawa',
        '1d 11:00',
        '回答書の案を作成中です。過去3か月の保守の記録を @技術部 に出してもらっています。',
      ),
    ],
  },
  {
    key: 'privacy-request',
    mailbox: 'support',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'takahashi',
    story: [
      mail(
        '3d 11:10',
        nishida,
        '個人情報の開示と削除の請求',
        `
        西田と申します。通っていた教室が貴社の会員証アプリを使っていました。
        私と子どもの情報が今も残っているようなので、個人情報保護法に基づき、
        保有している内容の開示と、その後の削除を請求いたします。
        本人確認に必要なものがあればお知らせください。`,
      ),
      take('takahashi', '3d 11:30'),
      reply(
        'takahashi',
        '3d 13:40',
        '西田様\n\nご請求を承りました。担当部署で手続きを確認のうえ、必要な書類をご案内いたします。',
      ),
      wait(
        'takahashi',
        '3d 13:45',
        'legal',
        '元会員の方からの開示・削除請求です。本人確認書類と、教室（委託元）への連絡の順番を教えてください。',
        4320,
      ),
      note(
        'hasegawa',
        '1d 15:30',
        '教室が管理者、当社は委託先です。教室へ先に連絡し、同意を得てから開示します。文面を用意します。',
      ),
    ],
  },
  {
    key: 'data-export-on-leaving',
    mailbox: 'support',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'ito',
    story: [
      mail(
        '2d 09:45',
        fujii,
        '解約前のデータの取り出し',
        `
        藤井書店の藤井です。会員証サービスを今月で終えますが、会員2,300名分の来店履歴を残したいです。
        CSVで全件を書き出す方法を教えてください。画面からは500件までしか出せません。`,
      ),
      take('ito', '2d 10:00'),
      wait(
        'ito',
        '2d 10:06',
        'engineering',
        '藤井書店様の来店履歴（2,300名・全期間）を一括で書き出せますか。列の並びは画面のCSVと同じで。',
        2880,
      ),
      reply(
        'ito',
        '2d 10:15',
        '藤井様\n\n画面からの書き出しは500件が上限のため、技術部で全件のファイルをご用意します。月内にお渡しいたします。',
      ),
    ],
  },
]
