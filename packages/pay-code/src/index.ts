export {
  ALIAS_DIGITS,
  CODES_PER_STEP,
  importPayKey,
  isPayCode,
  matchPayCode,
  payCode,
  readPayCode,
  STEP_MS,
  stepEndsAt,
  type PayCode,
  type PayKey,
} from './code.ts'
export { bars, type Bars } from './bars.ts'
