create schema programs;

-- Mini programs as the registry knows them. names: by language, 'en' always there. domains: what it may reach, by kind
-- (request, socket, upload, download, web). scopes: what it may ask, with its reason for each.
create table programs.program (
  app_id text primary key check (app_id ~ '^wx[0-9a-f]{16}$'),
  names jsonb not null,
  abouts jsonb not null,
  icon text check (icon ~ '^[0-9a-f]{64}$'),
  maker text not null,
  official boolean not null default false,
  owner uuid,
  secret_hash bytea,
  domains jsonb not null default '{}',
  scopes jsonb not null default '{}',
  released uuid,
  opens bigint not null default 0,
  stopped_at timestamptz,
  stopped_by uuid,
  stop_reason text,
  created_at timestamptz not null
);

-- A compiled version. manifest is the very text that is signed; its files are blobs. At most one trial of a program.
create table programs.version (
  id uuid primary key,
  app_id text not null references programs.program,
  version text not null,
  state text not null check (state in ('develop', 'trial', 'released', 'old')),
  manifest text not null,
  sha256 text not null check (sha256 ~ '^[0-9a-f]{64}$'),
  signature text not null,
  key text not null,
  source_sha256 text not null,
  created_at timestamptz not null,
  released_at timestamptz
);
create index version_of_program on programs.version (app_id, created_at desc);
create unique index version_content on programs.version (app_id, sha256);

-- Who opened what, and the stars.
create table programs.visit (
  person uuid not null,
  app_id text not null references programs.program,
  opened_at timestamptz,
  opens integer not null default 0,
  starred_at timestamptz,
  primary key (person, app_id)
);
create index visit_of_program on programs.visit (app_id);

create table programs.consent (
  person uuid not null,
  app_id text not null references programs.program,
  scope text not null,
  allowed boolean not null,
  at timestamptz not null,
  primary key (person, app_id, scope)
);

-- What a program stores for a person; total is kept by the writer under the row of `room`.
create table programs.stored (
  person uuid not null,
  app_id text not null references programs.program,
  key text not null,
  value text not null,
  primary key (person, app_id, key)
);
create table programs.room (
  person uuid not null,
  app_id text not null references programs.program,
  bytes bigint not null default 0,
  primary key (person, app_id)
);

-- The name by which a program knows a person: chance, another in each program.
create table programs.known_as (
  app_id text not null references programs.program,
  person uuid not null,
  openid text not null unique,
  at timestamptz not null,
  primary key (app_id, person)
);

-- Codes that a program's server trades in once. kind: login or phone.
create table programs.code (
  hash bytea primary key,
  app_id text not null references programs.program,
  person uuid not null,
  kind text not null check (kind in ('login', 'phone')),
  expires_at timestamptz not null
);
create index code_expiry on programs.code (expires_at);

create table programs.act (
  id bigint generated always as identity primary key,
  person uuid not null,
  app_id text not null references programs.program,
  act text not null,
  detail text,
  at timestamptz not null
);
create index act_of_person on programs.act (person, app_id, at desc);
