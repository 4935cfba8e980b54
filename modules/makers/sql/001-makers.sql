create schema makers;

create table makers.team (
  id uuid primary key,
  name text not null,
  contact text not null,
  made_by uuid not null,
  created_at timestamptz not null
);

-- invited: asked, and not answered yet.
create table makers.member (
  team uuid not null references makers.team,
  person uuid not null,
  role text not null check (role in ('owner', 'developer', 'tester')),
  invited boolean not null default false,
  since timestamptz not null,
  primary key (team, person)
);
create index member_person on makers.member (person);

-- Public keys of developers, raw Ed25519 in base64url. One that was revoked never comes back.
create table makers.key (
  id uuid primary key,
  person uuid not null,
  name text not null,
  key text not null unique,
  added_at timestamptz not null,
  used_at timestamptz,
  revoked_at timestamptz
);
create index key_person on makers.key (person);

create table makers.challenge (
  hash bytea primary key,
  person uuid not null,
  expires_at timestamptz not null
);
create index challenge_expiry on makers.challenge (expires_at);

-- profile: as it will be reviewed with the next version. released, grey, trial: versions; what citizens get of it is
-- written by the programs module in the same commit.
create table makers.program (
  app_id text primary key,
  id uuid not null unique,
  team uuid not null references makers.team,
  profile jsonb not null,
  released uuid,
  released_at timestamptz,
  grey uuid,
  grey_percent integer not null default 0,
  trial uuid,
  serial bigint not null default 0,
  made_by uuid not null,
  created_at timestamptz not null
);
create index program_team on makers.program (team, created_at desc);

-- zip: a blob. leased_until: a process compiles it; when it dies, another takes it up after that.
create table makers.upload (
  id uuid primary key,
  app_id text not null references makers.program,
  person uuid not null,
  key uuid not null references makers.key,
  version text not null,
  note text not null,
  statement text not null,
  signature text not null,
  sources text not null,
  state text not null check (state in ('waiting', 'compiling', 'done', 'failed')),
  zip text,
  leased_until timestamptz,
  tries integer not null default 0,
  why text,
  message text,
  problems jsonb not null default '[]',
  version_id uuid,
  at timestamptz not null
);
create index upload_due on makers.upload (leased_until) where state = 'compiling';
create index upload_of_program on makers.upload (app_id, at);

-- A compiled upload; its id is that of the programs module. sources: path to [sha256, bytes, is text]; texts are blobs.
-- profile, findings: as they were when it was submitted. At most one waits for review and one is tried.
create table makers.version (
  id uuid primary key,
  app_id text not null references makers.program,
  version text not null,
  note text not null,
  person uuid not null,
  key uuid not null references makers.key,
  statement text not null,
  signature text not null,
  sources jsonb not null,
  sources_sha256 text not null,
  facts jsonb not null,
  problems jsonb not null,
  state text not null
    check (state in ('develop', 'trial', 'review', 'approved', 'refused', 'grey', 'released', 'old')),
  profile jsonb,
  findings jsonb not null default '[]',
  four_eyes text[] not null default '{}',
  submitted_by uuid,
  submitted_at timestamptz,
  decided_at timestamptz,
  reasons text,
  approved_at timestamptz,
  claimed_by uuid,
  claimed_at timestamptz,
  created_at timestamptz not null,
  unique (app_id, version)
);
create index version_newest on makers.version (app_id, created_at desc);
create unique index version_in_review on makers.version (app_id) where state = 'review';
create index version_waiting on makers.version (submitted_at) where state = 'review';

-- Operators who said yes to a version as it was last submitted.
create table makers.yes (
  version uuid not null references makers.version,
  operator uuid not null,
  at timestamptz not null,
  primary key (version, operator)
);

create table makers.step (
  id uuid primary key,
  app_id text not null references makers.program,
  serial bigint not null,
  kind text not null check (kind in ('release', 'grey', 'rollback')),
  version uuid not null references makers.version,
  percent integer not null,
  person uuid not null,
  at timestamptz not null
);
create index step_of_program on makers.step (app_id, serial desc);

create table makers.message (
  id uuid primary key,
  version uuid not null references makers.version,
  side text not null check (side in ('maker', 'reviewer')),
  person uuid not null,
  text text not null,
  at timestamptz not null
);
create index message_of_version on makers.message (version, at);

-- The audit trail: rows are only added.
create table makers.act (
  n bigint generated always as identity primary key,
  app_id text not null,
  what text not null,
  person uuid not null,
  facts jsonb not null,
  at timestamptz not null
);
create index act_of_program on makers.act (app_id, at desc);

create table makers.word (
  word text primary key
);
