import type { Key } from '../locales/index.ts'
import type { Reader } from '../reader.ts'

type Example = { ja: string; en: string; means: Key }

/** Both languages' names work for everybody; the reader's own are shown. */
const examples: readonly Example[] = [
  { ja: '見積 納期', en: 'quote delivery', means: 'search_help.words' },
  { ja: '"再発行をお願い"', en: '"please reissue"', means: 'search_help.phrase' },
  { ja: '-キャンセル', en: '-cancelled', means: 'search_help.minus' },
  { ja: '差出人:山田', en: 'from:yamada', means: 'search_help.sender' },
  { ja: '宛先:sales@', en: 'to:sales@', means: 'search_help.recipients' },
  { ja: '件名:請求書', en: 'subject:invoice', means: 'search_help.subject' },
  { ja: 'ステータス:対応中', en: 'status:in_progress', means: 'search_help.status' },
  { ja: '担当:自分', en: 'assignee:me', means: 'search_help.assignee' },
  { ja: 'メールボックス:サポート', en: 'mailbox:support', means: 'search_help.mailbox' },
  { ja: 'ラベル:急ぎ', en: 'label:urgent', means: 'search_help.label' },
  { ja: '添付:あり', en: 'has:attachment', means: 'search_help.attachment' },
  { ja: '方針:あり', en: 'has:policy', means: 'search_help.policy' },
  { ja: '以前:2026-11-20', en: 'before:2026-11-20', means: 'search_help.before' },
  { ja: '以後:2026-11-01', en: 'after:2026-11-01', means: 'search_help.after' },
]

/** Folded beside hits; open where there is nothing else to read, so that it stands there without script too. */
export function SearchHelp({ reader, open }: { reader: Reader; open: boolean }) {
  const title = reader.t('search.help')
  return open ? (
    <section class="find-help">
      <h2>{title}</h2>
      <Examples reader={reader} />
    </section>
  ) : (
    <details class="find-help">
      <summary>{title}</summary>
      <Examples reader={reader} />
    </details>
  )
}

function Examples({ reader: { t, locale } }: { reader: Reader }) {
  return (
    <dl>
      {examples.map((example) => (
        <div>
          <dt>
            <code>{example[locale]}</code>
          </dt>
          <dd>{t(example.means)}</dd>
        </div>
      ))}
    </dl>
  )
}
