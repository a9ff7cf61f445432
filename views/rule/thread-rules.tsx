import type { ActionWord } from '../../src/rule/act.ts'
import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { type Place, placeQuery, threadUrl } from '../shown.ts'
import { Careful, CarefulForm, type CarefulFormView, type CarefulView } from './careful.tsx'
import { levelWords } from './rule-words.ts'

export type ThreadRulesProps = {
  reader: Reader
  place: Place
  threadId: number
  /** What rules did here, newest first; `suggests` is a level. */
  hits: readonly {
    id: number
    name: string
    suggests: number | null
    messageId: number
    done: readonly ActionWord[]
    refused: readonly ActionWord[]
  }[]
  levels: readonly { level: number; title: string }[]
  mayWork: boolean
  careful: CarefulView | null
  /** Given, the form for careful mode stands open in its place. */
  carefulForm: CarefulFormView | null
}

/** Quiet lines: why something happened here by itself, and one click to say that it should not have. */
export function ThreadRules(props: ThreadRulesProps) {
  const { reader, place, threadId, hits, careful, carefulForm } = props
  const { t } = reader
  const within = { reader, place, threadId }
  if (hits.length === 0 && careful === null && carefulForm === null) return null
  return (
    <section class="rules-place" id="rules" aria-label={t('rule.title')}>
      {careful && !carefulForm && <Careful {...within} careful={careful} />}
      {carefulForm && <CarefulForm {...within} form={carefulForm} />}
      {hits.map((hit) => (
        <Hit {...props} hit={hit} />
      ))}
    </section>
  )
}

function Hit({
  reader,
  place,
  threadId,
  hit,
  levels,
  mayWork,
}: ThreadRulesProps & { hit: ThreadRulesProps['hits'][number] }) {
  const { t } = reader
  const { name, suggests } = hit
  const what = [
    ...hit.done.filter((word) => word !== 'suggest').map((word) => t(`rule.did_${word}`)),
    ...hit.refused.map((word) => t('rule.refused', { what: t(`rule.did_${word}`) })),
  ]
  if (suggests === null && what.length === 0) return null
  const raise = `${threadUrl(threadId, place, '/escalations/new')}`
  const query = `message=${hit.messageId}&rule=${hit.id}`
  return (
    <div class="rule-line">
      <p>
        {suggests !== null && t('rule.suggests', { name, level: levelWords(reader, suggests, levels) })}
        {suggests !== null && what.length > 0 && ` · ${what.join(t('rule.list'))}`}
        {suggests === null && t('rule.applied', { name, what: what.join(t('rule.list')) })}
      </p>
      {mayWork && (
        <>
          {suggests !== null && (
            <a class="button" href={`${raise}${raise.includes('?') ? '&' : '?'}${query}`}>
              <Icon name="raise" /> {t('rule.escalate_now')}
            </a>
          )}
          <form
            method="post"
            action={`/threads/${threadId}/rule-hits/${hit.id}/judgement${placeQuery(place)}`}
          >
            <Button tone="quiet">{t('rule.not_this')}</Button>
          </form>
        </>
      )}
    </div>
  )
}
