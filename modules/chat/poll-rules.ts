import { limits, type PollBody } from '@plaza/contract'
import { Refusal } from '@plaza/kernel'
import { mustBeText } from './rules.ts'

/** A new question before anybody voted. Refuses `bad_input` for empty or equal answers, `time_out_of_range`. */
export function newPoll(
  wish: {
    readonly text: string
    readonly options: readonly string[]
    readonly multiple?: true
    readonly anonymous?: true
    readonly endsAt?: number
  },
  now: number,
): PollBody {
  const text = words('text', wish.text)
  const options = wish.options.map(option => words('options', option))
  if (new Set(options).size < options.length) throw new Refusal('bad_input', { field: 'options' })
  const { multiple, anonymous, endsAt } = wish
  if (endsAt !== undefined && (endsAt <= now || endsAt > now + limits.POLL_LIFE_MAX_MS))
    throw new Refusal('time_out_of_range')
  return {
    text,
    options: options.map(option => ({ text: option, votes: 0 })),
    voters: 0,
    ...(multiple ? { multiple } : {}),
    ...(anonymous ? { anonymous } : {}),
    ...(endsAt === undefined ? {} : { endsAt }),
  }
}

function words(field: string, text: string): string {
  mustBeText(field, text)
  const said = text.trim()
  if (said === '') throw new Refusal('bad_input', { field })
  return said
}

/** Whether nobody may vote any more. */
export const isOver = ({ closedAt, copy, endsAt }: PollBody, now: number): boolean =>
  closedAt !== undefined || copy === true || (endsAt !== undefined && endsAt <= now)

/** Refuses choices that this poll does not offer. */
export function mustFit({ options, multiple }: PollBody, choices: readonly number[]): void {
  const fits = choices.every(choice => choice < options.length) && (multiple === true || choices.length <= 1)
  if (!fits) throw new Refusal('bad_input', { field: 'choices' })
}

/** A poll after one person's choices changed. */
export function tallied(poll: PollBody, before: readonly number[], after: readonly number[]): PollBody {
  return {
    ...poll,
    options: poll.options.map(({ text, votes }, i) => ({
      text,
      votes: votes + Number(after.includes(i)) - Number(before.includes(i)),
    })),
    voters: poll.voters + Number(after.length > 0) - Number(before.length > 0),
  }
}

/** A poll as it is passed on: how it stood then, for nobody to vote in. */
export const closedCopy = (poll: PollBody, now: number): PollBody => ({
  ...poll,
  closedAt: poll.closedAt ?? Math.min(poll.endsAt ?? now, now),
  copy: true,
})
