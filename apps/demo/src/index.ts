export { buildDemoCity, type DemoLogin } from './build.ts'
export { startResidents } from './residents/start.ts'
