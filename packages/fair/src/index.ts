export { divide, type Item } from './divide.ts'
export { drawBetween, type Draw, drawShares, type OneDraw } from './shares.ts'
export { sealFits, sealOf, sealOfPromotion, type SealedDraw, type SealedPromotion } from './seal.ts'
export { SEED_BYTES } from './stream.ts'
