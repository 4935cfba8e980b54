import { createServer, type AddressInfo, type Socket } from 'node:net'
import { limits, type Me, type SignedIn } from '@plaza/contract'
import { days, hours, minutes } from '@plaza/kernel'
import { expect, test } from 'vitest'
import { createPerson, openSession } from '../index.ts'
import { newcomer, refusalOf, scene, type Scene } from './scene.ts'

const anna = { id: newcomer('anna').id, handle: 'anna', name: 'Anna', language: 'es' }
const useIt = (plaza: Scene, id: string, code: string, more: object = {}) =>
  plaza.call<SignedIn & { needsPerson?: true }>(`POST /identity/codes/${id}/use`, {
    code,
    deviceName: 'Phone',
    ...more,
  })
const otherThan = (code: string) => String((Number(code) + 1) % 1e6).padStart(6, '0')

/** Asks for a code and reads it from the operator's page, as an operator of a city without a carrier does. */
async function send(plaza: Scene, to: string, id = plaza.city.newId()) {
  plaza.city.skip(1) // messages of one millisecond have no order
  const answer = await plaza.call<{ id: string; expiresAt: number }>('POST /identity/codes', { id, to, language: 'en' })
  const operator = await createPerson(plaza.city, {
    id: newcomer('op').id,
    handle: 'op_',
    name: 'Op',
    kind: 'operator',
  })
  const token = await openSession(plaza.city, operator.id, { name: 'desk', kind: 'browser' })
  const page = await plaza.call<{ carrier: string; messages: { to: string; text: string }[] }>(
    'GET /operator/carrier',
    {},
    { token },
  )
  return { id, answer, code: /\b\d{6}\b/.exec(page.body.messages[0]?.text ?? '')?.[0] ?? '', page: page.body }
}

test('a new address asks who it is, and then is a way in', async () => {
  await using plaza = await scene()
  const { id, code, answer, page } = await send(plaza, ' Anna@Example.ORG ')
  expect(answer.body).toEqual({ id, expiresAt: plaza.city.clock.now() + limits.CODE_LIFE_MS })
  expect(page).toMatchObject({ carrier: 'email: sandbox, phone: sandbox', messages: [{ to: 'anna@example.org' }] })
  expect((await useIt(plaza, id, code)).body).toEqual({ needsPerson: true })
  expect(refusalOf(await useIt(plaza, id, code, { person: { ...anna, handle: 'root' } }))).toBe('handle_invalid')
  const opened = await useIt(plaza, id, code, { person: anna })
  expect(opened.body.me).toMatchObject({
    person: { handle: 'anna' },
    email: 'anna@example.org',
    hasPassword: false,
    language: 'es',
  })
  expect(refusalOf(await useIt(plaza, id, code))).toBe('code_expired')

  const later = await send(plaza, 'anna@example.org')
  const back = await useIt(plaza, later.id, later.code)
  expect(back.body.me.person.id).toBe(anna.id)
})

test('the same id is the same code: nothing more is sent, and another address is refused', async () => {
  await using plaza = await scene()
  const first = await send(plaza, '+34 600 111 222')
  const again = await send(plaza, '+34600111222', first.id)
  expect(again.answer.body).toEqual(first.answer.body)
  expect(again.page.messages).toHaveLength(1)
  expect(refusalOf((await send(plaza, '+34600111223', first.id)).answer)).toBe('exists_different')
  expect(refusalOf((await send(plaza, 'no address')).answer)).toBe('bad_input')
})

test('five wrong tries end a code, also when they come at once', async () => {
  await using plaza = await scene()
  const { id, code } = await send(plaza, '+34600111222')
  const wrong = await Promise.all(Array.from({ length: 9 }, () => useIt(plaza, id, otherThan(code))))
  const refusals = wrong.map(refusalOf)
  expect(refusals.filter(each => each === 'code_wrong')).toHaveLength(limits.CODE_TRIES_MAX)
  expect(refusals.filter(each => each === 'code_expired')).toHaveLength(4)
  expect(refusalOf(await useIt(plaza, id, code))).toBe('code_expired')
})

test('a code lives ten minutes, and an address gets only so many in an hour', async () => {
  await using plaza = await scene()
  const { id, code } = await send(plaza, '+34600111222')
  plaza.city.skip(limits.CODE_LIFE_MS)
  expect(refusalOf(await useIt(plaza, id, code))).toBe('code_expired')
  for (let i = 0; i < 5; i++) {
    plaza.city.skip(minutes(1))
    expect((await send(plaza, '+34600111222')).answer.status).toBe(200)
  }
  expect(refusalOf((await send(plaza, '+34600111222')).answer)).toBe('too_many_requests')
  plaza.city.skip(hours(1))
  expect((await send(plaza, '+34600111222')).answer.status).toBe(200)
  plaza.city.skip(days(1))
  await plaza.city.settle()
  expect(refusalOf(await useIt(plaza, id, code))).toBe('code_expired')
})

test('an address is bound to the account that is signed in, unless it is somebody else’s', async () => {
  await using plaza = await scene()
  const { body } = await plaza.call<SignedIn>('POST /identity/sign-up', newcomer('bo_'))
  const bind = ({ id, code }: { id: string; code: string }) =>
    plaza.call<Me>('POST /identity/addresses', { codeId: id, code }, { token: body.token })
  expect((await bind(await send(plaza, '+34600111222'))).body).toMatchObject({ phone: '+34600111222' })
  const taken = await send(plaza, 'anna@example.org')
  await useIt(plaza, taken.id, taken.code, { person: anna })
  expect(refusalOf(await bind(await send(plaza, 'anna@example.org')))).toBe('address_taken')
  const wayIn = await send(plaza, '+34600111222')
  expect((await useIt(plaza, wayIn.id, wayIn.code)).body.me.person.handle).toBe('bo_')
})

/** As much SMTP as a client needs to hand over one message. */
async function smtpServer(options: { refuses?: boolean } = {}) {
  const mails: string[] = []
  const talk = (socket: Socket) => {
    let text = ''
    let inData = false
    socket.write('220 test ready\r\n')
    socket.on('data', chunk => {
      text += chunk.toString()
      if (inData && !text.endsWith('\r\n.\r\n')) return
      if (inData) {
        mails.push(text)
        inData = false
        text = ''
        socket.write('250 taken\r\n')
        return
      }
      if (!text.endsWith('\r\n')) return
      const verb = text.slice(0, 4).toUpperCase()
      text = ''
      if (verb === 'DATA') inData = true
      if (verb === 'QUIT') socket.end('221 bye\r\n')
      else if (verb === 'EHLO') socket.write('250-test\r\n250 AUTH PLAIN\r\n')
      else if (verb === 'AUTH') socket.write('235 welcome\r\n')
      else
        socket.write(
          verb === 'DATA'
            ? '354 go on\r\n'
            : options.refuses && verb === 'RCPT'
              ? '550 no such person\r\n'
              : '250 ok\r\n',
        )
    })
  }
  const server = createServer(talk).listen(0, '127.0.0.1')
  await new Promise(done => server.once('listening', done))
  const { port } = server.address() as AddressInfo
  return { url: `smtp://plaza:secret@127.0.0.1:${port}`, mails, [Symbol.dispose]: () => void server.close() }
}

test('with an SMTP server, e-mail goes there, and phones still to the sandbox', async () => {
  using smtp = await smtpServer()
  await using plaza = await scene({ config: { smtpUrl: smtp.url, mailFrom: 'door@plaza.test' } })
  const { id, page } = await send(plaza, 'anna@example.org')
  expect(page).toMatchObject({ carrier: 'email: smtp, phone: sandbox', messages: [] })
  expect(smtp.mails[0]).toMatch(/From: Testville <door@plaza\.test>/)
  expect(smtp.mails[0]).toMatch(/To: anna@example\.org/)
  const body = smtp.mails[0]?.split('\r\n\r\n').slice(1).join() ?? ''
  const code = /\b\d{6}\b/.exec(body)?.[0] ?? ''
  expect((await useIt(plaza, id, code)).body).toEqual({ needsPerson: true })
  expect((await send(plaza, '+34600111222')).page.messages).toHaveLength(1)
})

test('a message that no server takes is refused, and its id is free for another try', async () => {
  using smtp = await smtpServer({ refuses: true })
  await using plaza = await scene({ config: { smtpUrl: smtp.url } })
  const { id, answer } = await send(plaza, 'anna@example.org')
  expect(answer.status).toBe(502)
  expect(refusalOf(answer)).toBe('code_not_sent')
  expect(refusalOf((await send(plaza, 'anna@example.org', id)).answer)).toBe('code_not_sent')
})
