export * as sfuLimits from './limits.ts'
export { canForward, ForwardingProcess, type Sfu, type SfuEars } from './sfu.ts'
export { callsPlace, type MediaPlace } from './media.ts'
