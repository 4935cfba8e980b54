import os from 'node:os'

const MB = 1024 * 1024

/** Extra lines win over ours; `alter system` wins over both. */
export type Settings = Record<string, string>

/**
 * The whole configuration file. Safe first: an answered commit is on the disk. Memory follows the machine (or the
 * limit of the container). Statements may be logged when slow, their parameters never: they hold people's words.
 */
export function settingsFile(options: { socketDir: string | undefined; port: number; name: string; extra?: Settings }) {
  const memory = memoryBytes()
  const share = (part: number, min: number, max: number) =>
    `${Math.round(Math.min(max, Math.max(min, memory * part)) / MB)}MB`
  const settings: Settings = {
    listen_addresses: options.socketDir ? '' : '127.0.0.1',
    port: String(options.port),
    unix_socket_directories: options.socketDir ?? '',
    unix_socket_permissions: '0700',
    cluster_name: options.name,
    max_connections: '100',
    password_encryption: 'scram-sha-256',

    fsync: 'on',
    synchronous_commit: 'on',
    full_page_writes: 'on',

    shared_buffers: share(1 / 6, 128 * MB, 4096 * MB),
    effective_cache_size: share(1 / 2, 256 * MB, 64 * 1024 * MB),
    maintenance_work_mem: share(1 / 64, 64 * MB, 512 * MB),
    work_mem: '8MB',
    io_method: 'worker',
    jit: 'off',
    random_page_cost: '1.1',
    // Pages that go whole into the log after a checkpoint are not compressed: pglz took a sixth of the ledger's time.
    wal_compression: 'off',
    min_wal_size: '256MB',
    max_wal_size: '2GB',
    checkpoint_timeout: '15min',

    timezone: 'UTC',
    log_timezone: 'UTC',
    lc_messages: 'C',
    log_line_prefix: '%m [%p] ',
    log_checkpoints: 'off',
    log_min_duration_statement: '2s',
    log_parameter_max_length: '0',
    ...options.extra,
  }
  const lines = Object.entries(settings).map(([name, value]) => `${name} = '${value.replaceAll("'", "''")}'`)
  return ['# Written by Plaza at every start. To tune, use `alter system set …`.', ...lines, ''].join('\n')
}

function memoryBytes(): number {
  const limit = process.constrainedMemory()
  return limit > 0 && limit < os.totalmem() ? limit : os.totalmem()
}
