import { say } from './say.ts'

const TEXT = `Plaza, the city's super app

  plaza start            start the city; the first time with demo people
  plaza migrate          bring the database up to date
  plaza seed             put the demo city into the database
  plaza doctor           check this installation and say how to mend it
  plaza backup <file>    write everything into one file, while the city runs
  plaza restore <file>   bring a backup into an empty home or database
  plaza export <person> [file]
                         write everything that the city keeps of a person into one ZIP, readable without Plaza
  plaza audit verify     read the whole ledger and say whether every row is there, unchanged and adds up
  plaza program install <folder>
                         compile a mini program and open it to citizens
  plaza program help     for makers of mini programs: new, dev, check, preview, upload, submit, release, rollback
  plaza help             this page

Choices (each also as an environment variable)
  --home <folder>        where everything is kept (PLAZA_HOME, ./.plaza)
  --port <number>        where browsers reach it (PLAZA_PORT, 8080)
  --host <address>       what to listen on (PLAZA_HOST, 127.0.0.1)
  --database <url>       a PostgreSQL of your own (PLAZA_DATABASE_URL, else one is brought along)
  --bus <url>            NATS, for several processes (PLAZA_BUS)
  --roles <list>         api,gateway,worker,calls: what this process does (PLAZA_ROLES, all)
  --empty                start: without demo people
  --json                 doctor: for machines

The bank: PLAZA_BANK=sandbox (one to practise with, beside the city; PLAZA_BANK_PORT, PLAZA_BANK_PUBLIC_URL), none, or
iso20022 (PLAZA_BANK_URL, _CLIENT_SECRET, _CALLBACK_SECRET, _IBAN, _NAME, _CREDITOR_ID; _BIC, _ZONE, _CUSTOMER, _TIMEOUT_MS).
Checks of identity: PLAZA_IDENTITY=sandbox (it believes everybody; with the sandbox bank), people (two operators), or
http (PLAZA_IDENTITY_URL, _CLIENT_SECRET, _CALLBACK_SECRET). Both are in docs/guides.

Merchants: PLAZA_MERCHANT_PORT (their API; the next free port), PLAZA_MERCHANT_URL (where they reach it, an origin of its own).
Mini programs: PLAZA_PROGRAM_PORT (their cage; the next free port), PLAZA_PROGRAM_URL (where browsers reach it, an origin of its own).

Only by environment: PLAZA_PUBLIC_URL, PLAZA_CITY_NAME, PLAZA_TIME_ZONE (Europe/Madrid; UTC), PLAZA_SMTP_URL, PLAZA_MAIL_FROM,
PLAZA_S3_URL (https://keyId:secret@host/bucket?region=…: where pictures and files are kept),
PLAZA_STORAGE_GB (10: for one citizen's files), PLAZA_FFMPEG (its path, or none; found by itself),
PLAZA_TRANSLATE_URL (LibreTranslate; _KEY), PLAZA_TRANSCRIBE_URL (audio transcriptions as whisper.cpp has them; _KEY, _MODEL),
PLAZA_MAP (a file of vector tiles; map.pmtiles of the home, if it is there),
PLAZA_CHROMIUM (looks at programs in review: its path, or none; found by itself), PLAZA_CHROMIUM_BARE (1: without its sandbox),
PLAZA_PUSH_HOSTS (push services that devices may be called through),
PLAZA_ALLOW_PRIVATE_HOOKS (1: bots' webhooks may be in this network, for development), PLAZA_LOG (- logs to stdout)`

/** Prints the one page of help. */
export function help(): Promise<number> {
  say(TEXT)
  return Promise.resolve(0)
}
