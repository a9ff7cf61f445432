import { customers, person } from '../customers.ts'
import { accept, answer, escalate, judge, sendUp } from '../escalation-steps.ts'
import { pdfFile } from '../samples/files.ts'
import { again, close, mail, reply, take, wait, waitAnswer } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { yamaguchi, hayashi, goto, fujii } = customers
const takagi = person('髙木 進', 'takagi@takagi-denki.example')
const onodera = person('小野寺 経理部', 'keiri@onodera-bussan.example')

/** Invoices, receipts and payments. */
export const billing: DemoThread[] = [
  {
    key: 'regular-order-price',
    mailbox: 'billing',
    language: 'ja',
    status: 'done',
    assignee: 'kobayashi',
    story: [
      mail(
        '28d 10:02',
        yamaguchi,
        '定期便の請求金額が違います',
        `
        株式会社サンプルの山口です。
        先月のトナー定期便が3本分請求されていますが、届いたのは2本です。ご確認をお願いいたします。`,
        { program: 'outlook' },
      ),
      take('kobayashi', '28d 10:20'),
      wait(
        'kobayashi',
        '28d 10:24',
        'accounting',
        '株式会社サンプル様、先月の定期便は2本出荷・3本請求になっていませんか。',
        480,
      ),
      escalate('kobayashi', '28d 10:40', {
        what: 'トナー定期便が1本多く請求されています。先月分は入金が済んでいます。',
        why: '出荷の取り消しと請求の取り消しが、別々に行われたと見られます。',
        wanted: '訂正の請求書を出すか、次回の請求から差し引くかを決めてください。',
      }),
      sendUp('sato', '28d 10:48', '入金が済んだ請求の訂正は、課長の決裁が要るため'),
      accept('okamoto', '28d 11:10'),
      waitAnswer(
        'miura',
        '28d 15:10',
        '二重計上でした。1本分8,800円を取り消し、訂正した請求書を発行しました。',
      ),
      answer(
        'okamoto',
        '28d 15:20',
        '訂正した請求書を出し、1本分は今月中に返金する。次回からの差し引きはしない。理由は「二重計上」と正直に書く。',
      ),
      reply(
        'kobayashi',
        '27d 09:30',
        '山口様\n\nご指摘のとおり1本分多く請求しておりました。お詫びのうえ、訂正した請求書をお送りいたします。',
      ),
      again('27d 11:15', yamaguchi, '訂正分を受け取りました。ありがとうございました。', {
        program: 'outlook',
        quotes: true,
      }),
      close(
        'kobayashi',
        '26d 10:00',
        '山口様\n\nご確認ありがとうございます。今後は出荷数と突き合わせてから発行いたします。',
      ),
      judge('kobayashi', '26d 10:05', 'solved'),
    ],
  },
  {
    key: 'addressee-change',
    mailbox: 'billing',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '17d 13:30',
        hayashi,
        '請求書の宛名変更',
        `
        林税理士事務所の林です。来月から請求書の宛名を「税理士法人 林会計」に変えてください。
        登記簿の写しを添付します。`,
        { attachments: [pdfFile('登記事項証明書.pdf', ['履歴事項全部証明書（写し）', '税理士法人 林会計'])] },
      ),
      take('ito', '17d 14:00'),
      close(
        'ito',
        '17d 14:25',
        '林様\n\n宛名の変更を承りました。次回発行分から「税理士法人 林会計」でお届けいたします。',
      ),
    ],
  },
  {
    key: 'invoice-number',
    mailbox: 'billing',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        134,
        takagi,
        '㈱髙木電機 適格請求書の件①',
        `
        ㈱髙木電機の髙木です。
        ①先月分の請求書に登録番号（T＋13桁）の記載がありません。
        ②社名が「高木電機」になっています。正しくは「髙木電機」です（はしごだか）。
        ③ﾌﾘｶﾞﾅも ﾀｶｷﾞ ではなく ﾀｶｷ です。
        以上3点を訂正のうえ、再発行をお願いいたします。`,
        { encoding: 'cp50221', program: 'outlook' },
      ),
    ],
  },
  {
    key: 'receipt-again',
    mailbox: 'billing',
    language: 'ja',
    status: 'done',
    assignee: 'kobayashi',
    story: [
      mail(
        '11d 09:55',
        fujii,
        '領収書の再発行をお願いします',
        '藤井書店の藤井です。\n先々月にお支払いした会員証プリンターの領収書を紛失しました。再発行は可能でしょうか。',
        { program: 'iphone' },
      ),
      take('kobayashi', '11d 10:10'),
      close(
        'kobayashi',
        '11d 10:32',
        '藤井様\n\n「再発行」と明記した領収書を本日郵送いたしました。2日ほどで届く見込みです。',
      ),
    ],
  },
  {
    key: 'late-payment',
    mailbox: 'billing',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        246,
        goto,
        'お支払い期日延期のお願い',
        `
        後藤精工の後藤でございます。
        主要取引先からの入金が遅れており、今月末のお支払い（リース料3台分）を来月10日まで
        お待ちいただくことはできませんでしょうか。勝手を申し上げ恐縮ですが、何卒ご検討ください。`,
        { encoding: 'shift_jis', program: 'becky' },
      ),
    ],
  },
  {
    key: 'bank-account',
    mailbox: 'billing',
    language: 'ja',
    status: 'in_progress',
    assignee: 'ito',
    story: [
      mail(
        '2d 10:30',
        onodera,
        '引落口座の変更手続きについて',
        `
        小野寺物産 経理部です。
        来月から引落口座を変更したく、必要な書類をお送りいただけますか。
        届出印は代表者印でよろしいでしょうか。`,
        { encoding: 'iso-2022-jp', program: 'becky' },
      ),
      take('ito', '2d 10:50'),
      reply(
        'ito',
        '2d 11:05',
        '小野寺物産 経理部 ご担当者様\n\n口座振替依頼書を本日郵送いたしました。押印は銀行へのお届け印をお願いいたします。',
      ),
      again('1d 14:15', onodera, '書類が届きました。記入例の3番の欄は空欄でよいのでしょうか。', {
        encoding: 'iso-2022-jp',
        program: 'becky',
        quotes: true,
      }),
    ],
  },
  {
    key: 'pdf-unreadable',
    mailbox: 'billing',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '8d 16:40',
        goto,
        '請求書PDFが開けません',
        '後藤精工の後藤です。送っていただいた先月分の請求書が「壊れています」と出て開けません。',
        { encoding: 'euc-jp', program: 'thunderbird' },
      ),
      take('ito', '7d 09:15'),
      close(
        'ito',
        '7d 09:30',
        '後藤様\n\nご不便をおかけしました。PDFを作り直し、別のメールでお送りいたしました。開けない場合はFAXでもお届けできます。',
      ),
    ],
  },
]
