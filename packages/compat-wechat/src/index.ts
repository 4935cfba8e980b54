export * from './crypt.ts'
export * from './errcodes.ts'
export * from './signature.ts'
export * from './xml.ts'
