import { customers } from '../customers.ts'
import { escalate, guide, judge } from '../escalation-steps.ts'
import { errorScreenshot } from '../samples/files.ts'
import { again, close, mail, reply, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { nakamura, fujii } = customers

/** The member’s card. */
export const membersCard: DemoThread[] = [
  {
    key: 'card-refund',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '1d 13:35',
        nakamura,
        '会員証の返金をお願いします',
        `
        フォルテの中村です。
        先月注文した磁気カード200枚ですが、アプリの会員証に切り替えたため未開封のままです。
        返品と返金をお願いできますか。`,
      ),
      take('takahashi', '1d 13:50'),
      reply(
        'takahashi',
        '1d 14:20',
        '中村様\n\n未開封でしたら、送料のみご負担いただき返品を承れます。箱の側面のロット番号を教えてください。',
      ),
      again(
        183,
        nakamura,
        `
        ロット番号は C-2608-114 です。
        別件ですが、次回の定期点検の日程も教えてください。`,
        { quotes: true },
      ),
      escalate('takahashi', 9, {
        what: '未開封の磁気カード200枚（ロット C-2608-114）の返品と返金のご希望です。名入れの特注品です。',
        why: 'アプリの会員証に切り替えたため。注文のときに、当社から切り替えの予定を伺っていませんでした。',
        tried: '「未開封なら承れます」とお伝えした後で、特注品と分かりました。',
        options: ['送料のみご負担いただき全額を返金する', '半額を返金する', '特注品のため返品をお断りする'],
        wanted: '特注品でも返品を受けてよいか決めてください。受けると先にお伝えしています。',
      }),
    ],
  },
  {
    key: 'card-not-shown',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '9d 17:10',
        nakamura,
        '会員証が表示されない会員様がいます',
        'フォルテの中村です。機種変更した会員様の会員証が表示されません。再発行の手順を教えてください。',
        { attachments: [errorScreenshot('会員様の画面.png', 'M-0310', 'CARD NOT FOUND')] },
      ),
      take('ito', '8d 09:10'),
      escalate(
        'ito',
        '8d 09:12',
        {
          what: '機種変更で会員証が表示されないとのことです。再発行の手順が社内の資料に見当たりません。',
          wanted: '再発行と引き継ぎのどちらをご案内すべきか教えてください。',
        },
        { as: 'question' },
      ),
      guide(
        'tanaka',
        '8d 09:26',
        '再発行は不要です。管理画面の「会員」→「端末の引き継ぎ」で6桁の番号を出せば、現場で案内できます。',
      ),
      reply(
        'ito',
        '8d 09:30',
        '中村様\n\n管理画面の「会員」→「端末の引き継ぎ」で6桁の番号を発行し、会員様の新しい端末で入力してください。',
      ),
      again('8d 12:45', nakamura, 'できました！受付の者にも共有します。', {
        program: 'iphone',
        quotes: true,
      }),
      close(
        'ito',
        '8d 13:00',
        '中村様\n\n無事に表示されて安心いたしました。受付の方用に1枚の手順書もお送りします。',
      ),
      judge('ito', '8d 13:02', 'solved'),
    ],
  },
  {
    key: 'duplicate-members',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '2d 14:05',
        fujii,
        '同じ会員が二重に登録されています',
        '藤井書店です。電話番号のハイフンの有無で別の会員になっています。まとめる機能はありますか。180件ほどあります。',
      ),
      take('takahashi', '2d 14:25'),
      reply(
        'takahashi',
        '2d 14:40',
        '藤井様\n\n「重複の候補」という画面で10件ずつまとめられます。180件でしたら、弊社で一括の作業も承ります（無料）。',
      ),
    ],
  },
]
