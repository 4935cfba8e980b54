import { build } from 'esbuild'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const folder = fileURLToPath(new URL('../../page/', import.meta.url))

export interface PageFiles {
  readonly html: string
  readonly css: string
  readonly script: string
  /** For the cage: tells the nodes of the page. */
  readonly nodes: string
}

/** The page around the program, bundled as it is served: some tens of milliseconds. */
export async function pageFiles(): Promise<PageFiles> {
  const [html, css, script, nodes] = await Promise.all([
    readFile(path.join(folder, 'page.html'), 'utf8'),
    readFile(path.join(folder, 'page.css'), 'utf8'),
    bundle('main.ts'),
    bundle('nodes-in-frame.ts'),
  ])
  return { html, css, script, nodes }
}

async function bundle(name: string): Promise<string> {
  const { outputFiles } = await build({
    entryPoints: [path.join(folder, 'src', name)],
    bundle: true,
    format: 'iife',
    target: 'es2022',
    write: false,
    logLevel: 'silent',
  })
  return outputFiles[0]!.text
}
