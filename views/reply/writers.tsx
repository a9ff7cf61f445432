import { Icon } from '../icons.tsx'
import { Button } from '../parts.tsx'
import { dayAndTime, type Reader } from '../reader.ts'
import { type Place, threadUrl } from '../shown.ts'

/** Somebody else who has the composer open, and since when (UTC ms). */
export type WriterView = { name: string; since: number }

type Within = { reader: Reader; place: Place; threadId: number }

/** Who else is writing, where everybody on the thread sees it: quietly, as it hinders nobody. */
export function Writers({ reader, writers }: { reader: Reader; writers: readonly WriterView[] }) {
  if (writers.length === 0) return null
  return (
    <p class="writers" id="writers" role="status">
      <Icon name="edit" />
      {writers.map(({ name, since }) => (
        <span>{reader.t('writing.now', { name, time: dayAndTime(reader, since) })}</span>
      ))}
    </p>
  )
}

/** In the composer's place: somebody else is writing, and a person decides how to go on. */
export function AskWriter({ reader, place, threadId, writers }: Within & { writers: readonly WriterView[] }) {
  const { t } = reader
  const [first] = writers
  if (!first) return <NowFree reader={reader} place={place} threadId={threadId} />
  const names = writers.map(({ name }) => name).join('、')
  return (
    <section class="ask-writer" aria-labelledby="ask-writer-title">
      <h2 id="ask-writer-title" tabindex={-1}>
        <Icon name="edit" />
        {began(reader, names, first.since)}
      </h2>
      <p>{t('writing.ask_lead')}</p>
      <ul>
        <li>
          <a class="button act" href={threadUrl(threadId, place)}>
            {t('writing.watch')}
          </a>
          <small>{t('writing.watch_hint')}</small>
        </li>
        <li>
          <a class="button" href={togetherUrl(threadId, place)}>
            {t('writing.together')}
          </a>
          <small>{t('writing.together_hint')}</small>
        </li>
        <li>
          <form method="post" action={threadUrl(threadId, place, '/take-overs')}>
            <Button>{t('writing.take_over')}</Button>
          </form>
          <small>{t('writing.take_over_hint', { name: names })}</small>
        </li>
      </ul>
    </section>
  )
}

function NowFree({ reader, place, threadId }: Within) {
  const { t } = reader
  return (
    <section class="ask-writer" aria-labelledby="ask-writer-title">
      <h2 id="ask-writer-title" tabindex={-1}>
        {t('writing.free')}
      </h2>
      <p>{t('writing.free_lead')}</p>
      <a class="button act" href={threadUrl(threadId, place, '/reply')}>
        <Icon name="reply" />
        {t('writing.free_act')}
      </a>
    </section>
  )
}

/** In the composer of whoever was taken over from: their text is all there, and so is the way on. */
export function TakenOver({
  reader,
  place,
  threadId,
  taken,
}: Within & { taken: { by: string; at: number } }) {
  const { t } = reader
  return (
    <div class="changed taken" role="alert">
      <strong>{t('writing.taken', { by: taken.by, time: dayAndTime(reader, taken.at) })}</strong>
      <p>{t('writing.taken_lead', { by: taken.by })}</p>
      <p class="taken-acts">
        <a class="button" href={threadUrl(threadId, place)}>
          {t('writing.leave')}
        </a>
        <a class="button quiet" href={togetherUrl(threadId, place)}>
          {t('writing.go_on')}
        </a>
      </p>
    </div>
  )
}

/** The composer, whoever else writes. */
function togetherUrl(threadId: number, place: Place): string {
  const url = threadUrl(threadId, place, '/reply')
  return `${url}${url.includes('?') ? '&' : '?'}together=1`
}

function began({ t, now }: Reader, name: string, since: number): string {
  const count = Math.floor((now - since) / 60_000)
  return count < 1 ? t('writing.ask_now', { name }) : t('writing.ask', { name, count })
}
