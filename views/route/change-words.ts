import type { Call } from '../../src/escalation/route.ts'
import type { RouteChange } from '../../src/route/route-changes.ts'
import type { Reader } from '../reader.ts'

/** One difference between two versions, in a sentence. */
export function changeInWords(
  reader: Reader,
  change: RouteChange,
  nameOf: (accountId: number | null) => string,
): string {
  const words = plainly(reader, change, nameOf)
  const isOutside = 'ladder' in change && change.ladder === 'outside'
  return isOutside ? reader.t('route_change.outside', { words }) : words
}

function plainly(reader: Reader, change: RouteChange, nameOf: (accountId: number | null) => string): string {
  const { t } = reader
  switch (change.what) {
    case 'level_added': {
      const { level, title, primaryId, backupId } = change.rung
      return t('route_change.level_added', {
        level,
        title,
        primary: nameOf(primaryId),
        backup: nameOf(backupId),
      })
    }
    case 'level_removed':
      return t('route_change.level_removed', { level: change.rung.level, title: change.rung.title })
    case 'title':
      return t('route_change.title', { level: change.level, from: change.from, to: change.to })
    case 'primary':
    case 'backup':
      return t(`route_change.${change.what}`, {
        title: change.title,
        from: nameOf(change.from),
        to: nameOf(change.to),
      })
    case 'accept':
    case 'decide':
      return t(`route_change.${change.what}`, { title: change.title, from: change.from, to: change.to })
    case 'calls':
      return t('route_change.calls', {
        title: change.title,
        from: callsInWords(reader, change.from),
        to: callsInWords(reader, change.to),
      })
    case 'outside_added':
    case 'outside_removed':
    case 'urgent_on':
    case 'urgent_off':
      return t(`route_change.${change.what}`)
    case 'repeat':
    case 'remind':
    case 'expert':
      return t(`route_change.${change.what}`, { from: change.from, to: change.to })
    case 'matrix':
      return t('route_change.matrix', {
        urgency: t(`escalation.urgency_${weightOf(change.urgency)}`),
        impact: t(`escalation.impact_${weightOf(change.impact)}`),
        from: change.from,
        to: change.to,
      })
  }
}

function weightOf(number: number): 1 | 2 | 3 {
  return number === 1 ? 1 : number === 2 ? 2 : 3
}

function callsInWords({ t }: Reader, calls: readonly Call[]): string {
  const said = calls.map(({ channel, minutes }) =>
    t('route_change.call', { channel: t(`route.channel_${channel}`), minutes }),
  )
  return said.length === 0 ? t('route_change.no_calls') : said.join(' → ')
}
