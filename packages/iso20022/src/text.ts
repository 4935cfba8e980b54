import { ID_LENGTH_MAX, NAME_LENGTH_MAX, REMITTANCE_LENGTH_MAX } from './limits.ts'

/** What stands where nothing was left: the scheme's own word for "the sender did not say". */
const NOTHING = 'NOTPROVIDED'

/** Signs of the SEPA Latin set (EPC217-08, section 1.4) besides letters and digits. */
const ALLOWED = /[^A-Za-z0-9/?:().,'+ -]/gu

const pairs = (text: string) => text.split(' ').map(pair => pair.split('=') as [string, string])
/** Letters that decomposition does not bring to Latin. Names in Cyrillic and Greek read as passports write them. */
const LETTERS = new Map<string, string>([
  ...pairs('ß=ss æ=ae œ=oe ø=o ł=l đ=d ð=d þ=th ı=i ĸ=k ŋ=n ŧ=t ħ=h ĳ=ij ŀ=l ſ=s ə=e'),
  ...pairs('а=a б=b в=v г=g ґ=g д=d ђ=dj е=e є=ie ж=zh з=z и=i і=i ј=j к=k л=l љ=lj м=m н=n њ=nj о=o п=p р=r с=s'),
  ...pairs('т=t ћ=c у=u ф=f х=kh ц=ts ч=ch џ=dz ш=sh щ=shch ъ= ы=y ь= э=e ю=yu я=ya ѕ=dz'),
  ...pairs('α=a β=v γ=g δ=d ε=e ζ=z η=i θ=th ι=i κ=k λ=l μ=m ν=n ξ=x ο=o π=p ρ=r σ=s ς=s τ=t υ=y φ=f χ=ch ψ=ps ω=o'),
])
const SIGNS = new Map<string, string>([
  ...pairs("€=EUR £=GBP ¥=JPY &=+ _=- –=- —=- ‐=- ‑=- −=- @=(at) ’=' ‘=' `=' \"=' “=' ”=' „=' «=' »=' ;=, !=."),
  ...pairs('[=( ]=) {=( }=) <=( >=) \\=/ |=/ …=... ·=. •=. №=No ©=(c) ®=(r) ™=(tm) °=o ª=a º=o'),
])

/**
 * Brings text into the SEPA Latin set (EPC217-08): accents are taken off, letters and signs beyond it are written with those
 * within it, what has no such reading becomes a full stop, and the result is cut to `lengthMax`. A text of which nothing
 * is left becomes NOTPROVIDED.
 */
export function cleanText(text: string, lengthMax: number): string {
  const latin = [...text.normalize('NFKD').replace(/\p{M}/gu, '')].map(latinOf).join('')
  const clean = latin.replace(/\s+/g, ' ').replace(ALLOWED, '.').trim().slice(0, lengthMax).trim()
  return /[A-Za-z0-9]/.test(clean) ? clean : NOTHING
}

function latinOf(sign: string): string {
  const known = SIGNS.get(sign) ?? LETTERS.get(sign)
  if (known !== undefined) return known
  const small = sign.toLowerCase()
  const letters = small === sign ? undefined : LETTERS.get(small)
  if (letters === undefined) return sign
  return letters.slice(0, 1).toUpperCase() + letters.slice(1)
}

/** A person's or firm's name as banks take it. */
export function cleanName(text: string): string {
  return cleanText(text, NAME_LENGTH_MAX)
}

/** What a payment says it is for, as banks take it; undefined when it says nothing. */
export function cleanRemittance(text: string | undefined): string | undefined {
  return text === undefined || text.trim() === '' ? undefined : cleanText(text, REMITTANCE_LENGTH_MAX)
}

/** Whether text can be an id of a message as it is: the Latin set, 1 to 35 signs, no slash at an end and no two together (EPC217-08, 1.3). */
export function isReference(text: string): boolean {
  return (
    text.length <= ID_LENGTH_MAX &&
    /^(?!\/)(?!.*\/\/)[A-Za-z0-9/?:().,'+ -]+(?<!\/)$/.test(text) &&
    text.trim() === text
  )
}
