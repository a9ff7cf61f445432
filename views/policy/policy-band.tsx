import { Icon } from '../icons.tsx'
import { keyed } from '../keys.ts'
import { Button, When } from '../parts.tsx'
import { dayAndTime, dueTime, type Reader, sealDay } from '../reader.ts'
import { type Person, type Place, placeQuery, surname, threadUrl } from '../shown.ts'
import { PolicyForm, type PolicyFormProps } from './policy-form.tsx'
import { PolicyRequestForm, type PolicyRequestFormProps } from './policy-request-form.tsx'

export type PolicyView = {
  id: number
  version: number
  instruction: string
  by: Person
  at: number
  dueAt: number | null
  replyBy: 'anyone' | 'assignee' | 'supervisor'
  needsApproval: boolean
  /** Empty when nothing was said. */
  returnWhen: string
  /** Words for the customer; empty when none were given. */
  wording?: string
  acknowledgements: readonly { by: string; at: number }[]
}

export type PolicyBandProps = {
  reader: Reader
  place: Place
  threadId: number
  /** The binding one; null while there is none. */
  policy: PolicyView | null
  /** Earlier versions, newest first. */
  earlier: readonly PolicyView[]
  /** The viewer is bound by this policy and has not yet said so. */
  mayAcknowledge: boolean
  maySet: boolean
  /** A decision is awaited since `at`. `of` is null when any supervisor may decide. */
  awaited: { of: Person | null; by: Person; at: number } | null
  /** Asking for a policy; null where the viewer may not ask. */
  request: Omit<PolicyRequestFormProps, 'reader' | 'place' | 'threadId' | 'again' | 'keeping'> | null
  /** Given, the form stands open in the band's place. */
  form: Omit<PolicyFormProps, 'reader' | 'place' | 'threadId' | 'keeping'> | null
  keeping: PolicyFormProps['keeping']
}

export function PolicyBand(props: PolicyBandProps) {
  const { reader, place, threadId, policy, form } = props
  if (form)
    return <PolicyForm reader={reader} place={place} threadId={threadId} keeping={props.keeping} {...form} />
  return (
    <div id="policy" class="policy-place">
      {props.awaited && <Awaited {...props} awaited={props.awaited} />}
      {policy ? <Band {...props} policy={policy} /> : !props.awaited && <NoPolicy {...props} />}
    </div>
  )
}

function Band(props: PolicyBandProps & { policy: PolicyView }) {
  const { reader, place, policy, mayAcknowledge } = props
  const { t } = reader
  return (
    <section class="policy" aria-labelledby="policy-title">
      <Seal reader={reader} name={policy.by.name} at={policy.at} />
      <div class="policy-text">
        <h2 id="policy-title">{t('policy.title_version', { version: policy.version })}</h2>
        <p class="order">{policy.instruction}</p>
        <p class="terms">
          <span>
            {policy.by.name} {policy.by.title} · <When reader={reader} at={policy.at} as="clock" />
          </span>
          <Terms reader={reader} policy={policy} />
        </p>
        {policy.wording && (
          <details class="wording">
            <summary>{t('policy.wording')}</summary>
            <p class="proposed">{policy.wording}</p>
          </details>
        )}
        {policy.acknowledgements.map(({ by, at }) => (
          <p class="accepted">
            <Icon name="check" />
            {t('policy.acknowledged', { by, time: dayAndTime(reader, at) })}
          </p>
        ))}
      </div>
      <div class="policy-acts">
        {mayAcknowledge && (
          <form method="post" action={`/policies/${policy.id}/acknowledgement${placeQuery(place)}`}>
            <Button tone="seal">{t('policy.acknowledge')}</Button>
          </form>
        )}
        <PolicyLinks {...props} />
      </div>
      <Earlier {...props} />
    </section>
  )
}

/** A dated office seal (データ印): what it is, the day, whose it is. Words beside it say the same. */
export function Seal({ reader, name, at }: { reader: Reader; name: string; at: number }) {
  const carved = surname(name)
  return (
    <div class={[...carved].length > 3 ? 'hanko long' : 'hanko'} aria-hidden="true">
      <span>{reader.t('policy.seal')}</span>
      <time>{sealDay(reader, at)}</time>
      <b>{carved}</b>
    </div>
  )
}

function Terms({ reader, policy }: { reader: Reader; policy: PolicyView }) {
  const { t } = reader
  return (
    <>
      {policy.needsApproval && <span>{t('policy.needs_approval')}</span>}
      {policy.replyBy !== 'anyone' && <span>{t(`policy.reply_by_${policy.replyBy}`)}</span>}
      {policy.dueAt !== null && (
        <span class={policy.dueAt < reader.now ? 'late' : 'clock'}>
          {t('policy.due', { time: dueTime(reader, policy.dueAt) })}
        </span>
      )}
      {policy.returnWhen && <span>{t('policy.return_when', { when: policy.returnWhen })}</span>}
    </>
  )
}

function Earlier({ reader, earlier }: PolicyBandProps) {
  if (earlier.length === 0) return null
  return (
    <details class="earlier">
      <summary>{reader.t('policy.earlier', { count: earlier.length })}</summary>
      <ol>
        {earlier.map((policy) => (
          <li>
            <b>{reader.t('policy.title_version', { version: policy.version })}</b> {policy.instruction}
            <small>
              {policy.by.name} · <When reader={reader} at={policy.at} as="clock" />
            </small>
          </li>
        ))}
      </ol>
    </details>
  )
}

function Awaited(props: PolicyBandProps & { awaited: NonNullable<PolicyBandProps['awaited']> }) {
  const { reader, awaited, policy } = props
  const { t } = reader
  return (
    <div class="awaited">
      <Icon name="wait" />
      <b>{awaited.of ? t('policy.awaited', { of: awaited.of.name }) : t('policy.awaited_any')}</b>
      <small>{t('policy.awaited_by', { by: awaited.by.name, time: dayAndTime(reader, awaited.at) })}</small>
      {policy === null && <PolicyLinks {...props} />}
    </div>
  )
}

function NoPolicy(props: PolicyBandProps) {
  return (
    <div class="no-policy">
      <span>{props.reader.t('policy.none')}</span>
      <PolicyLinks {...props} />
    </div>
  )
}

function PolicyLinks(props: PolicyBandProps) {
  const { reader, place, threadId, policy, awaited, maySet, request, keeping } = props
  const { t } = reader
  return (
    <div class="policy-links">
      {maySet && (
        <a class="button" href={threadUrl(threadId, place, '/policies/new')} {...keyed(reader, 'policy')}>
          <Icon name="seal" />
          {t(policy ? 'policy.revise' : 'policy.set')}
        </a>
      )}
      {request && !maySet && !awaited && (
        <PolicyRequestForm
          reader={reader}
          place={place}
          threadId={threadId}
          again={policy !== null}
          keeping={keeping}
          {...request}
        />
      )}
    </div>
  )
}
