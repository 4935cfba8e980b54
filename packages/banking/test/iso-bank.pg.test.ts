import { schemaFaults } from '@plaza/iso20022/schema-check'
import { expect, test } from 'vitest'
import { bankContract, ending, eur, newKey } from './contract.ts'
import { sandbox } from './scene.ts'

bankContract('isoBank with the sandbox bank', sandbox)

test('callbacks of the sandbox bank are valid messages, and come until they are heard', async () => {
  await using scene = await sandbox()
  const consent = await scene.consent()
  const key = newKey()
  const pull = () => scene.connector.pull({ key, amount: eur(100n), consent })
  await pull()
  expect(await ending(scene.connector, key, pull)).toMatchObject({ kind: 'settled' })
  await expect.poll(() => scene.said.length).toBe(1)
  expect(await schemaFaults('camt.054.001.08', scene.said[0] ?? '')).toEqual([])
  await expect.poll(async () => (await scene.books()).untold).toBe(0)
})
