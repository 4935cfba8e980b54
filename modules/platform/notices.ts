import type { City } from '@plaza/house'
import { Refusal } from '@plaza/kernel'
import { bringNotice, programOf, type NoticeOutcome, type NoticeWish } from '@plaza/programs'

const REFUSALS = {
  unknown_person: 'openid_unknown',
  unknown_template: 'template_unknown',
  not_asked_for: 'not_asked_for',
  bad_data: 'bad_input',
} as const satisfies Record<Exclude<NoticeOutcome, 'sent'>, string>

/** Brings somebody a message that they asked for, once for its id. Refuses as `bringNotice` decides. */
export async function notify(city: City, appId: string, wish: NoticeWish, id: string): Promise<void> {
  const program = await programOf(city, appId)
  if (!program) throw new Refusal('not_found')
  const outcome = await bringNotice(city, program, wish, id)
  if (outcome !== 'sent') throw new Refusal(REFUSALS[outcome])
}
