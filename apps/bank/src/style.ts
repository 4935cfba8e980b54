/** Ledger paper: cream, dark green ink and serif letters, unlike anything in Plaza. */
export const css = `
:root { color-scheme: light; --ink: #14352a; --paper: #fbf7ec; --line: #b9ad8c; --seal: #8a1c1c; font: 18px/1.5 Georgia, 'Noto Serif', 'Noto Serif SC', serif }
* { box-sizing: border-box }
body { margin: 0; background: var(--paper); color: var(--ink) }
header, main { max-inline-size: 34rem; margin-inline: auto; padding: 1.25rem }
header { border-block-end: 3px double var(--ink); display: flex; flex-wrap: wrap; justify-content: space-between; align-items: baseline; gap: .5rem }
header strong { font-size: 1.25rem; letter-spacing: .04em }
nav { display: flex; gap: .25rem }
nav a { display: inline-block; padding: .6rem .5rem; min-block-size: 2.75rem }
a { color: inherit }
h1 { font-size: 1.5rem; line-height: 1.25 }
label, legend { display: block; font-weight: bold; margin-block-start: 1rem }
fieldset { border: 0; margin: 0; padding: 0 }
input:not([type=radio], [type=checkbox]), select { font: inherit; inline-size: 100%; padding: .6rem; border: 2px solid var(--ink); background: #fff; color: var(--ink); border-radius: 0; min-block-size: 2.75rem }
.choice { display: flex; gap: .75rem; align-items: center; font-weight: normal; border: 1px solid var(--line); background: #fff; padding: .75rem; margin-block-start: .5rem; min-block-size: 2.75rem }
input[type=radio], input[type=checkbox] { flex: none; inline-size: 1.4rem; block-size: 1.4rem; accent-color: var(--ink) }
button { font: inherit; font-weight: bold; padding: .7rem 1.5rem; border: 2px solid var(--ink); background: var(--ink); color: var(--paper); cursor: pointer; min-block-size: 2.75rem }
button.second { background: none; color: var(--ink) }
.actions { display: flex; flex-wrap: wrap; gap: .75rem; margin-block-start: 1.5rem }
:focus-visible { outline: 3px solid var(--seal); outline-offset: 3px }
.note { border-inline-start: 4px solid var(--line); padding-inline-start: .75rem }
.problem { border: 2px solid var(--seal); color: var(--seal); background: #fff; padding: .75rem; font-weight: bold }
.wide { max-inline-size: 60rem }
table { border-collapse: collapse; inline-size: 100%; background: #fff }
th, td { border: 1px solid var(--line); padding: .5rem; text-align: start }
.number { text-align: end; font-variant-numeric: tabular-nums }
.scroll { overflow-x: auto }
`
