import { readFileSync } from 'node:fs'
import { expect, test } from 'vitest'
import { COMPAT_FILE, compatText, UNSUPPORTED_FILE, unsupportedText } from './compat.ts'

test('the table of what mini programs may use is what calling it shows', async () => {
  const text = await compatText()
  // Both are long: which lines differ says more than all of them.
  const written = readFileSync(COMPAT_FILE, 'utf8').split('\n')
  const differ = text.split('\n').filter((line, at) => line !== written[at])
  expect(differ, 'node --import tsx tools/compat.ts writes it anew').toEqual([])
  expect(written.length).toBe(text.split('\n').length)
})

test('the checks of the registry know the calls that do nothing', async () => {
  expect(readFileSync(UNSUPPORTED_FILE, 'utf8'), 'node --import tsx tools/compat.ts writes it anew').toBe(
    await unsupportedText(),
  )
})
