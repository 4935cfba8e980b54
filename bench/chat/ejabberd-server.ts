import { execFileSync, spawn } from 'node:child_process'
import { chmodSync, chownSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { parseArgs } from 'node:util'
import { pause } from '../lib/process.ts'
import { register } from './xmpp-client.ts'

// The peer: Debian's ejabberd with its archive (mod_mam, default: always) in Debian's PostgreSQL, fsync on, shapers off,
// PLAIN over plain TCP. Runs on loopback only, in a temporary folder, as the user postgres (or whoever started it).
//   --people N --group K (0: pairs) --out FILE [--archive none] [--flush-us N]

const { values } = parseArgs({
  options: {
    people: { type: 'string', default: '500' },
    group: { type: 'string', default: '0' },
    out: { type: 'string', default: '' },
    archive: { type: 'string', default: 'sql' },
    'flush-us': { type: 'string', default: '0' },
  },
})
const XMPP_PORT = 15_222
const SQL_PORT = 15_432
const DOMAIN = 'localhost'
const binaries = join('/usr/lib/postgresql', newest('/usr/lib/postgresql', ''), 'bin')
const libraries =
  readdirSync('/usr/lib')
    .map(name => join('/usr/lib', name))
    .find(folder => has(folder, 'ejabberd-')) ?? ''
const schema = '/usr/share/ejabberd/sql/pg.sql'
const account = process.getuid?.() === 0 ? { uid: idOf('-u'), gid: idOf('-g') } : {}

function newest(folder: string, prefix: string): string {
  const found = readdirSync(folder)
    .filter(name => name.startsWith(prefix))
    .sort((a, b) => a.localeCompare(b, 'en', { numeric: true }))
    .at(-1)
  if (!found) throw new Error(`not installed: ${folder} (Debian: apt-get install ejabberd erlang-p1-pgsql postgresql)`)
  return found
}

function has(folder: string, prefix: string): boolean {
  try {
    return readdirSync(folder).some(name => name.startsWith(prefix))
  } catch {
    return false
  }
}

function idOf(flag: '-u' | '-g'): number {
  return Number(execFileSync('id', [flag, 'postgres'], { encoding: 'utf8' }))
}

const home = mkdtempSync(join(tmpdir(), 'ejabberd-bench-'))
chmodSync(home, 0o755)
const own = (folder: string) => {
  mkdirSync(folder, { recursive: true })
  if (account.uid !== undefined) chownSync(folder, account.uid, account.gid)
  return folder
}
const data = own(join(home, 'data'))
const spool = own(join(home, 'spool'))
const run = (command: string, args: string[]) =>
  execFileSync(command, args, { ...account, encoding: 'utf8', cwd: '/', stdio: ['ignore', 'pipe', 'inherit'] })
run(join(binaries, 'initdb'), ['-D', data, '-U', 'postgres', '-A', 'trust', '-E', 'UTF8', '--locale=C.UTF-8'])
writeFileSync(
  join(data, 'postgresql.auto.conf'),
  `listen_addresses = '127.0.0.1'\nport = ${SQL_PORT}\nunix_socket_directories = '${data}'\nshared_buffers = '1GB'\nmax_wal_size = '2GB'\nmax_connections = 100\ncommit_delay = ${values['flush-us']}\ncommit_siblings = 0\n`,
)
const postgres = spawn(join(binaries, 'postgres'), ['-D', data], {
  ...account,
  cwd: '/',
  stdio: ['ignore', 'ignore', 'ignore'],
})
const psql = (...args: string[]) =>
  run(join(binaries, 'psql'), ['-q', '-h', '127.0.0.1', '-p', String(SQL_PORT), '-U', 'postgres', ...args])
for (let tries = 0; ; tries++) {
  await pause(300)
  try {
    psql('-c', 'select 1')
    break
  } catch (error) {
    if (tries > 50) throw error
  }
}
psql('-c', 'create database ejabberd')
writeFileSync(join(home, 'schema.sql'), readFileSync(schema))
psql('-d', 'ejabberd', '-f', join(home, 'schema.sql'))

// The modules of Debian's own configuration, so that the peer does what its users get: privacy lists, carbons, stream
// management, offline store, push, pubsub. Changed: one plain listener on loopback, no shapers, open registration, archive on.
const archive = values.archive === 'sql' ? '  mod_mam: { default: always, db_type: sql }\n' : ''
writeFileSync(
  join(home, 'ejabberd.yml'),
  `hosts: [${DOMAIN}]
loglevel: warning
listen:
  - port: ${XMPP_PORT}
    ip: "127.0.0.1"
    module: ejabberd_c2s
    backlog: 1024
    max_stanza_size: 262144
    shaper: none
    access: all
disable_sasl_mechanisms: ["digest-md5", "X-OAUTH2"]
auth_password_format: scram
sql_type: pgsql
sql_server: "127.0.0.1"
sql_port: ${SQL_PORT}
sql_database: ejabberd
sql_username: postgres
sql_password: ""
sql_pool_size: 10
registration_timeout: infinity
acl:
  local: { user_regexp: "" }
access_rules:
  local: { allow: local }
shaper_rules:
  max_user_sessions: 10
  max_user_offline_messages: { 100: all }
modules:
  mod_adhoc: {}
  mod_avatar: {}
  mod_blocking: {}
  mod_caps: {}
  mod_carboncopy: {}
  mod_client_state: {}
  mod_disco: {}
  mod_last: {}
${archive}  mod_muc:
    access_create: local
    history_size: 0
    max_users: 5000
    max_user_conferences: 1000
    min_message_interval: 0
    default_room_options: { max_users: 5000, mam: ${values.archive === 'sql'} }
  mod_offline: { access_max_user_messages: max_user_offline_messages }
  mod_ping: {}
  mod_privacy: {}
  mod_private: {}
  mod_pubsub:
    access_createnode: local
    plugins: [flat, pep]
  mod_push: {}
  mod_push_keepalive: {}
  mod_register: { access: all, ip_access: all }
  mod_roster: { versioning: true }
  mod_shared_roster: {}
  mod_sic: {}
  mod_stream_mgmt: { resend_on_timeout: if_offline }
  mod_vcard: { search: false }
  mod_vcard_xupdate: {}
  mod_version: {}
`,
)
const vm = spawn(
  'erl',
  [
    '-noinput',
    '+K',
    'true',
    '+P',
    '250000',
    '-kernel',
    'inet_dist_use_interface',
    '{127,0,0,1}',
    '-mnesia',
    'dir',
    `"${spool}"`,
    '-s',
    'ejabberd',
  ],
  {
    ...account,
    cwd: spool,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: {
      ...process.env,
      HOME: spool,
      ERL_LIBS: libraries,
      EJABBERD_CONFIG_PATH: join(home, 'ejabberd.yml'),
      EJABBERD_LOG_PATH: join(spool, 'ejabberd.log'),
      ERL_MAX_PORTS: '32000',
    },
  },
)
process.on('SIGTERM', () => {
  vm.kill('SIGTERM')
  postgres.kill('SIGINT')
  setTimeout(() => process.exit(0), 1_500)
})
for (let tries = 0; ; tries++) {
  await pause(500)
  try {
    await register(XMPP_PORT, DOMAIN, 1)
    break
  } catch (error) {
    if (tries > 40) throw error
  }
}
await register(XMPP_PORT, DOMAIN, Number(values.people))
writeFileSync(values.out, JSON.stringify({ port: XMPP_PORT, domain: DOMAIN, room: Number(values.group) }))
process.stdout.write(`${JSON.stringify({ port: XMPP_PORT, pid: process.pid, pids: [vm.pid, postgres.pid], home })}\n`)
