/** Longest text that is looked at; the largest QR code holds 4,296 letters. */
export const TEXT_LENGTH_MAX = 4_296
/** A value's length is written in two digits. */
export const VALUE_LENGTH_MAX = 99
/** Fields of one level: as many as there are two-digit ids. */
export const FIELDS_MAX = 100
/** EMVCo QRCPS 1.1, table 3.4 and 3.8. */
export const NAME_LENGTH_MAX = 25
export const CITY_LENGTH_MAX = 15
export const POST_CODE_LENGTH_MAX = 10
export const AMOUNT_LENGTH_MAX = 13
export const ADDITIONAL_LENGTH_MAX = 25
export const GUI_LENGTH_MAX = 32
/** The code of an order, a shop or a person in a link or template. */
export const CODE_LENGTH_MAX = 32
