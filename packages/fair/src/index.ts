export { drawShares, type Draw } from './shares.ts'
export { sealOf, SEED_BYTES } from './stream.ts'
