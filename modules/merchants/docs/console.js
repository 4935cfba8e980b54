// Signs a request as a merchant's program does, and looks whether the answer is the platform's. Keys stay in this page.
const SCHEME = 'WECHATPAY2-SHA256-RSA2048'
const RSA = { name: 'RSASSA-PKCS1-v1_5', hash: 'SHA-256' }
const CHOSEN = [
  'request-id',
  'content-type',
  'wechatpay-serial',
  'wechatpay-timestamp',
  'wechatpay-nonce',
  'wechatpay-signature',
]

const at = id => document.getElementById(id)
const form = at('form')
const say = text => (at('said').textContent = text)

const bytesOf = base64 => Uint8Array.from(atob(base64), letter => letter.charCodeAt(0))
const base64Of = bytes => btoa(String.fromCharCode(...new Uint8Array(bytes)))
const linesOf = (...parts) => new TextEncoder().encode(parts.map(part => `${part}\n`).join(''))
const letters = count =>
  Array.from(crypto.getRandomValues(new Uint8Array(count)), byte => (byte % 36).toString(36)).join('')

/** Reads a private key; throws a sentence for whoever pasted it. */
async function keyOf(pem) {
  if (/BEGIN RSA PRIVATE KEY/.test(pem))
    throw new Error('This key is of the older form. Turn it into the newer: openssl pkcs8 -topk8 -nocrypt -in key.pem')
  const [, inner] = /-----BEGIN PRIVATE KEY-----([\s\S]+?)-----END PRIVATE KEY-----/.exec(pem) ?? []
  if (!inner) throw new Error('The private key must be the whole PEM file, from BEGIN PRIVATE KEY to END PRIVATE KEY.')
  try {
    return await crypto.subtle.importKey('pkcs8', bytesOf(inner.replace(/\s+/g, '')), RSA, false, ['sign'])
  } catch {
    throw new Error('The private key cannot be read. Copy it again, whole.')
  }
}

async function authorizationOf({ mchid, serial, key, method, target, body }) {
  const [timestamp, nonce] = [String(Math.floor(Date.now() / 1000)), letters(32)]
  const text = linesOf(method, target, timestamp, nonce, body)
  at('signed').textContent = new TextDecoder().decode(text)
  const signature = base64Of(await crypto.subtle.sign(RSA.name, await keyOf(key), text))
  return `${SCHEME} mchid="${mchid}",nonce_str="${nonce}",timestamp="${timestamp}",serial_no="${serial}",signature="${signature}"`
}

/** Whether an answer is signed by a key of the platform, in words. */
async function signatureOf(headers, body) {
  const signature = headers.get('wechatpay-signature')
  if (!signature) return 'The answer is not signed: it is a file, or it is not known who asked.'
  const keys = await (await fetch('/docs/test-keys')).json()
  const known = keys.find(one => one.serial === headers.get('wechatpay-serial'))
  if (!known) return 'The answer is signed under a serial that is not the platform’s.'
  const key = await crypto.subtle.importKey('spki', bytesOf(known.spki), RSA, false, ['verify'])
  const text = linesOf(headers.get('wechatpay-timestamp'), headers.get('wechatpay-nonce'), body)
  const fits = await crypto.subtle.verify(RSA.name, key, bytesOf(signature), text)
  return fits ? '✓ The platform’s signature fits.' : '✗ The platform’s signature does not fit.'
}

async function send() {
  const wish = Object.fromEntries(new FormData(form))
  const body = wish.method === 'GET' ? '' : wish.body
  const authorization = await authorizationOf({ ...wish, serial: wish.serial.trim(), body })
  const headers = { authorization, accept: 'application/json', 'content-type': 'application/json' }
  const answer = await fetch(wish.target, { method: wish.method, headers, ...(body && { body }), credentials: 'omit' })
  const text = await answer.text()
  at('status').textContent = `${answer.status}`
  at('signature').textContent = await signatureOf(answer.headers, text)
  at('headers').textContent = CHOSEN.flatMap(name =>
    answer.headers.get(name) ? `${name}: ${answer.headers.get(name)}` : [],
  ).join('\n')
  at('text').textContent = text || '(no body)'
  at('answer').hidden = false
}

form.addEventListener('submit', async event => {
  event.preventDefault()
  const button = form.querySelector('button')
  button.disabled = true
  at('answer').hidden = true
  say('Asking…')
  try {
    await send()
    say('Answered.')
  } catch (error) {
    say(error instanceof Error ? error.message : 'It did not work.')
  }
  button.disabled = false
})

const filled = text =>
  text.replaceAll('$mchid', form.elements.mchid.value || '17…').replaceAll('$fresh', `TRY_${Date.now()}`)

function tryIt({ method, target, body }) {
  form.elements.method.value = method
  form.elements.target.value = filled(target)
  form.elements.body.value = filled(body)
  at('console').scrollIntoView()
  const empty = ['mchid', 'serial', 'key'].map(name => form.elements[name]).find(field => !field.value)
  ;(empty ?? form.querySelector('button')).focus({ preventScroll: true })
}

document.addEventListener('click', event => {
  const button = event.target.closest('button')
  if (button?.dataset.target) tryIt(button.dataset)
  if (button && 'copy' in button.dataset)
    void navigator.clipboard
      .writeText(button.previousElementSibling.textContent)
      .then(() => (button.textContent = 'Copied'))
})

// Whoever says their number after the example was filled in finds it there too.
form.elements.mchid.addEventListener('change', () => {
  for (const name of ['target', 'body'])
    form.elements[name].value = form.elements[name].value.replaceAll('17…', form.elements.mchid.value)
})

if (!globalThis.crypto?.subtle) {
  form.querySelector('button').disabled = true
  say('This browser signs only on a page that came over HTTPS.')
}
tryIt(document.querySelector('[data-operation="POST /v3/pay/transactions/native"] [data-try]').dataset)
scrollTo(0, 0)
document.activeElement?.blur()
