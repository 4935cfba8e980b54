import { readFileSync, statSync } from 'node:fs'

/** The system user that PostgreSQL runs as. */
export interface Account {
  uid: number
  gid: number
}

/**
 * Who PostgreSQL runs as when we are root, which it refuses to be: whoever has the data already, else the owner of
 * the home, else `postgres`, else `nobody`. Undefined when we are not root and simply stay who we are.
 */
export function chooseAccount(options: { home: string; data: string }): Account | undefined {
  if (process.getuid?.() !== 0) return undefined
  return (
    ownerOf(options.data) ?? ownerOf(options.home) ?? named('postgres') ?? named('nobody') ?? { uid: 65534, gid: 65534 }
  )
}

function ownerOf(file: string): Account | undefined {
  const found = statSync(file, { throwIfNoEntry: false })
  return found && found.uid !== 0 ? { uid: found.uid, gid: found.gid } : undefined
}

function named(name: string): Account | undefined {
  let text: string
  try {
    text = readFileSync('/etc/passwd', 'utf8')
  } catch {
    return undefined
  }
  const line = text.split('\n').find(entry => entry.startsWith(`${name}:`))
  const [, , uid, gid] = line?.split(':') ?? []
  return uid && gid ? { uid: Number(uid), gid: Number(gid) } : undefined
}
