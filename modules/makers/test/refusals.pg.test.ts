import type { DeveloperKey, Finding, MakerMember, ProgramRun } from '@plaza/contract'
import { sql } from '@plaza/db'
import { reachOut } from '@plaza/programs'
import { generateKeyPairSync } from 'node:crypto'
import { expect, test, vi } from 'vitest'
import { addKey, begin, maker, profile, scene, send, signed, sources, upload, zipOf } from './scene.ts'

// Each story compiles programs and takes many steps.
vi.setConfig({ testTimeout: 120_000 })

test('a team keeps an owner; who is asked joins by themselves; strangers and testers change nothing', async () => {
  await using s = await scene()
  const [anna, bela, cleo] = [await s.person('anna'), await s.person('bela'), await s.person('cleo')]
  const { team, appId, wish } = await maker(s, anna)
  const member = (who: typeof anna) => `/makers/teams/${team}/members/${who.id}`
  expect((await anna.call(`DELETE ${member(anna)}`)).no).toBe('last_owner')
  expect((await anna.call(`PUT ${member(anna)}`, { role: 'tester' })).no).toBe('last_owner')
  expect((await bela.call(`GET /makers/programs/${appId}`)).no).toBe('not_found')
  await anna.get(`PUT ${member(bela)}`, { role: 'tester' })
  expect((await bela.call(`GET /makers/programs/${appId}`)).no).toBe('not_found')
  await bela.get(`POST /makers/teams/${team}/answer`, { accept: true })
  await bela.get(`GET /makers/programs/${appId}`)
  expect((await bela.call(`PUT /makers/programs/${appId}/profile`, { profile: profile() })).no).toBe('developer_only')
  expect((await bela.call(`POST /makers/programs/${appId}/secret`)).no).toBe('owner_only')
  expect((await bela.call(`PUT ${member(cleo)}`, { role: 'owner' })).no).toBe('owner_only')
  await anna.get(`PUT ${member(cleo)}`, { role: 'developer' })
  await cleo.get(`POST /makers/teams/${team}/answer`, { accept: false })
  const { members } = await anna.get<{ members: MakerMember[] }>(`GET /makers/teams/${team}/members`)
  expect(members.map(one => [one.person.handle, one.role])).toEqual([
    ['anna', 'owner'],
    ['bela', 'tester'],
  ])
  await bela.get(`DELETE ${member(bela)}`)
  expect((await bela.call(`GET /makers/programs/${appId}`)).no).toBe('not_found')
  // A repeat is the same program, and tells no secret.
  const again = await anna.get<{ program: { appId: string }; secret?: string }>('POST /makers/programs', wish)
  expect(again).toMatchObject({ program: { appId } })
  expect(again.secret).toBeUndefined()
})

test('only people who were verified become makers', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  await s.city.db.run(sql`update wallet.holder set tier = 0 where person = ${anna.id}`)
  const team = { id: s.city.newId(), name: 'Nobody', contact: 'x@y.test' }
  expect((await anna.call('POST /makers/teams', team)).no).toBe('tier_too_low')
})

test('a key is added by whoever has its private half, and revoked for good', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const { challenge } = await anna.get<{ challenge: string }>('POST /makers/keys/challenge')
  const { id, raw, private: key } = anna.key
  const wish = { id, name: 'laptop', key: raw, challenge, signature: signed(challenge, key) }
  const stranger = generateKeyPairSync('ed25519').privateKey
  const forged = { ...wish, signature: signed(challenge, stranger) }
  expect((await anna.call('POST /makers/keys', forged)).no).toBe('key_proof_wrong')
  // A challenge is for whoever asked for it.
  expect((await bela.call('POST /makers/keys', wish)).no).toBe('key_proof_wrong')
  await anna.get('POST /makers/keys', wish)
  await anna.get('POST /makers/keys', wish)
  expect((await bela.call('POST /makers/keys', wish)).no).toBe('exists_different')
  expect((await bela.call(`DELETE /makers/keys/${id}`)).no).toBe('not_found')
  const gone = await anna.get<DeveloperKey>(`DELETE /makers/keys/${id}`)
  expect(gone.revokedAt).toBeDefined()
  expect((await anna.call('POST /makers/keys', wish)).no).toBe('key_revoked')
})

test('what nobody of the team signed, or signed otherwise, is not taken', async () => {
  await using s = await scene()
  const [anna, bela] = [await s.person('anna'), await s.person('bela')]
  const { appId } = await maker(s, anna)
  await addKey(bela)
  const no = async (wish: Parameters<typeof begin>[3], who = anna) => (await begin(s, who, appId, wish)).no
  expect(await no({ version: '1.0.0' }, bela)).toBe('not_found')
  expect(await no({ version: '1.0.0', signWith: bela.key.private })).toBe('signature_wrong')
  expect(await no({ version: '1.0' })).toBe('statement_wrong')
  expect(await no({ version: '1.0.0', say: { appId: 'wx00000000000000b2' } })).toBe('statement_wrong')
  expect(await no({ version: '1.0.0', say: { sources: 'nothing' } })).toBe('statement_wrong')
  const begun = await begin(s, anna, appId, { version: '1.0.0' })
  await expect(send(s, bela, begun.body.id, zipOf(sources()))).rejects.toThrow('not_found')
  await anna.get(`DELETE /makers/keys/${anna.key.id}`)
  expect(await no({ version: '1.0.0' })).toBe('key_revoked')
})

test('a tampered package, a broken ZIP and sources that do not compile end with what is wrong', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { appId } = await maker(s, anna)
  const end = async (version: string, zip: Uint8Array, files = sources()) => {
    const { body } = await begin(s, anna, appId, { version, files })
    await send(s, anna, body.id, zip)
    // The same bytes again are the same upload; others are not.
    await send(s, anna, body.id, zip)
    await expect(send(s, anna, body.id, zipOf({ other: 'x' }))).rejects.toThrow('upload_over')
    await s.settle()
    return anna.get<Awaited<ReturnType<typeof upload>>>(`GET /makers/programs/${appId}/uploads/${body.id}`)
  }
  expect(await end('1.0.0', zipOf(sources('steal()')))).toMatchObject({ state: 'failed', why: 'sources_differ' })
  expect(await end('1.0.1', Buffer.from('no zip'))).toMatchObject({ state: 'failed', why: 'unreadable' })
  const broken = sources('let a = ;')
  const failed = await end('1.0.2', zipOf(broken), broken)
  expect(failed.state).toBe('failed')
  expect(failed.problems[0]).toMatchObject({ severity: 'error', file: 'pages/index/index.js', line: 1 })
})

test('checks find undeclared domains and scopes, listed words, missing pages and licences', async () => {
  await using s = await scene()
  const [anna, omar] = [await s.person('anna'), await s.person('omar', 'operator')]
  await omar.get('PUT /makers/words', { words: ['Lottery'] })
  const script = `wx.getLocation({}); wx.request({ url: 'https://api.sea.test/x' }); wx.startBeaconDiscovery(); /* lottery */`
  const files = sources(script, { 'sitemap.json': '{"rules":[{"action":"disallow","page":"pages/index/index"}]}' })
  const { appId } = await maker(s, anna, {
    category: 'finance',
    pages: [
      { path: 'pages/index/index', titles: { en: 'Tides' } },
      { path: 'pages/gone', titles: { en: 'Gone' } },
    ],
  })
  const { versionId } = await upload(s, anna, appId, { version: '1.0.0', files })
  const path = `/makers/programs/${appId}/versions/${versionId}`
  const { findings } = await anna.get<{ findings: Finding[] }>(`POST ${path}/check`)
  const told = findings.map(one => `${one.severity} ${one.code} ${Object.values(one.params)[0]} ${one.file ?? ''}`)
  expect(told).toEqual(
    expect.arrayContaining([
      'error licence_missing financial ',
      'error page_missing pages/gone ',
      'error page_disallowed pages/index/index sitemap.json',
      'error scope_not_declared scope.userLocation pages/index/index.js',
      'warning domain_not_declared https://api.sea.test pages/index/index.js',
      'warning call_not_supported startBeaconDiscovery pages/index/index.js',
      'warning word_listed lottery pages/index/index.js',
    ]),
  )
  expect((await anna.call(`POST ${path}/submit`)).no).toBe('checks_failed')
})

test('a domain that was not declared cannot be reached, nor a scope be granted; declared ones wait for their review', async () => {
  await using s = await scene()
  const anna = await s.person('anna')
  const { appId } = await maker(s, anna)
  for (const domain of [
    'http://sea.test',
    'https://10.0.0.1',
    'https://localhost',
    'https://sea.test/path',
    'https://a@b.test',
  ])
    expect(
      (
        await anna.call(`PUT /makers/programs/${appId}/profile`, {
          profile: profile({ domains: { request: [domain] } }),
        })
      ).no,
      domain,
    ).toBe('domain_invalid')
  const { versionId } = await upload(s, anna, appId, { version: '1.0.0' })
  await anna.get(`PUT /makers/programs/${appId}/trial`, { version: versionId })
  await anna.get<ProgramRun>(`POST /programs/${appId}/open`, { trial: true })
  // Declared after the trial began: the trial runs with what was declared before.
  const scopes = { 'scope.userLocation': 'Tides near you.' }
  await anna.get(`PUT /makers/programs/${appId}/profile`, {
    profile: profile({ domains: { request: ['https://api.sea.test'] }, scopes }),
  })
  const grant = { scope: 'scope.userLocation', allowed: true }
  expect((await anna.call(`PUT /programs/${appId}/grants`, grant)).no).toBe('scope_not_declared')
  const ask = { appId, person: anna.id, kind: 'request', url: 'https://api.sea.test/x', method: 'GET' } as const
  const rest = { headers: {}, body: undefined, timeoutMs: 1_000, signal: new AbortController().signal }
  await expect(reachOut(s.city, { ...ask, ...rest })).rejects.toThrow('domain_not_declared')
  await anna.get(`PUT /makers/programs/${appId}/trial`, { version: versionId })
  await anna.get(`PUT /programs/${appId}/grants`, grant)
})
