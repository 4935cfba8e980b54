import { expect, test } from 'vitest'
import { plain } from '../bills/sheets.ts'

test.each([
  ['🎂 happy birthday', '〓 happy birthday'],
  ['👨‍👩‍👧 one family', '〓 one family'],
  ['🇪🇸🇲🇽', '〓〓'],
  ['5️⃣ and 5', '〓 and 5'],
  ['© 2026 #1 *', '© 2026 #1 *'],
  ['❤️', '〓'],
  ['晚饭 ラーメン', '晚饭 ラーメン'],
  ['Привет, Łódź', 'Привет, Lódz'],
  ['two\nlines\tand tabs', 'two lines and tabs'],
])('%s is drawn as %s: no picture is dropped in silence', (text, drawn) => {
  expect(plain(text)).toBe(drawn)
})
