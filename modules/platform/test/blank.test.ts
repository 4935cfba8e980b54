import { expect, test } from 'vitest'
import { blanked, blankedQuery } from '../log/blank.ts'
import { LOG_BODY_LENGTH_MAX } from '../limits.ts'

test('what is secret is blanked wherever it stands, and all else is left', () => {
  const body = { appid: 'wx1', secret: 's', deep: [{ access_token: 't', openid: 'o' }], code: 40001, expires_in: 7200 }
  expect(JSON.parse(blanked(JSON.stringify(body)))).toEqual({
    appid: 'wx1',
    secret: '•••',
    deep: [{ access_token: '•••', openid: 'o' }],
    code: 40001,
    expires_in: 7200,
  })
  expect(blanked('grant_type=client_credentials&client_secret=s&code=c')).toBe(
    'grant_type=client_credentials&client_secret=•••&code=•••',
  )
  expect(blankedQuery(new URLSearchParams('appid=wx1&secret=s&js_code=c'))).toBe('appid=wx1&secret=•••&js_code=•••')
  expect(blanked('<xml><Content>Hello</Content></xml>')).toBe('<xml><Content>Hello</Content></xml>')
  expect(blanked('')).toBe('')
  expect(blanked('{"half')).toBe('{"half')
  expect(blanked('a'.repeat(LOG_BODY_LENGTH_MAX + 10))).toHaveLength(LOG_BODY_LENGTH_MAX + 1)
})
