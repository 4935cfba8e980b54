/** What a merchant's program may be told, with the HTTP status of each. The words are those of WeChat Pay v3. */
export const WIRE_FAULTS = {
  PARAM_ERROR: 400,
  AUTH_CODE_INVALID: 400,
  AUTH_CODE_EXPIRED: 400,
  INVALID_REQUEST: 400,
  ORDER_CLOSED: 400,
  ORDER_PAID: 400,
  NO_STATEMENT_EXIST: 400,
  STATEMENT_CREATING: 400,
  SIGN_ERROR: 401,
  NO_AUTH: 403,
  NOT_ENOUGH: 403,
  TRADE_ERROR: 403,
  RULE_LIMIT: 403,
  ORDER_NOT_EXIST: 404,
  RESOURCE_NOT_EXISTS: 404,
  NOT_FOUND: 404,
  FREQUENCY_LIMITED: 429,
  SYSTEM_ERROR: 500,
} as const satisfies Record<string, number>

export type WireFaultCode = keyof typeof WIRE_FAULTS

/** Where in a request the trouble is. */
export interface WireDetail {
  readonly field: string
  readonly value?: unknown
  readonly issue: string
  readonly location: 'body' | 'url' | 'query' | 'header' | 'uri_template' | 'authorization'
}

/** An expected "no" to a merchant's program. */
export class WireFault extends Error {
  override readonly name = 'WireFault'
  readonly code: WireFaultCode
  readonly detail: WireDetail | undefined
  constructor(code: WireFaultCode, message: string, detail?: WireDetail) {
    super(message)
    this.code = code
    this.detail = detail
  }
  get status(): number {
    return WIRE_FAULTS[this.code]
  }
  /** The body of the answer. */
  toJSON(): object {
    return { code: this.code, message: this.message, ...(this.detail ? { detail: this.detail } : {}) }
  }
}
