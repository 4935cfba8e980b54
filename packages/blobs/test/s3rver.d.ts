declare module 's3rver' {
  /** An S3 server for tests that others wrote: what is needed of it here. */
  export default class S3rver {
    constructor(options: {
      readonly address: string
      readonly port: number
      readonly directory: string
      readonly silent: boolean
      readonly configureBuckets: readonly { readonly name: string }[]
    })
    run(): Promise<{ port: number }>
    close(): Promise<void>
  }
}
