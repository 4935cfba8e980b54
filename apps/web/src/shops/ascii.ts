/** Letters that no accent makes. */
const LETTERS: Readonly<Record<string, string>> = {
  ß: 'ss',
  æ: 'ae',
  Æ: 'AE',
  œ: 'oe',
  Œ: 'OE',
  ø: 'o',
  Ø: 'O',
  ł: 'l',
  Ł: 'L',
  đ: 'd',
  Đ: 'D',
  ı: 'i',
  '’': "'",
  '–': '-',
}

/** A name in the letters that payment codes carry, as far as they can write it; at most `max` of them. */
export function asciiOf(name: string, max: number): string {
  const plain = name
    .normalize('NFD')
    .replace(/\p{M}/gu, '')
    .replace(/[^\x20-\x7e]/gu, letter => LETTERS[letter] ?? '')
  return plain.replace(/\s+/g, ' ').trim().slice(0, max).trim()
}
