export { buildDemoCity, type DemoLogin } from './build.ts'
export { demoPurses } from './purses.ts'
export { startResidents } from './residents/start.ts'
