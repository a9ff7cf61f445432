import { type Reader, shortTime } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'

export type SimilarCase = {
  threadId: number
  subject: string
  at: number
  /** The policy, answer or guidance that was given then. */
  decision: string
  by: string
  solved: boolean | null
}

/** What was decided the last times that something like this came up. */
export function SimilarCases({
  reader,
  place,
  cases,
}: {
  reader: Reader
  place: Place
  cases: readonly SimilarCase[]
}) {
  const { t } = reader
  if (cases.length === 0) return null
  return (
    <section class="similar" aria-labelledby="similar-title">
      <h3 id="similar-title">{t('escalation.similar')}</h3>
      <ul>
        {cases.map((one) => (
          <li>
            <a href={threadUrl(one.threadId, place)} target="_blank" rel="noopener">
              {one.subject || t('list.no_subject')}
            </a>
            <p>{one.decision}</p>
            <small>
              {one.by} · {shortTime(reader, one.at)}
              {one.solved !== null && ` · ${t(one.solved ? 'escalation.solved' : 'escalation.not_solved')}`}
            </small>
          </li>
        ))}
      </ul>
    </section>
  )
}
