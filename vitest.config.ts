import { defineConfig } from 'vitest/config'

const pg = {
  globalSetup: ['packages/testkit/src/global-setup.ts'],
  // They race real processes and clocks: on a busy machine one may need a second try, which is reported.
  retry: 2,
  expect: { poll: { timeout: 5_000 } },
  testTimeout: 90_000,
  hookTimeout: 90_000,
  // They wait for PostgreSQL and clocks more than they compute.
  maxWorkers: 3,
  sequence: { groupOrder: 1 },
}
const elsewhere = ['**/node_modules/**', '**/dist/**', '.plaza/**']

// A test says by its file name what it needs: nothing, processes and sockets, a PostgreSQL, or the whole city.
export default defineConfig({
  test: {
    projects: [
      {
        test: {
          name: 'unit',
          // They share no state but their own: a process of its own for each file would cost more than they do.
          isolate: false,
          maxWorkers: 2,
          testTimeout: 30_000,
          include: ['{packages,modules,city,programs,apps,tools}/**/*.test.ts'],
          exclude: [...elsewhere, '**/*.{io,pg,nats,story}.test.ts', '**/browser/**'],
        },
      },
      {
        test: {
          name: 'io', // processes and sockets of their own, which take their time
          isolate: false,
          maxWorkers: 2,
          retry: 1,
          testTimeout: 60_000,
          include: ['{packages,modules,apps}/**/*.io.test.ts'],
          exclude: elsewhere,
        },
      },
      {
        test: {
          name: 'pg',
          ...pg,
          // Each has a database and a city of its own; loading all modules for each file would take longer than they do.
          isolate: false,
          include: ['{packages,modules,city,apps,tests}/**/*.{pg,nats}.test.ts'],
          exclude: [...elsewhere, '**/*.alone.pg.test.ts'],
        },
      },
      {
        // They put something in the place of a module, which others must not meet.
        test: { name: 'alone', ...pg, include: ['{packages,modules}/**/*.alone.pg.test.ts'], exclude: elsewhere },
      },
      {
        test: {
          name: 'stories',
          include: ['tests/**/*.story.test.ts'],
          exclude: elsewhere,
          globalSetup: ['packages/testkit/src/global-setup.ts'],
          retry: 2,
          expect: { poll: { timeout: 15_000 } },
          testTimeout: 180_000,
          hookTimeout: 180_000,
          // A city in a process and a browser of their own each: what they share is only the code that drives them.
          isolate: false,
          // Two cities at a time: each waits for its browser half of the time.
          maxWorkers: 2,
          sequence: { groupOrder: 2 }, // when the small tests are done: a city fills the machine
        },
      },
    ],
  },
})
