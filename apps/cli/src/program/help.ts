import type { Desk } from './desk.ts'

const TEXT = `Mini programs of your own

  plaza program login [CITY]        sign in; makes the key that your uploads are signed with
  plaza program new FOLDER          a new program: --template plain, typescript or tdesign; --name
  plaza program new . --existing    the program in this folder, unchanged
                                    both: --team NAME --contact ADDRESS, --category
  plaza program dev                 see it run, with every change, and look inside: --port,
                                    --citizen NAME: one that you made up at its desk
  plaza program check [FOLDER]      what would stop it, with file, line and remedy
  plaza program preview             let the team open it on a phone
  plaza program upload --version 1.0.0 --note "…"
  plaza program submit [VERSION]    ask for review
  plaza program release [VERSION]   give it to everybody, or --percent of the people
  plaza program rollback [VERSION]  go back
  plaza program status              what citizens get, and how versions stand
  plaza program key [--renew]       your key
  plaza program secret [--renew]    the secret of the program's server

All but login and new run in the program's folder. The city is the one in plaza.json, --city, PLAZA_SERVER, or that of the
last login. An operator opens a folder to citizens at once with "plaza program install FOLDER", on the city's own machine.`

/** Prints the page of help for makers. */
export function help(desk: Desk): Promise<number> {
  desk.say(TEXT)
  return Promise.resolve(0)
}
