import { customers, person } from '../customers.ts'
import { csvFile, pdfFile } from '../samples/files.ts'
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

const { matsumoto, shimizu, ishikawa, abe } = customers
const ueda = person('上田 恭子', 'ueda@ueda-ryokan.example')
const mishima = person('三島 克也', 'mishima@mishima-shoji.example')

/** Contracts that begin, change and end. */
export const contracts: DemoThread[] = [
  {
    key: 'stock-cancel',
    mailbox: 'billing',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        '2d 15:30',
        matsumoto,
        '在庫管理システムの契約を解約したい',
        `
        松本食品の松本です。
        社内で確認したところ、来月末での解約を希望しております。
        理由は、倉庫を外部委託することになり、先方のシステムを使うためです。
        違約金の有無と、必要な手続きを教えてください。`,
        { program: 'outlook' },
      ),
      take('kobayashi', '2d 15:50'),
      askPolicy(
        'kobayashi',
        'tanaka',
        '2d 16:02',
        '@田中 浩一 契約は残り4か月、約款では残月分の半額が違約金です。引き止めますか。',
      ),
      policy('tanaka', '2d 17:05', '引き止めない。約款どおり違約金（残月分の半額）を説明する。', {
        due: 960,
      }),
      acknowledge('kobayashi', '1d 09:05'),
      policy(
        'tanaka',
        '1d 10:20',
        '違約金は請求しない（委託先が当社の連携先と分かったため）。データ連携への移行を1度だけご案内し、断られたら手続きへ進む。',
        {
          due: 1440,
          returnWhen: '委託先の切り替え時期が変わったとき',
        },
      ),
      note('tanaka', '1d 10:24', '@小林 直樹 方針を変えました。お手数ですが確認をお願いします。'),
    ],
  },
  {
    key: 'company-name-change',
    mailbox: 'billing',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        363,
        mishima,
        '社名変更のお知らせ',
        `
        拝啓　時下ますますご清栄のこととお慶び申し上げます。
        このたび弊社は来月1日をもちまして、社名を「三島商事株式会社」から「ミシマ・パートナーズ株式会社」に
        変更する運びとなりました。契約書および請求書の名義変更をお願いいたします。　敬具`,
        {
          program: 'outlook',
          attachments: [
            pdfFile(
              '社名変更のご案内（三島商事株式会社）.pdf',
              ['社名変更のご案内', '新社名 ミシマ・パートナーズ株式会社'],
              'encoded-word',
            ),
          ],
        },
      ),
    ],
  },
  {
    key: 'plan-upgrade',
    mailbox: 'billing',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        187,
        ueda,
        '予約サイトのプラン変更について',
        `
        上田旅館の女将の上田でございます。
        年末に向けて部屋数を増やすことになり、今のライトプランでは足りなくなりそうです。
        月の途中でスタンダードに上げた場合、料金は日割りになりますか。
        また、今入っている予約はそのまま引き継がれますでしょうか。`,
      ),
    ],
  },
  {
    key: 'renewal-seal',
    mailbox: 'billing',
    language: 'ja',
    status: 'done',
    assignee: 'kobayashi',
    story: [
      mail(
        '20d 14:00',
        abe,
        '更新契約書への押印について',
        '阿部印刷の阿部です。更新契約書が届きました。割印は必要でしょうか。収入印紙は御社と弊社のどちらで負担しますか。',
      ),
      take('kobayashi', '20d 14:20'),
      wait(
        'kobayashi',
        '20d 14:25',
        'legal',
        '保守契約の更新（阿部印刷様）。割印と印紙の扱いを確認させてください。',
        480,
      ),
      waitAnswer(
        'hasegawa',
        '19d 10:00',
        '割印は不要、押印は末尾の1か所です。印紙は各自の保管分を各自が負担します。',
      ),
      close(
        'kobayashi',
        '19d 10:15',
        '阿部様\n\n割印は不要です。末尾の1か所にご押印ください。印紙はお手元の1通分のみご負担をお願いいたします。',
      ),
    ],
  },
  {
    key: 'lease-return',
    mailbox: 'corporate',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '6d 11:20',
        shimizu,
        'リース満了に伴う返却について',
        `
        清水工業です。来月末でリース満了となるプリンター3台の返却方法を教えてください。
        ハードディスクのデータ消去証明書も必要です。機番の一覧を添付します。`,
        {
          program: 'outlook',
          attachments: [
            csvFile('機番一覧.csv', [
              ['機種', '機番', '設置場所'],
              ['MX-P2000', 'A93-11820', '本社2階'],
              ['MX-P2000', 'A93-11834', '本社3階'],
              ['MX-P2100', 'B02-00417', '第二工場'],
            ]),
          ],
        },
      ),
      take('takahashi', '6d 13:00'),
      reply(
        'takahashi',
        '6d 13:40',
        '清水様\n\n一覧をありがとうございます。引き取りは来月25日または26日の午前で調整できます。消去証明書は引き取り後10日以内にお送りいたします。',
      ),
      again('4d 15:15', shimizu, '26日でお願いします。第二工場は朝8時以降でないと門が開きません。', {
        program: 'outlook',
        quotes: true,
      }),
      note('takahashi', '4d 15:30', '@倉田 修 来月26日 8時に第二工場、その後本社の順でお願いできますか。', 2),
    ],
  },
  {
    key: 'pharmacy-contract-copy',
    mailbox: 'billing',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '13d 10:25',
        ishikawa,
        '契約書の写しをいただけますか',
        'つばめ薬局の石川です。監査で必要になり、3年前の保守契約書の写しをいただきたいです。',
      ),
      take('ito', '13d 10:40'),
      close(
        'ito',
        '13d 11:30',
        '石川様\n\n契約書の写しを簡易書留で本日お送りいたしました。到着まで2日ほどお待ちください。',
      ),
    ],
  },
]
