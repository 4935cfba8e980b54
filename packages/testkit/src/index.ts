export { createTestDatabase, provideTemplate, testServerUrl } from './database.ts'
export type { TestDatabase } from './database.ts'
export { testCity, type TestCity, type TestCityOptions } from './city.ts'
