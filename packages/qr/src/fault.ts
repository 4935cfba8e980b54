/** Why a code cannot be read or written. */
export type QrFaultCode =
  | 'too_long'
  | 'not_tlv'
  | 'id_twice'
  | 'crc_missing'
  | 'crc_wrong'
  | 'format_unknown'
  | 'field_missing'
  | 'field_wrong'
  | 'not_ascii'

/** A code that is not what it should be: which rule it breaks, and at which field (`54`, `62.05`). */
export class QrFault extends Error {
  override readonly name = 'QrFault'
  readonly code: QrFaultCode
  readonly at: string
  constructor(code: QrFaultCode, at = '') {
    super(at ? `${code} at ${at}` : code)
    this.code = code
    this.at = at
  }
}
