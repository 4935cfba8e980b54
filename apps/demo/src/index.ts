export { buildDemoCity, type DemoLogin } from './build.ts'
export { PASSWORD } from './limits.ts'
export { PastClock } from './payments/past.ts'
export { startResidents } from './residents/start.ts'
