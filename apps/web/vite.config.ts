import { defineConfig } from 'vite'
import solid from 'vite-plugin-solid'
import { locales } from './build/locales.ts'
import { precache } from './build/precache.ts'

const server = process.env['PLAZA_URL'] ?? 'http://localhost:8080'

export default defineConfig({
  plugins: [locales(), solid(), precache()],
  server: {
    port: 5173,
    proxy: { '/api': server, '/media': server, '/ws': { target: server, ws: true } },
  },
  build: {
    target: 'es2022',
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    rollupOptions: {
      input: { app: 'index.html', sw: 'src/sw.ts' },
      output: {
        entryFileNames: chunk => (chunk.name === 'sw' ? 'sw.js' : 'assets/[name]-[hash].js'),
      },
    },
  },
})
