/** How far the clocks of the two sides may be apart. */
export const CLOCK_SKEW_MS_MAX = 5 * 60_000
/** An `Authorization` header with a 4096-bit signature has about 900 letters. */
export const AUTHORIZATION_LENGTH_MAX = 2_048
export const NONCE_LENGTH_MAX = 64
export const MCHID_LENGTH_MAX = 32
export const SERIAL_LENGTH_MAX = 80
/** Letters of a nonce that we make. */
export const NONCE_LENGTH = 32
/** Letters of a nonce for AES-GCM, one byte each: the algorithm wants twelve. */
export const GCM_NONCE_LENGTH = 12
export const GCM_TAG_BYTES = 16
/** The key shared with a merchant, as letters that are its bytes. */
export const APIV3_KEY_LENGTH = 32
/** The platform's own key unless said otherwise; every known SDK takes 3072 too, at a quarter of the speed. */
export const PLATFORM_KEY_BITS = 2_048
/** Keys of merchants: shorter are broken, longer cost more than they give. */
export const MERCHANT_KEY_BITS = { min: 2_048, max: 4_096 } as const
export const SERIAL_BYTES = 20
export const PEM_LENGTH_MAX = 16_384
/** Columns of a trade bill. */
export const TRADE_COLUMNS = 27
