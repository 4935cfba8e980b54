export const jobsSql = { module: 'jobs', folder: new URL('../sql/', import.meta.url) }
export * from './outbox.ts'
export * from './worker.ts'
