import { type Assets, Sheet } from './layout.tsx'
import type { Reader } from './reader.ts'

export type ErrorPageProps = {
  reader: Reader
  assets: Assets
  kind: 'not_found' | 'forbidden' | 'broken'
  /** Forbidden: who can, in the reader's language. */
  words?: string
  /** Broken: the number under which it stands in the log. */
  reference?: string
}

/** 404, 403 and 500, each with a way on. An unknown and a forbidden thread get the same 404. */
export function ErrorPage({ reader, assets, kind, words, reference }: ErrorPageProps) {
  const { t } = reader
  return (
    <Sheet reader={reader} assets={assets} title={t(`error.${kind}`)}>
      <p>{words ?? t(`error.${kind}_next`)}</p>
      {reference && <p class="reference">{t('error.reference', { id: reference })}</p>}
      <p>
        <a class="button act" href="/inbox">
          {t('error.home')}
        </a>
      </p>
    </Sheet>
  )
}
