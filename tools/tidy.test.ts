import { describe, expect, test } from 'vitest'
import { tidy } from './tidy.ts'

const json = (name: string, layer: number, dependencies: Record<string, string> = {}) =>
  JSON.stringify({ name, plaza: { layer }, dependencies })

/** A small house in order, with one file changed or added. */
function house(change: Record<string, string> = {}): string[] {
  return tidy(
    new Map(
      Object.entries({
        'packages/kernel/package.json': json('@plaza/kernel', 0),
        'packages/kernel/src/index.ts': 'export const one = 1\n',
        'modules/people/package.json': json('@plaza/people', 1, { '@plaza/kernel': '*' }),
        'modules/people/README.md': '# people\n',
        'modules/people/index.ts': "import { one } from '@plaza/kernel'\nexport const people = one\n",
        'modules/people/sql/001-people.sql': 'create table people.person (id uuid primary key);\n',
        'modules/talk/package.json': json('@plaza/talk', 2, { '@plaza/people': '*' }),
        'modules/talk/README.md': '# talk\n',
        'modules/talk/index.ts': "export { people } from '@plaza/people'\n",
        'modules/walk/package.json': json('@plaza/walk', 2),
        'modules/walk/README.md': '# walk\n',
        'modules/walk/index.ts': 'export const walk = 1\n',
        ...change,
      }),
    ),
  )
}

test('a house in order has no faults', () => {
  expect(house()).toEqual([])
})

describe('each planted fault is found', () => {
  const faults: Record<string, [Record<string, string>, RegExp]> = {
    'an import upwards': [
      {
        'modules/people/index.ts': "import { one } from '@plaza/kernel'\nimport '@plaza/talk'\n",
        'modules/people/package.json': json('@plaza/people', 1, { '@plaza/talk': '*', '@plaza/kernel': '*' }),
      },
      /may not import @plaza\/talk/,
    ],
    'an import sideways': [
      {
        'modules/walk/index.ts': "import '@plaza/talk'\n",
        'modules/walk/package.json': json('@plaza/walk', 2, { '@plaza/talk': '*' }),
      },
      /may not import @plaza\/talk/,
    ],
    'an undeclared need': [{ 'modules/walk/index.ts': "import '@plaza/kernel'\n" }, /not among the dependencies/],
    'a declared need that nobody uses': [
      { 'modules/walk/package.json': json('@plaza/walk', 2, { '@plaza/kernel': '*' }) },
      /does not use @plaza\/kernel/,
    ],
    'an undeclared library': [{ 'modules/walk/index.ts': "import x from 'lodash'\n" }, /lodash is not among/],
    'climbing out of a package': [{ 'modules/walk/deep.ts': "import '../people/index.ts'\n" }, /climbs out/],
    'SQL of another schema in a file': [
      { 'modules/talk/sql/001.sql': 'select id from people.person;\n' },
      /SQL names people\.person/,
    ],
    'SQL of another schema in a template': [
      { 'modules/talk/store.ts': 'const q = sql`select id from people.person where id = ${1}`\n' },
      /SQL names people\.person/,
    ],
    'SQL of another schema in a prepared statement': [
      { 'modules/talk/store.ts': "const q = prepared('x', `update people.person set id = $1`)\n" },
      /SQL names people\.person/,
    ],
    'the environment read in a module': [
      { 'modules/walk/a.ts': "const x = process.env['HOME']\n" },
      /read the environment once/,
    ],
    'the clock of the machine in a module': [{ 'modules/walk/a.ts': 'const x = Date.now()\n' }, /city\.clock/],
    'chance of the machine in a module': [{ 'modules/walk/a.ts': 'const x = Math.random()\n' }, /city\.dice/],
    'a default export': [{ 'modules/walk/a.ts': 'export default 1\n' }, /name what you export/],
    'a note for later': [{ 'modules/walk/a.ts': ['// TO', 'DO later\n'].join('') }, /mend it now/],
    'markup from text': [{ 'modules/walk/a.ts': "element.innerHTML = ''\n" }, /never markup/],
    'notify in SQL': [{ 'modules/walk/sql/001.sql': "select pg_notify('a', 'b');\n" }, /LISTEN\/NOTIFY/],
    'a physical side in CSS': [{ 'packages/kernel/a.css': 'p { margin-left: 1rem }\n' }, /logical properties/],
    'a path of one machine': [{ 'packages/kernel/a.md': ['see /wo', 'rk/main\n'].join('') }, /no path of one machine/],
    'a registry host in the lock': [
      { 'package-lock.json': '"resolved": "https://registry.example/x.tgz"' },
      /no registry host/,
    ],
    'a long file': [{ 'modules/walk/a.ts': 'x\n'.repeat(401) }, /at most 400/],
    'a module without README': [
      { 'modules/run/package.json': json('@plaza/run', 2), 'modules/run/index.ts': '' },
      /README\.md is missing/,
    ],
    'a module without a door': [
      { 'modules/run/package.json': json('@plaza/run', 2), 'modules/run/README.md': '' },
      /one door/,
    ],
    'a workspace without a layer': [{ 'packages/x/package.json': '{"name":"@plaza/x"}' }, /say "plaza"/],
  }
  for (const [name, [change, found]] of Object.entries(faults)) {
    test(name, () => expect(house(change).join('\n')).toMatch(found))
  }
})

test('SQL aliases and common table expressions are not other schemas', () => {
  const store =
    'const q = sql`with old as (select id from walk.step) update walk.path set a = old.id from old where old.id = path.id`\n'
  expect(house({ 'modules/walk/store.ts': store })).toEqual([])
})
