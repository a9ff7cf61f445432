import { customers, person } from '../customers.ts'
import { again, mail, note, reply, status, take } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { abe } = customers
const phisher = person('ミナト銀行セキュリティセンター', 'info@minato-bank-secure.example.net')
const newsletter = person('オフィスソリューション通信', 'news@office-news.example')
const fair = person('働き方フェア 事務局', 'jimukyoku@hatarakikata-fair.example')
const postmaster = person('Mail Delivery System', 'mailer-daemon@mx.minato.example')
const nagai = person('永井 敦', 'nagai@nagai-sekkei.example')
const ohta = person('太田 雅子', 'ohta@ohta-kensa.example')
const storage = person('クラウド保管庫', 'no-reply@hokanko.example')

/** Mail that no person wrote, or that nobody should answer. */
export const machines: DemoThread[] = [
  {
    key: 'phishing',
    mailbox: 'billing',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        142,
        phisher,
        '【重要】お客様の口座は一時的に制限されています',
        `
        お客様の口座において第三者による不正なログインを検知しました。
        24時間以内に下記のリンクよりご本人確認を完了しない場合、お取引が停止されます。
        https://minato-bank-secure.example.net/verify?id=88213`,
        {
          html: '<div style="border:1px solid #c00;padding:12px"><p><b>お客様の口座は一時的に制限されています</b></p><p>第三者による不正なログインを検知しました。24時間以内に下記のボタンよりご本人確認を完了しない場合、お取引が停止されます。</p><p><a href="https://minato-bank-secure.example.net/verify?id=88213" style="background:#c00;color:#fff;padding:8px 16px">https://www.minato-bank.example/login</a></p><form action="https://minato-bank-secure.example.net/post"><input name="pin" placeholder="暗証番号"></form><script>location="https://minato-bank-secure.example.net/"</script></div>',
          headers: {
            'X-Priority': '1 (Highest)',
            'Authentication-Results': 'mx.minato.example; spf=fail; dkim=none',
          },
        },
      ),
    ],
  },
  {
    key: 'newsletter',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        310,
        newsletter,
        '【オフィスソリューション通信 Vol.218】年末の備品整理、まだ間に合います',
        `
        今月の特集：年末の備品整理
        ・捨てる前に確認したいリース品の扱い
        ・電子帳簿保存法の対応チェックリスト
        配信停止はこちら https://office-news.example/unsubscribe?u=3311`,
        {
          html: '<table width="600" align="center"><tr><td><img src="https://img.office-news.example/218/header.png" width="600" height="180" alt="オフィスソリューション通信"></td></tr><tr><td><h2>今月の特集：年末の備品整理</h2><ul><li>捨てる前に確認したいリース品の扱い</li><li>電子帳簿保存法の対応チェックリスト</li></ul><p><a href="https://office-news.example/218">続きを読む</a></p></td></tr><tr><td><small>配信停止は<a href="https://office-news.example/unsubscribe?u=3311">こちら</a></small><img src="https://track.office-news.example/o.gif?u=3311" width="1" height="1" alt=""></td></tr></table>',
          headers: {
            'List-Id': '<weekly.office-news.example>',
            'List-Unsubscribe': '<https://office-news.example/unsubscribe?u=3311>',
            Precedence: 'bulk',
          },
        },
      ),
    ],
  },
  {
    key: 'fair-invitation',
    mailbox: 'corporate',
    language: 'ja',
    status: 'done',
    story: [
      mail(
        '10d 11:00',
        fair,
        '働き方フェア 出展のご案内',
        '貴社ますますご盛栄のこととお慶び申し上げます。来春に開催いたします「働き方フェア」の出展社を募集しております。早期割引は来月末までです。',
        { headers: { 'List-Id': '<exhibitors.hatarakikata-fair.example>', Precedence: 'bulk' } },
      ),
      note('takahashi', '10d 11:30', '営業会議で見送りと決まっています。返信不要です。', 0),
      status('takahashi', '10d 11:31', 'done'),
    ],
  },
  {
    key: 'out-of-office',
    mailbox: 'corporate',
    language: 'ja',
    status: 'in_progress',
    assignee: 'takahashi',
    story: [
      mail(
        '3d 10:00',
        nagai,
        '保守契約の内容確認',
        '永井設計の永井です。現在の保守契約に、休日の訪問は含まれていますか。',
      ),
      take('takahashi', '3d 10:15'),
      reply(
        'takahashi',
        '3d 10:40',
        '永井様\n\n休日の訪問は含まれておりません。月額2,000円で土曜の訪問を追加できます。ご希望でしたらお見積もりいたします。',
      ),
      mail(
        '3d 10:41',
        nagai,
        '自動応答: 保守契約の内容確認',
        `
        お世話になっております。永井です。
        来週末まで出張のため、メールの返信が遅れます。
        お急ぎの場合は総務の原（hara@nagai-sekkei.example）までご連絡ください。`,
        {
          program: 'outlook',
          headers: {
            'Auto-Submitted': 'auto-replied',
            'X-Auto-Response-Suppress': 'All',
            Precedence: 'auto_reply',
          },
        },
      ),
    ],
  },
  {
    key: 'bounced-reply',
    mailbox: 'support',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        '1d 14:30',
        ohta,
        '検針票の数字の見方',
        '太田検査所の太田です。検針票の「累計」と「当月」の違いを教えてください。',
      ),
      take('kobayashi', '1d 14:50'),
      reply(
        'kobayashi',
        '1d 15:05',
        '太田様\n\n「累計」は設置からの合計、「当月」は前回の検針からの差で、ご請求は「当月」の枚数で計算しております。',
      ),
      mail(
        '1d 15:06',
        postmaster,
        'Undelivered Mail Returned to Sender',
        `
        This is the mail system at host mx.minato.example.

        I'm sorry to have to inform you that your message could not
        be delivered to one or more recipients. It's attached below.

        <ohta@ohta-kensa.example>: host mx.ohta-kensa.example said:
            552 5.2.2 <ohta@ohta-kensa.example>: Mailbox is full (in reply to RCPT TO command)`,
        {
          headers: { 'Auto-Submitted': 'auto-replied', 'Return-Path': '<>' },
          deliveryReport: {
            recipient: 'ohta@ohta-kensa.example',
            status: '5.2.2',
            diagnostic: '552 5.2.2 Mailbox is full',
          },
        },
      ),
      note(
        'kobayashi',
        '1d 15:20',
        '先方の受信箱がいっぱいです。電話で伝えるため、代表番号を調べています。',
        2,
      ),
    ],
  },
  {
    key: 'storage-notice',
    mailbox: 'support',
    language: 'ja',
    status: 'new',
    story: [
      mail(
        377,
        storage,
        '容量のお知らせ：使用量が80%を超えました',
        'ご契約の保管容量 100GB のうち 81.4GB を使用しています。\nこのメールは自動送信です。ご返信いただいてもお答えできません。',
        { headers: { 'Auto-Submitted': 'auto-generated' } },
      ),
    ],
  },
  {
    key: 'fax-received',
    mailbox: 'billing',
    language: 'ja',
    status: 'in_progress',
    assignee: 'kobayashi',
    story: [
      mail(
        '1d 09:40',
        abe,
        '注文書をFAXしました',
        '阿部印刷です。先ほど注文書をFAXでお送りしました。1枚目がかすれているかもしれません。届いていますか。',
      ),
      take('kobayashi', '1d 10:05'),
      reply(
        'kobayashi',
        '1d 10:12',
        '阿部様\n\n2枚とも届いております。1枚目の数量が読み取れませんでしたので、トナー黒は「6本」でお間違いないでしょうか。',
      ),
      again('1d 11:30', abe, '6本です。よろしくお願いします。', { quotes: true }),
    ],
  },
]
