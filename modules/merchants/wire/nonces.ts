import { gathered } from '@plaza/house'
import { admitAll, type Admission } from '../keys/store.ts'
import { ADMITTED_AT_ONCE_MAX, ASKED_WAITING_MAX } from '../limits.ts'

export interface Claim {
  readonly mchid: string
  readonly serial: string
  readonly nonce: string
}

/**
 * Whether a key may sign for a number now, and whether the nonce comes for the first time within the window; it is used up
 * with the answer. In one statement for all who come in the same moment: a key that was taken back is seen at once,
 * whatever is remembered of it.
 */
export const admit = gathered(
  city =>
    async (claims: readonly Claim[]): Promise<readonly Admission[]> => {
      const admissions = await admitAll(city.db, claims, city.clock.now())
      // Of two with one nonce in the same moment the first has it.
      const used = new Set<string>()
      return admissions.map((admission, i) => {
        const { mchid, nonce } = claims[i] as Claim
        const isFirst = admission.fresh && !used.has(`${mchid} ${nonce}`)
        used.add(`${mchid} ${nonce}`)
        return { ...admission, fresh: isFirst }
      })
    },
  { atOnceMax: ADMITTED_AT_ONCE_MAX, waitingMax: ASKED_WAITING_MAX },
)
