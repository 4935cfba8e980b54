/** Where `dev` listens unless another port is named; the cage has the next one. */
export const DEV_PORT = 8600
/** Ports that are tried when the first is used. */
export const PORTS_TRIED_MAX = 20
/** Editors write a file in several steps: what follows within this time is one change. */
export const SETTLE_MS = 60
/** What one request of the program may carry, and how long it may take. */
export const BODY_BYTES_MAX = 16 * 1024 * 1024
export const REACH_MS_MAX = 60_000
export const REDIRECTS_MAX = 5
/** Codes of `wx.login` that can still be told. */
export const CODES_MAX = 100
/** Pages that listen for changes. */
export const LISTENERS_MAX = 20
