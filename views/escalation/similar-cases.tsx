import { Button } from '../parts.tsx'
import { type Reader, shortTime } from '../reader.ts'

export type SimilarCase = {
  /** In the record. */
  id: number
  threadId: number
  subject: string
  at: number
  /** The policy, answer or guidance that was given then. */
  decision: string
  by: string
  solved: boolean | null
  /** In what it is like the one that is written now. */
  alike: readonly ('customer' | 'words' | 'kind')[]
}

/**
 * What was decided the last times that something like this came up. Its button sends the form back with that
 * decision proposed, so that nothing that was typed is lost.
 */
export function SimilarCases({ reader, cases }: { reader: Reader; cases: readonly SimilarCase[] }) {
  const { t } = reader
  if (cases.length === 0) return null
  return (
    <section class="similar" aria-labelledby="similar-title">
      <h3 id="similar-title">{t('escalation.similar')}</h3>
      <ul>
        {cases.map((one) => (
          <li>
            <a href={`/escalations/${one.id}`} target="_blank" rel="noopener">
              {one.subject || t('list.no_subject')}
            </a>
            <p>{one.decision}</p>
            <small>
              {[one.by, shortTime(reader, one.at), ...one.alike.map((way) => t(`escalation.same_${way}`))]
                .filter(Boolean)
                .join(' · ')}
              {one.solved !== null && ` · ${t(one.solved ? 'escalation.solved' : 'escalation.not_solved')}`}
            </small>
            {one.decision && (
              <Button tone="quiet" name="use" value={String(one.id)}>
                {t('escalation.use_decision')}
              </Button>
            )}
          </li>
        ))}
      </ul>
    </section>
  )
}
