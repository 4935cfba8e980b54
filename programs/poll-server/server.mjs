// The server of the poll program: plain Node, one journal on the disk, and the same API that any maker's server uses.
import { createHmac, randomBytes, timingSafeEqual } from 'node:crypto'
import { createServer } from 'node:http'
import { mkdirSync, openSync, readFileSync, existsSync, writeFileSync, fsyncSync, writeSync } from 'node:fs'
import path from 'node:path'

const { PORT, DATA, PLAZA_API, APP_ID, APP_SECRET } = process.env
const BODY_BYTES_MAX = 64 * 1024
const SESSION_MS = 30 * 86_400_000
const OPTIONS_MAX = 20
const TEXT_MAX = 120
const NAME_MAX = 40
const LISTED_MAX = 100
const VOTERS_MAX = 5_000
const VALUE_MAX = 60
const CLOSED_TEMPLATE = 'poll-closed-result'

mkdirSync(DATA, { recursive: true })
const keyFile = path.join(DATA, 'session.key')
if (!existsSync(keyFile)) writeFileSync(keyFile, randomBytes(32), { mode: 0o600 })
const key = readFileSync(keyFile)

/** Polls by id: { id, by, byName, title, kind, options, multiple, max, closed, at, votes: Map(openid -> { choices, name }) }. */
const polls = new Map()
const journalFile = path.join(DATA, 'polls.jsonl')
if (existsSync(journalFile)) readFileSync(journalFile, 'utf8').split('\n').filter(Boolean).forEach(replay)
const journal = openSync(journalFile, 'a')

function replay(line) {
  try {
    apply(JSON.parse(line))
  } catch {
    // The last line of a machine that lost power: it was never answered.
  }
}

function apply(entry) {
  if (entry.do === 'poll') polls.set(entry.poll.id, { ...entry.poll, votes: new Map() })
  const poll = polls.get(entry.id)
  if (entry.do === 'vote' && entry.choices.length > 0)
    poll.votes.set(entry.by, { choices: entry.choices, name: entry.name })
  if (entry.do === 'vote' && entry.choices.length === 0) poll.votes.delete(entry.by)
  if (entry.do === 'close') poll.closed = true
}

/** On the disk first, then in memory, then answered. */
function keep(entry) {
  writeSync(journal, `${JSON.stringify(entry)}\n`)
  fsyncSync(journal)
  apply(entry)
}

const sign = text => createHmac('sha256', key).update(text).digest('base64url')

function sessionOf(openid) {
  const text = `${openid}.${Date.now() + SESSION_MS}`
  return `${text}.${sign(text)}`
}

function whoIs(request) {
  const [openid = '', until = '', mark = ''] = (request.headers.authorization ?? '').replace(/^Bearer /, '').split('.')
  const [given, right] = [Buffer.from(mark), Buffer.from(sign(`${openid}.${until}`))]
  if (given.length !== right.length || !timingSafeEqual(given, right) || Number(until) < Date.now())
    throw no(401, 'log in')
  return openid
}

const no = (status, message) => Object.assign(new Error(message), { status })

function textOf(value, max) {
  if (typeof value !== 'string' || value.trim() === '' || value.length > max)
    throw no(400, 'a text is missing or too long')
  return value.trim()
}

const routes = {
  async 'POST /login'(_request, body) {
    const query = new URLSearchParams({
      appid: APP_ID,
      secret: APP_SECRET,
      js_code: String(body.code),
      grant_type: 'authorization_code',
    })
    const answer = await fetch(`${PLAZA_API}/sns/jscode2session?${query}`)
    const { openid } = await answer.json()
    if (!openid) throw no(401, 'the code is not valid')
    return { session: sessionOf(openid) }
  },
  'POST /polls'(request, body) {
    const by = whoIs(request)
    const id = textOf(body.id, 36)
    const known = polls.get(id)
    if (known && known.by !== by) throw no(409, 'the id is taken')
    if (!known) keep({ do: 'poll', id, poll: newPoll(id, by, body) })
    return shown(polls.get(id), by)
  },
  'GET /polls'(request) {
    const me = whoIs(request)
    const mine = [...polls.values()].filter(poll => poll.by === me || poll.votes.has(me))
    return {
      polls: mine
        .toSorted((a, b) => b.at - a.at)
        .slice(0, LISTED_MAX)
        .map(poll => shown(poll, me)),
    }
  },
  'GET /polls/:id': (request, _body, id) => shown(pollOf(id), whoIs(request)),
  'POST /polls/:id/votes'(request, body, id) {
    const by = whoIs(request)
    const poll = pollOf(id)
    if (poll.closed) throw no(409, 'closed')
    const choices = [...new Set(Array.isArray(body.choices) ? body.choices : [])]
    if (!choices.every(one => Number.isInteger(one) && one >= 0 && one < poll.options.length))
      throw no(400, 'no such choice')
    if (!poll.multiple && choices.length > 1) throw no(400, 'one choice only')
    if (!poll.votes.has(by) && poll.votes.size >= (poll.max ?? VOTERS_MAX)) throw no(409, 'full')
    keep({ do: 'vote', id, by, choices, name: textOf(body.name || '·', NAME_MAX) })
    return shown(poll, by)
  },
  'POST /polls/:id/close'(request, _body, id) {
    const poll = pollOf(id)
    if (poll.by !== whoIs(request)) throw no(403, 'only who asked may close')
    if (!poll.closed) {
      keep({ do: 'close', id })
      void tellVoters(poll)
    }
    return shown(poll, poll.by)
  },
}

function newPoll(id, by, body) {
  const kind = body.kind === 'signup' ? 'signup' : 'poll'
  const options = kind === 'signup' ? ['in'] : body.options
  if (!Array.isArray(options) || options.length < (kind === 'signup' ? 1 : 2) || options.length > OPTIONS_MAX)
    throw no(400, 'two to twenty options')
  const max = Number.isInteger(body.max) && body.max > 0 ? Math.min(body.max, VOTERS_MAX) : undefined
  return {
    id,
    by,
    byName: textOf(body.name || '·', NAME_MAX),
    title: textOf(body.title, TEXT_MAX),
    kind,
    options: options.map(option => textOf(option, TEXT_MAX)),
    multiple: kind === 'poll' && body.multiple === true,
    ...(max ? { max } : {}),
    at: Date.now(),
  }
}

function pollOf(id) {
  const poll = polls.get(id)
  if (!poll) throw no(404, 'there is no such poll')
  return poll
}

/** A poll as one of its readers sees it: nobody's openid but whether something is theirs. */
function shown({ votes, by, ...poll }, me) {
  const options = poll.options.map((text, i) => {
    const chosen = [...votes.values()].filter(vote => vote.choices.includes(i))
    return { text, count: chosen.length, names: chosen.map(vote => vote.name) }
  })
  return { ...poll, options, voters: votes.size, mine: by === me, choices: votes.get(me)?.choices ?? [] }
}

/** Whoever voted and asked for it hears how the poll ended; whoever did not is refused by the platform. */
async function tellVoters(poll) {
  try {
    const query = new URLSearchParams({ grant_type: 'client_credential', appid: APP_ID, secret: APP_SECRET })
    const { access_token: token } = await (await fetch(`${PLAZA_API}/cgi-bin/token?${query}`)).json()
    const count = i => [...poll.votes.values()].filter(vote => vote.choices.includes(i)).length
    const first = poll.options.map((text, i) => ({ text, count: count(i) })).toSorted((a, b) => b.count - a.count)[0]
    for (const touser of poll.votes.keys()) {
      const data = {
        thing1: { value: poll.title.slice(0, VALUE_MAX) },
        thing2: { value: `${first.text}: ${first.count}`.slice(0, VALUE_MAX) },
      }
      const message = { touser, template_id: CLOSED_TEMPLATE, page: `pages/poll/poll?id=${poll.id}`, data }
      await fetch(`${PLAZA_API}/cgi-bin/message/subscribe/send?access_token=${token}`, {
        method: 'POST',
        body: JSON.stringify(message),
      })
    }
  } catch {
    // The poll is closed all the same; who looks sees it.
  }
}

const server = createServer(async (request, response) => {
  const answer = (status, body) => {
    response.writeHead(status, { 'content-type': 'application/json' })
    response.end(JSON.stringify(body))
  }
  try {
    const { pathname } = new URL(request.url, 'http://poll')
    const [, first = '', id = '', last = ''] = pathname.split('/')
    const name = [first, id && ':id', last].filter(Boolean).join('/')
    const handle = routes[`${request.method} /${name}`]
    if (!handle) throw no(404, 'there is nothing here')
    answer(200, await handle(request, await bodyOf(request), id))
  } catch (error) {
    answer(error.status ?? 500, { error: error.status ? error.message : 'internal' })
  }
})

async function bodyOf(request) {
  if (request.method === 'GET') return {}
  const parts = []
  let bytes = 0
  for await (const part of request) {
    bytes += part.length
    if (bytes > BODY_BYTES_MAX) throw no(413, 'too large')
    parts.push(part)
  }
  try {
    return Object(JSON.parse(Buffer.concat(parts).toString('utf8') || '{}'))
  } catch {
    throw no(400, 'not JSON')
  }
}

server.listen(Number(PORT), '127.0.0.1', () => process.send?.({ ready: true }))
process.on('disconnect', () => process.exit(0))
process.on('SIGTERM', () => process.exit(0))
