export { startLogic } from './start.ts'
export type { LogicScope } from './scope.ts'
