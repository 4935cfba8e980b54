import { uuidv7, systemDice, type TestClock } from '@plaza/kernel'
import { describe, expect, test } from 'vitest'
import { ProviderUnavailable, type IdentityProvider } from '../tiers/provider.ts'

type Says = 'approved' | 'rejected' | 'review'

/** What the contract needs of a provider under test, besides the adapter itself. */
export interface ProviderScene extends AsyncDisposable {
  readonly provider: IdentityProvider
  readonly clock: TestClock
  /** Makes the provider decide a check. */
  decide(ref: string, says: Says, reasons?: readonly string[]): Promise<void>
  /** The callback that it then sends, as it goes over the wire; undefined where it sends none. */
  callback?(ref: string, says: Says): { raw: Uint8Array; headers: Record<string, string> }
  /** Makes it silent, deaf or broken; undefined where it is no other process. */
  spoil?(how: 'dead' | 'slow' | 'garbage' | 'huge' | 'elsewhere' | 'error'): Promise<void>
}

const begin = ({ provider }: ProviderScene, id = uuidv7(Date.now(), systemDice)) =>
  provider.start({ id, person: uuidv7(Date.now(), systemDice), tier: 2 })

/** What any adapter to a provider of identity checks must do. */
export function providerContract(name: string, open: () => Promise<ProviderScene>): void {
  describe(name, () => {
    test('the same check begun twice is one check, and another is another', async () => {
      await using scene = await open()
      const id = uuidv7(Date.now(), systemDice)
      const first = await begin(scene, id)
      expect(await begin(scene, id)).toEqual(first)
      expect((await begin(scene)).ref).not.toBe(first.ref)
    })

    test.each(['approved', 'rejected', 'review'] as const)('a check ends as %s, and was pending before', async says => {
      await using scene = await open()
      const { ref } = await begin(scene)
      expect((await scene.provider.poll(ref)).kind).toBe('pending')
      await scene.decide(ref, says)
      expect((await scene.provider.poll(ref)).kind).toBe(says)
      expect((await scene.provider.poll(ref)).kind).toBe(says)
    })

    test('a callback counts when it is signed over these very bytes, and is fresh', async () => {
      await using scene = await open()
      const { provider, callback, clock } = scene
      if (!callback || !provider.verifyCallback) return
      const { ref } = await begin(scene)
      const { raw, headers } = callback(ref, 'approved')
      expect(provider.verifyCallback(raw, headers)).toMatchObject({ ref, outcome: { kind: 'approved' } })
      const other = Buffer.from(Buffer.from(raw).toString().replace('approved', 'rejected'))
      expect(provider.verifyCallback(other, headers)).toBe(undefined)
      expect(provider.verifyCallback(raw, {})).toBe(undefined)
      for (const name of Object.keys(headers)) {
        expect(provider.verifyCallback(raw, { [name]: `${headers[name]}0` })).toBe(undefined)
        expect(provider.verifyCallback(raw, { [name]: [headers[name] as string] })).toBe(undefined)
      }
      clock.skip(3_600_000)
      expect(provider.verifyCallback(raw, headers)).toBe(undefined)
    })

    test.each(['dead', 'slow', 'garbage', 'huge', 'elsewhere', 'error'] as const)(
      'a provider that is %s decides nothing',
      async how => {
        await using scene = await open()
        if (!scene.spoil) return
        const { ref } = await begin(scene)
        await scene.decide(ref, 'approved')
        await scene.spoil(how)
        const said = await scene.provider.poll(ref).catch((error: unknown) => error)
        if (!(said instanceof ProviderUnavailable)) expect(said).toMatchObject({ kind: 'pending' })
        await expect(begin(scene)).rejects.toBeInstanceOf(ProviderUnavailable)
      },
    )
  })
}
