import type { BounceReason } from '../../src/mail/bounce-reason.ts'
import { Icon } from '../icons.tsx'
import type { Reader } from '../reader.ts'

/** Whom a mail of ours did not reach, one line for each address. */
export type BouncedView = {
  /** Null while the servers still try. */
  whole: 'some' | 'all' | null
  addresses: readonly { address: string; reason: BounceReason; words: string }[]
}

/** Stands on the mail that came back, in a plain sentence with what to do, and in the server's own words. */
export function Bounced({ reader, bounced }: { reader: Reader; bounced: BouncedView }) {
  const { t } = reader
  return (
    <div class={bounced.whole === null ? 'bounced late' : 'bounced'}>
      <p>
        <Icon name={bounced.whole === null ? 'clock' : 'warning'} />
        <b>{t(`bounce.${bounced.whole ?? 'delayed'}`)}</b>
      </p>
      <ul>
        {bounced.addresses.map(({ address, reason, words }) => (
          <li>
            <b>{address}</b> {t(`bounce.reason.${reason}`)}
            {words !== '' && (
              <small>
                {t('bounce.said')}: <q>{words}</q>
              </small>
            )}
          </li>
        ))}
      </ul>
    </div>
  )
}
