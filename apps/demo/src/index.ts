export { buildDemoCity, type DemoLogin } from './build.ts'
export { PastClock } from './payments/past.ts'
export { startResidents } from './residents/start.ts'
