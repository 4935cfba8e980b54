export * from './limits.ts'
export * from './manifest.ts'
export * from './messages.ts'
export * from './ops.ts'
