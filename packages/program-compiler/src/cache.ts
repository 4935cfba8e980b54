import { mkdir, readFile, rename, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { deserialize, serialize } from 'node:v8'
import { compile, type Compiled, type CompileOptions } from './compile.ts'
import { compare } from './problems.ts'
import { decode } from './project.ts'
import { isRecord } from './read-json.ts'
import { sha256 } from './scope.ts'

/** Raised when the same sources give other files, so that what was kept before is not used. */
const COMPILER_VERSION = 3

/** `compile`, but what was compiled before from the very same input is read from a folder. */
export async function compileCached(
  files: ReadonlyMap<string, Uint8Array>,
  options: CompileOptions,
  folder: string,
): Promise<Compiled> {
  const path = join(folder, keyOf(files, options))
  try {
    return deserialize(await readFile(path)) as Compiled
  } catch {
    // Not kept yet, or written by half: compile it anew.
  }
  const compiled = await compile(files, options)
  await mkdir(folder, { recursive: true })
  await writeFile(`${path}.part`, serialize(compiled))
  await rename(`${path}.part`, path)
  return compiled
}

function keyOf(files: ReadonlyMap<string, Uint8Array>, { npm, ...options }: CompileOptions): string {
  const sums = [...files].map(([path, bytes]) => `${path} ${sha256(bytes)}`).sort(compare)
  // Installed packages do not stand in the files: their versions speak for them.
  const about = files.get('package.json')
  const versions =
    npm && about ? namesIn(about).map(name => `${name} ${sha256(npm(name)?.get('package.json') ?? '')}`) : []
  return sha256(JSON.stringify([COMPILER_VERSION, options, sums, versions]))
}

function namesIn(about: Uint8Array): string[] {
  try {
    const json: unknown = JSON.parse(decode(about))
    const named = isRecord(json) ? { ...(json['dependencies'] as object), ...(json['devDependencies'] as object) } : {}
    return Object.keys(named).sort(compare)
  } catch {
    return []
  }
}
