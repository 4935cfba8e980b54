import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const source = fileURLToPath(new URL('program/', import.meta.url))

/** What the hostile program looks for, written into its sources in place of the word in capitals. */
export interface Aims {
  readonly OUTSIDE: string
  readonly WORD: string
  readonly VICTIM: string
}

/** The hostile program with its aims in it, in a folder of its own. */
export function hostileProgram(aims: Aims): { readonly folder: string } & Disposable {
  const home = mkdtempSync(path.join(tmpdir(), 'plaza-attack-'))
  const folder = path.join(home, 'hostile')
  cpSync(source, folder, { recursive: true })
  for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
    const file = path.join(folder, name)
    if (!statSync(file).isFile()) continue
    const text = readFileSync(file, 'utf8')
    writeFileSync(
      file,
      text.replaceAll(/\b(OUTSIDE|WORD|VICTIM)\b/g, name => aims[name as keyof Aims]),
    )
  }
  return { folder, [Symbol.dispose]: () => rmSync(home, { recursive: true, force: true }) }
}
