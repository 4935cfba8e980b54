/** A message above this is refused before it is read. */
export const MESSAGE_BYTES_MAX = 5 * 1024 * 1024
/** The deepest message of ours has 14 levels; the standard's deepest has fewer than 30. */
export const DEPTH_MAX = 40
export const ELEMENTS_MAX = 400_000
/** Max35Text: every id of a message. */
export const ID_LENGTH_MAX = 35
/** Max140Text in ISO 20022, but banks of the SEPA schemes take 70 (EPC132-08, AT-C001). */
export const NAME_LENGTH_MAX = 70
/** Max140Text: the one line of unstructured remittance that SEPA carries (EPC132-08, AT-T009). */
export const REMITTANCE_LENGTH_MAX = 140
/** totalDigits of ActiveOrHistoricCurrencyAndAmount. */
export const AMOUNT_DIGITS_MAX = 18
/** fractionDigits of ActiveOrHistoricCurrencyAndAmount. */
export const FRACTION_DIGITS_MAX = 5
