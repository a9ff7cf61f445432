import type { RouteChange } from '../../src/route/route-changes.ts'
import { Page, Shell, type ShellFrame } from '../layout.tsx'
import { Button, Chip, Empty, Icon, When } from '../parts.tsx'
import type { Reader } from '../reader.ts'
import { changeInWords } from './change-words.ts'

export type VersionsPageProps = {
  frame: ShellFrame
  mailbox: { id: number; name: string }
  /** The newest first; `changes` from the one before it, null for the first. */
  versions: readonly {
    version: number
    by: string | null
    at: number
    running: number
    changes: readonly RouteChange[] | null
  }[]
  /** Two that were asked for. */
  compared: { from: number; to: number; changes: readonly RouteChange[] } | null
  names: ReadonlyMap<number, string>
}

/** Who changed the route when, and what, in words. */
export function VersionsPage({ frame, mailbox, versions, compared, names }: VersionsPageProps) {
  const { reader } = frame
  const { t } = reader
  const title = t('route_version.title_of', { mailbox: mailbox.name })
  const nameOf = (id: number | null) =>
    id === null ? t('route_change.nobody') : (names.get(id) ?? t('route.somebody'))
  return (
    <Shell {...frame} view="page" title={title}>
      <Page reader={reader} title={title} lead={t('route_version.lead')}>
        <p>
          <a href={`/mailboxes/${mailbox.id}/route`}>
            <Icon name="back" /> {t('route_version.back')}
          </a>
        </p>
        {versions.length === 0 && <Empty title={t('route_version.none')} />}
        {versions.length > 1 && <Compare {...{ reader, mailbox, versions, compared }} />}
        {compared && (
          <section class="panel versions" id="compared">
            <h2>{t('route_version.compared', { from: compared.from, to: compared.to })}</h2>
            <Changes reader={reader} changes={compared.changes} nameOf={nameOf} />
          </section>
        )}
        <section class="versions">
          {versions.map(({ version, by, at, running, changes }, n) => (
            <article class="panel" id={`version-${version}`}>
              <h2>
                {t('route_version.version', { version })} <small>{by ?? '–'}</small>{' '}
                <small>
                  <When reader={reader} at={at} as="clock" />
                </small>
              </h2>
              {(n === 0 || running > 0) && (
                <p class="row-marks">
                  {n === 0 && <Chip tone="matsu">{t('route_version.present')}</Chip>}
                  {running > 0 && <Chip tone="kohaku">{t('route_version.running', { count: running })}</Chip>}
                </p>
              )}
              {changes === null ? (
                <p class="hint">{t('route_version.first')}</p>
              ) : (
                <Changes reader={reader} changes={changes} nameOf={nameOf} />
              )}
            </article>
          ))}
        </section>
      </Page>
    </Shell>
  )
}

function Compare({
  reader,
  mailbox,
  versions,
  compared,
}: Pick<VersionsPageProps, 'mailbox' | 'versions' | 'compared'> & { reader: Reader }) {
  const { t } = reader
  const chosen = { from: compared?.from ?? versions[1]?.version, to: compared?.to ?? versions[0]?.version }
  return (
    <form method="get" action={`/mailboxes/${mailbox.id}/route/versions`} class="panel">
      <h2>{t('route_version.compare')}</h2>
      <p class="acts-row">
        {(['from', 'to'] as const).map((which) => (
          <label>
            {t(`route_version.${which}`)}{' '}
            <select name={which}>
              {versions.map(({ version }) => (
                <option value={String(version)} selected={version === chosen[which]}>
                  {t('route_version.version', { version })}
                </option>
              ))}
            </select>
          </label>
        ))}
        <Button>{t('route_version.compare_act')}</Button>
      </p>
    </form>
  )
}

function Changes({
  reader,
  changes,
  nameOf,
}: {
  reader: Reader
  changes: readonly RouteChange[]
  nameOf: (accountId: number | null) => string
}) {
  if (changes.length === 0) return <p class="hint">{reader.t('route_version.nothing')}</p>
  return (
    <ul class="changes">
      {changes.map((change) => (
        <li>{changeInWords(reader, change, nameOf)}</li>
      ))}
    </ul>
  )
}
