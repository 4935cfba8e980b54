import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { compress } from './build/compress.ts'
import { precache } from './build/precache.ts'
import { sentences } from './build/sentences.ts'
import about from './package.json' with { type: 'json' }

const server = process.env['PLAZA_URL'] ?? 'http://localhost:8080'

const proxy = { '/api': server, '/media': server, '/ws': { target: server, ws: true } }

/** What the first screen needs anyway travels in one file. */
const CORE =
  /(solid-js|[\\/]idb|@lingui[\\/]core)[\\/]|src[\\/](engine[\\/](?!folders|line[ks])|i18n|router|routes)|src[\\/]ui[\\/](?!copy|qr|paged|answer|load|choice|form-sheet|page-cell|to-chats)|contract[\\/]/
const isCore = (id: string): boolean => CORE.test(id) || /screens[\\/](chats|open)\.ts/.test(id)

export default defineConfig({
  define: { __VERSION__: JSON.stringify(about.version) },
  plugins: [sentences(), solid(), precache(), compress()],
  server: { port: 5173, proxy },
  preview: { port: 4173, proxy },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: 'index.html', sw: 'src/sw.ts' },
      output: {
        codeSplitting: { groups: [{ name: 'core', test: isCore }] },
        entryFileNames: chunk => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
