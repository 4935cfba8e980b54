/** `PLAZA_LONG=1 npm test` also runs what takes minutes by itself: sieges that have a bench of their own, and calls of four. */
export const isLong = process.env['PLAZA_LONG'] === '1'
