import { lstat, readdir, readFile, realpath, stat } from 'node:fs/promises'
import { dirname, join, sep } from 'node:path'
import { existsSync, readdirSync, readFileSync, statSync } from 'node:fs'
import { FILE_BYTES_MAX, FILES_MAX, PATH_DEPTH_MAX } from './limits.ts'

const LEFT_OUT = new Set(['node_modules', '.git', '.svn', '.hg', '.DS_Store', '.idea', '.vscode'])

/** Reads a project folder. Symlinks, hidden version stores and node_modules are left out; too many files are refused. */
export async function readFolder(folder: string): Promise<Map<string, Uint8Array>> {
  const files = new Map<string, Uint8Array>()
  const visit = async (inside: string, depth: number): Promise<void> => {
    if (depth > PATH_DEPTH_MAX) throw new Error(`The folder is nested deeper than ${PATH_DEPTH_MAX}: ${inside}`)
    const entries = await readdir(join(folder, inside), { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      if (LEFT_OUT.has(entry.name)) continue
      const path = inside === '' ? entry.name : `${inside}/${entry.name}`
      if (entry.isDirectory()) await visit(path, depth + 1)
      else if (entry.isFile()) {
        if (files.size >= FILES_MAX) throw new Error(`The folder has more than ${FILES_MAX} files`)
        if ((await stat(join(folder, path))).size <= FILE_BYTES_MAX) files.set(path, await readFile(join(folder, path)))
      }
    }
  }
  if (!(await lstat(folder)).isDirectory()) throw new Error(`${folder} is not a folder`)
  await visit('', 0)
  return files
}

/** Finds npm packages installed in `node_modules` of the folder or of one above it, as Node does; reads only those asked for. */
export async function npmOf(folder: string): Promise<(name: string) => ReadonlyMap<string, Uint8Array> | undefined> {
  const start = await realpath(folder)
  return name => {
    if (!/^(@[\w.-]+\/)?[\w.-]+$/.test(name) || name.split('/').some(part => part === '.' || part === '..'))
      return undefined
    for (let at = start; ; at = dirname(at)) {
      const found = join(at, 'node_modules', ...name.split('/'))
      if (existsSync(join(found, 'package.json'))) return readPackage(found)
      if (dirname(at) === at) return undefined
    }
  }
}

/** Files of one installed package, without what is installed within it. */
export function readPackage(folder: string): Map<string, Uint8Array> {
  const files = new Map<string, Uint8Array>()
  const visit = (inside: string, depth: number): void => {
    if (depth > PATH_DEPTH_MAX) return
    for (const entry of readdirSync(join(folder, inside), { withFileTypes: true })) {
      if (LEFT_OUT.has(entry.name) || files.size >= FILES_MAX) continue
      const path = inside === '' ? entry.name : `${inside}${sep}${entry.name}`
      if (entry.isDirectory()) visit(path, depth + 1)
      else if (entry.isFile() && statSync(join(folder, path)).size <= FILE_BYTES_MAX) {
        files.set(path.split(sep).join('/'), readFileSync(join(folder, path)))
      }
    }
  }
  visit('', 0)
  return files
}
