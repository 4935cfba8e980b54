import { assert } from '@plaza/kernel'

/** The country of the sandbox bank: ISO 3166-1 keeps XA to XZ for users, so no real account can ever have it. */
export const SANDBOX_COUNTRY = 'XP'

/** Lengths by country as the IBAN registry (ISO 13616) lists them, and the sandbox's own. */
const LENGTHS = new Map(
  [
    'NO15 BE16 DK18 FI18 FO18 FK18 GL18 NL18 SD18 MK19 SI19',
    'AT20 BA20 EE20 KZ20 LT20 LU20 MN20 XK20 XP20 CH21 HR21 LI21 LV21',
    'BG22 BH22 CR22 DE22 GB22 GE22 IE22 ME22 RS22 VA22 AE23 GI23 IL23 IQ23 OM23 SO23 TL23',
    'AD24 CZ24 ES24 MD24 PK24 RO24 SA24 SE24 SK24 TN24 VG24 LY25 PT25 ST25 IS26 TR26',
    'AZ28 AL28 BY28 CY28 DO28 GT28 HU28 LB28 NI28 PL28 SV28',
    'BI27 DJ27 FR27 GR27 IT27 MC27 MR27 SM27 BR29 EG29 PS29 QA29 UA29 JO30 KW30 MU30 YE30 MT31 SC31 LC32 RU33',
  ]
    .join(' ')
    .split(' ')
    .map(word => [word.slice(0, 2), Number(word.slice(2))] as const),
)

/** Brings what a person typed into the one form that is stored and sent: capitals, no spaces. */
export function plainIban(text: string): string {
  return text.replace(/[\s\u00a0]/g, '').toUpperCase()
}

/** Whether an IBAN in plain form can exist: known country, its length, and check digits (ISO 13616, ISO 7064 MOD 97-10). */
export function isIban(text: string): boolean {
  if (!/^[A-Z]{2}\d{2}[A-Z0-9]{1,30}$/.test(text)) return false
  if (LENGTHS.get(text.slice(0, 2)) !== text.length) return false
  // 00, 01 and 99 could pass the sum, but are never given out.
  return (
    mod97(text.slice(4) + text.slice(0, 4)) === 1 && checkDigits(text.slice(0, 2), text.slice(4)) === text.slice(2, 4)
  )
}

/** An IBAN of a country for a basic account number (BBAN), with its check digits. */
export function makeIban(country: string, bban: string): string {
  const iban = `${country}${checkDigits(country, bban)}${bban}`
  assert(isIban(iban), 'the country, or the length of its account numbers, is not in the registry')
  return iban
}

/** The n-th account of a fictional bank with a code of four letters. */
export function sandboxIban(bankCode: string, n: number): string {
  return makeIban(SANDBOX_COUNTRY, `${bankCode}${String(n).padStart(12, '0')}`)
}

/** What may be shown or logged of an account number: country and the last four. */
export function maskIban(iban: string): string {
  return `${iban.slice(0, 2)}…${iban.slice(-4)}`
}

function checkDigits(country: string, bban: string): string {
  return String(98 - mod97(`${bban}${country}00`)).padStart(2, '0')
}

/** Letters count as 10 to 35; digit by digit, so no number grows beyond what is exact. */
function mod97(text: string): number {
  let rest = 0
  for (const sign of text) for (const digit of parseInt(sign, 36).toString()) rest = (rest * 10 + Number(digit)) % 97
  return rest
}
