import { readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join, resolve } from 'node:path'
import { brotliCompressSync, constants, gzipSync } from 'node:zlib'
import type { Plugin } from 'vite'

const COMPRESSIBLE = /\.(js|css|html|svg|json|webmanifest|wasm)$/
/** Below this a packet is not saved. */
const BYTES_MIN = 1_024

/** Lays a Brotli and a gzip copy beside each text file once, so that the server never compresses while somebody waits. */
export function compress(): Plugin {
  let folder = 'dist'
  return {
    name: 'plaza:compress',
    apply: 'build',
    enforce: 'post',
    configResolved(config) {
      folder = resolve(config.root, config.build.outDir)
    },
    closeBundle: {
      order: 'post',
      sequential: true,
      handler() {
        for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
          if (!COMPRESSIBLE.test(name)) continue
          const bytes = readFileSync(join(folder, name))
          if (bytes.length < BYTES_MIN) continue
          const brotli = {
            params: { [constants.BROTLI_PARAM_QUALITY]: 11, [constants.BROTLI_PARAM_SIZE_HINT]: bytes.length },
          }
          writeFileSync(join(folder, `${name}.br`), brotliCompressSync(bytes, brotli))
          writeFileSync(join(folder, `${name}.gz`), gzipSync(bytes, { level: 9 }))
        }
      },
    },
  }
}
