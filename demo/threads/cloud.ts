import { customers, person } from '../customers.ts'
import { csvFile } from '../samples/files.ts'
import { acknowledge, again, askPolicy, close, mail, note, policy, reply, take, wait } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { matsumoto, kato, hase, morita } = customers
const webForm = person('お問い合わせフォーム', 'noreply@form.minato.example')
const developer = person('千葉 亮太', 'chiba@devloop.example')

/** The booking site and the stock system. */
export const cloud: DemoThread[] = [
  {
    key: 'csv-garbled',
    mailbox: 'support',
    language: 'ja',
    status: 'awaiting_dept',
    assignee: 'kobayashi',
    story: [
      mail(
        '4d 14:30',
        matsumoto,
        'CSV取り込みで商品名が文字化けします',
        `
        松本食品の松本です。
        商品マスタのCSVを取り込むと「鯖」「鰯」などの商品名が「?」になります。
        元のファイルを添付します。Excelで保存したものです。`,
        {
          program: 'outlook',
          attachments: [
            csvFile('商品マスタ.csv', [
              ['商品コード', '商品名', '単価'],
              ['1001', '鯖の味噌煮', '380'],
              ['1002', '鰯の梅煮', '360'],
              ['1003', '鰤大根', '420'],
            ]),
          ],
        },
      ),
      take('kobayashi', '4d 14:45'),
      wait(
        'kobayashi',
        '4d 14:52',
        'engineering',
        '松本食品様のCSV（Shift_JIS）で魚の漢字が「?」になります。添付のファイルで再現するか見てください。',
        960,
      ),
      reply(
        'kobayashi',
        '4d 15:00',
        '松本様\n\nファイルをありがとうございます。技術部で再現を確認しております。お急ぎの分は、UTF-8で保存し直すと正しく取り込めます。',
      ),
      note(
        'ono',
        '3d 17:00',
        '再現しました。取り込み時の変換表が古いです。修正は次の定期更新（来週）に入れます。',
      ),
      again('1d 10:05', matsumoto, 'UTF-8の保存のしかたが分かりません。いつ直りますか。', {
        program: 'outlook',
        quotes: true,
      }),
    ],
  },
  {
    key: 'stock-count-off',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        '6d 09:30',
        hase,
        '在庫数が実際と合いません',
        `
        雑貨の店 長谷です。
        棚卸しをしたら、システムの在庫と実物が43点も違いました。
        返品の処理をすると2回足されているように見えます。`,
      ),
      take('kobayashi', '6d 09:45'),
      askPolicy(
        'kobayashi',
        'tanaka',
        '6d 10:10',
        '@田中 浩一 返品の二重加算が疑われます。他のお客様にも影響するかもしれません。',
      ),
      policy(
        'tanaka',
        '6d 11:00',
        '技術部の確認が終わるまで「不具合」と断定しない。返品処理を手作業にしていただくようお願いする。',
        { due: 1440 },
      ),
      acknowledge('kobayashi', '6d 11:08'),
      reply(
        'kobayashi',
        '6d 11:30',
        '長谷様\n\nご迷惑をおかけしております。調査の間、返品は「数量の調整」からご登録いただけますでしょうか。',
      ),
      note('ono', '5d 15:00', '特定のバーコード端末で返品が二重に送られる不具合でした。影響は17社です。'),
      policy(
        'tanaka',
        '5d 15:40',
        '不具合と認め、対象17社へ同じ文面で知らせる。在庫の補正は当社が代行する。費用の請求があれば係長へ。',
        {
          due: 1440,
          needsApproval: false,
          returnWhen: '決算への影響を訴えられたとき',
        },
      ),
      acknowledge('kobayashi', '5d 15:45'),
      reply(
        'kobayashi',
        '5d 16:10',
        '長谷様\n\n調査の結果、特定の端末で返品が二重に計上される不具合と分かりました。お詫び申し上げます。\n43点の補正は弊社で代行いたします。作業の前に一覧をお送りしますので、ご確認ください。',
      ),
      again('4d 10:00', hase, '一覧を確認しました。この内容で補正をお願いします。', { quotes: true }),
    ],
  },
  {
    key: 'staff-left',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        148,
        webForm,
        '[お問い合わせ] 退職者のアカウント',
        `
        お名前: 大原 美紀
        会社名: 大原クリーニング
        メール: ohara@ohara-cleaning.example
        種別: 予約サイト

        管理者が退職し、パスワードが分かりません。メールアドレスも使えなくなっています。
        管理者を私に変更するにはどうすればよいでしょうか。`,
        {
          without: ['message-id', 'date'],
          headers: { 'Reply-To': 'ohara@ohara-cleaning.example', 'X-Form-Id': 'contact-3' },
        },
      ),
    ],
  },
  {
    key: 'bare-subject',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        392,
        person('', 'yoyaku@suzuran-onsen.example'),
        '予約の一括取り消しについて',
        `
        すずらん温泉です。
        工事で来月3日から5日を休館にします。入っている予約をまとめて取り消し、
        お客様にお詫びのメールを送る方法はありますか。`,
        { encoding: 'shift_jis', charsetLabel: null, bareSubject: true, program: 'becky' },
      ),
    ],
  },
  {
    key: 'cancel-policy-setting',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'takahashi',
    story: [
      mail(
        '16d 11:15',
        kato,
        'キャンセル料の設定方法',
        '加藤サロンです。前日以降のキャンセルに50%の料金を表示したいのですが、どこで設定できますか。',
      ),
      take('takahashi', '16d 11:30'),
      close(
        'takahashi',
        '16d 11:45',
        '加藤様\n\n「設定」→「受付」→「取り消し」で、前日18時以降を50%に設定できます。予約確認メールにも自動で入ります。',
      ),
    ],
  },
  {
    key: 'api-question',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        267,
        developer,
        '在庫APIの更新間隔とWebhookについて',
        `
        松本食品様の開発を請け負っている千葉と申します。
        1. GET /v2/stocks は何秒ごとに呼んでよいでしょうか。429が返る条件が資料に見当たりません。
        2. 在庫が変わったときのWebhookで、再送は何回行われますか。
        3. 署名の検証に使う鍵は、更新されることがありますか。`,
        { program: 'thunderbird' },
      ),
    ],
  },
  {
    key: 'feature-wish',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '25d 12:10',
        morita,
        '予約のリマインドを前々日にも送りたい',
        'さくらデンタルの森田です。前日だけでなく、2日前にもお知らせできると助かります。',
      ),
      take('ito', '25d 13:00'),
      close(
        'ito',
        '25d 13:20',
        '森田様\n\nご要望をありがとうございます。開発の候補に加えました。それまでは「一斉送信」の予約送信で代用いただけます。',
      ),
    ],
  },
]
