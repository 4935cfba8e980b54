export { CITY_IBAN, DEMO_PIN, demoCustomers } from './accounts.ts'
export { BANK_BIC, CREDITOR_ID, type BankOptions } from './bank.ts'
export { spawnBank, type BankProcess, type SpawnBankOptions } from './spawn.ts'
export { startBank, type RunningBank } from './start.ts'
