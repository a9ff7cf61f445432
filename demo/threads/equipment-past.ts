import { customers } from '../customers.ts'
import { accept, escalate, reportAfterwards, withdraw } from '../escalation-steps.ts'
import { again, close, mail, reply, take, wait, waitAnswer } from '../steps.ts'
import type { DemoThread } from '../story.ts'

const { hayashi, yoshida } = customers

/** Machines that run again. */
export const equipmentPast: DemoThread[] = [
  {
    key: 'scan-to-mail',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '15d 11:00',
        hayashi,
        'スキャンがメールで送れなくなりました',
        '林税理士事務所です。先週からスキャンしたものをメールで送ろうとすると「認証エラー」になります。',
      ),
      take('ito', '15d 11:15'),
      wait(
        'ito',
        '15d 11:20',
        'engineering',
        '先週からスキャンの送信で認証エラー。メール側の仕様が変わりましたか。',
        480,
      ),
      escalate('ito', '15d 11:30', {
        what: 'スキャンのメール送信が「認証エラー」になる件が、先週から4社で続いています。',
        wanted: '全契約先に一斉に案内すべきか、判断をお願いします。',
      }),
      accept('tanaka', '15d 11:50'),
      waitAnswer(
        'ono',
        '15d 14:30',
        'メール提供元がパスワードだけの送信を終了しました。機器の更新（4.12以上）と専用パスワードの設定で直ります。',
      ),
      withdraw('ito', '15d 14:40', '技術部の回答で手順が決まり、個別のご案内で足りるため'),
      reply(
        'ito',
        '15d 15:00',
        '林様\n\nメール提供元の仕様変更が原因でした。機器を更新し、専用パスワードを設定する必要がございます。遠隔で10分ほどで作業できます。',
      ),
      again('14d 10:10', hayashi, '昨日設定していただき、送れるようになりました。ありがとうございました。', {
        quotes: true,
      }),
      close(
        'ito',
        '14d 10:20',
        '林様\n\nご連絡ありがとうございます。またお困りの際はいつでもお知らせください。',
      ),
    ],
  },
  {
    key: 'boiler-lukewarm',
    mailbox: 'support',
    language: 'ja',
    status: 'done',
    assignee: 'ito',
    story: [
      mail(
        '22d 10:05',
        yoshida,
        '給湯器のお湯がぬるいです',
        '南町会館の吉田です。設定は60度ですが、出てくるお湯は40度くらいです。',
        { program: 'thunderbird' },
      ),
      take('ito', '22d 10:20'),
      reply('ito', '22d 10:30', '吉田様\n\n混合弁の目詰まりが考えられます。明日の午前に点検に伺います。'),
      again('21d 15:00', yoshida, '弁の掃除で直りました。手早い対応に感謝します。', {
        program: 'thunderbird',
        quotes: true,
      }),
      close('ito', '21d 15:15', '吉田様\n\n何よりでございます。半年後に定期点検のご案内をお送りします。'),
      reportAfterwards('ito', '21d 15:40', {
        what: '混合弁の目詰まりでお湯がぬるくなりました。点検の予定を1日早め、弁の掃除だけで直りました。',
        why: '同じ型の給湯器で、今月3件目です。半年ごとの点検では間に合わない水質と見られます。',
        how: '係長に相談する前に、点検員の手配を変えました。費用は当社で負担しています。',
      }),
    ],
  },
]
