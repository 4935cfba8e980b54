export * from './array.ts'
export * from './database.ts'
export * from './migrate.ts'
export * from './sql.ts'
