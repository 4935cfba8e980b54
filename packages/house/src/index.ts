export * from './city.ts'
export * from './metrics.ts'
export * from './module.ts'
export * from './per-city.ts'
