import type { DemoThread } from '../story.ts'
import { billing } from './billing.ts'
import { cloud } from './cloud.ts'
import { contracts } from './contracts.ts'
import { copierDelay } from './copier-delay.ts'
import { delays } from './delays.ts'
import { delaysPast } from './delays-past.ts'
import { equipment } from './equipment.ts'
import { equipmentPast } from './equipment-past.ts'
import { everyday } from './everyday.ts'
import { internal } from './internal.ts'
import { international } from './international.ts'
import { internationalCloud } from './international-cloud.ts'
import { internationalMoney } from './international-money.ts'
import { law } from './law.ts'
import { machines } from './machines.ts'
import { membersCard } from './members-card.ts'
import { outage } from './outage.ts'
import { outageCalled } from './outage-called.ts'
import { paperJam } from './paper-jam.ts'
import { price } from './price.ts'

/** Every thread of the demo. */
export const threads: DemoThread[] = [
  ...copierDelay,
  ...delays,
  ...delaysPast,
  ...outage,
  ...outageCalled,
  ...price,
  ...billing,
  ...contracts,
  ...law,
  ...paperJam,
  ...equipment,
  ...equipmentPast,
  ...cloud,
  ...membersCard,
  ...everyday,
  ...machines,
  ...international,
  ...internationalMoney,
  ...internationalCloud,
  ...internal,
]
