import { type Assets, Sheet } from '../layout.tsx'
import { Button, Field } from '../parts.tsx'
import type { Reader } from '../reader.ts'

export type VisitPageProps = {
  reader: Reader
  assets: Assets
  threadId: number
  /** As typed, where the form comes back. */
  reason: string
  error: string | undefined
}

/** An administrator whom a restricted thread does not name says why they open it. */
export function VisitPage({ reader, assets, threadId, reason, error }: VisitPageProps) {
  const { t } = reader
  return (
    <Sheet reader={reader} assets={assets} title={t('restriction.visit_title')}>
      <p>{t('restriction.visit_lead')}</p>
      <form method="post" action={`/threads/${threadId}/visits`}>
        <Field
          name="reason"
          label={t('restriction.visit_reason')}
          hint={t('restriction.visit_hint')}
          value={reason}
          error={error}
          autofocus
          required
        />
        <div class="acts">
          <a class="button quiet" href="/inbox">
            {t('error.home')}
          </a>
          <Button tone="act">{t('restriction.visit_open')}</Button>
        </div>
      </form>
    </Sheet>
  )
}
