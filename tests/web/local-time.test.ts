import assert from 'node:assert/strict'
import { describe, it } from 'node:test'
import fc from 'fast-check'
import { fromLocalTime } from '../../src/web/local-time.ts'

const iso = (value: string, zone: string) => {
  const at = fromLocalTime(value, zone)
  return at === null ? null : new Date(at).toISOString().slice(0, 16)
}

describe('a local time', () => {
  const cases: [string, string, string, string][] = [
    ['in Tokyo', '2026-11-20T09:30', 'Asia/Tokyo', '2026-11-20T00:30'],
    ['with seconds or a space', '2026-11-20 09:30:59', 'Asia/Tokyo', '2026-11-20T00:30'],
    ['in New York in winter', '2026-12-01T09:00', 'America/New_York', '2026-12-01T14:00'],
    ['in New York in summer', '2026-07-01T09:00', 'America/New_York', '2026-07-01T13:00'],
    ['that New York skips is read later', '2026-03-08T02:30', 'America/New_York', '2026-03-08T07:30'],
    ['right before what is skipped', '2026-03-08T01:59', 'America/New_York', '2026-03-08T06:59'],
    ['right after what is skipped', '2026-03-08T03:00', 'America/New_York', '2026-03-08T07:00'],
    ['that New York has twice is the earlier', '2026-11-01T01:30', 'America/New_York', '2026-11-01T05:30'],
    ['that London skips is read later', '2026-03-29T01:30', 'Europe/London', '2026-03-29T01:30'],
    ['that London has twice is the earlier', '2026-10-25T01:30', 'Europe/London', '2026-10-25T00:30'],
    ['in a zone of half hours', '2026-01-01T05:45', 'Asia/Kathmandu', '2026-01-01T00:00'],
    ['on 29 February', '2028-02-29T00:00', 'UTC', '2028-02-29T00:00'],
  ]
  for (const [says, value, zone, expected] of cases) it(says, () => assert.equal(iso(value, zone), expected))

  const nonsense = [
    ...['', 'tomorrow', '2026-11-20', '09:30', '2026-02-29T00:00', '2026-02-30T00:00', '2026-13-05T00:00'],
    ...['2026-00-05T00:00', '2026-11-20T24:00', '2026-11-20T10:75', '2026-1-2T3:4', '+002026-11-20T00:00'],
    ...['2026-11-20T09:30Z', '2026-11-20T09:30<script>', '0099-01-01T00:00'],
  ]
  for (const value of nonsense) {
    it(`is not ${JSON.stringify(value)}`, () => assert.equal(fromLocalTime(value, 'Asia/Tokyo'), null))
  }

  it('is what the zone’s clock shows then, but for what it skips', () => {
    const zones = fc.constantFrom('Asia/Tokyo', 'America/New_York', 'Europe/London', 'Australia/Lord_Howe')
    fc.assert(
      fc.property(zones, fc.integer({ min: 0, max: 366 * 24 * 60 }), (zone, minutes) => {
        const at = Date.UTC(2026, 0, 1) + minutes * 60_000
        const shown = new Date(at).toLocaleString('sv', { timeZone: zone }).replace(' ', 'T').slice(0, 16)
        const read = fromLocalTime(shown, zone)
        // An hour that comes twice may be read as the earlier one.
        assert.ok(
          read === at || (read !== null && read < at && at - read <= 3_600_000),
          `${shown} in ${zone}`,
        )
      }),
    )
  })
})
