-- What a version may reach and ask, where that may differ from the program's own (grey releases, trials), and what its
-- developer signed. The city's own programs have none of it.
alter table programs.version
  add column domains jsonb,
  add column scopes jsonb,
  add column developer_statement text,
  add column developer_signature text,
  add column developer_key text;

-- serial: of the newest release statements. grey: a version for a share of the people, chosen by a hash of the person under
-- share_key. trial: a version for testers.
alter table programs.program
  add column serial bigint not null default 0,
  add column grey uuid,
  add column grey_percent smallint not null default 0 check (grey_percent between 0 and 100),
  add column share_key bytea,
  add column trial uuid;

-- Statements are never changed or taken away: they are what was promised.
create table programs.statement (
  app_id text not null references programs.program,
  serial bigint not null,
  version uuid not null references programs.version,
  env text not null check (env in ('release', 'trial')),
  statement text not null,
  signature text not null,
  key text not null,
  at timestamptz not null,
  primary key (app_id, serial, env, version)
);

create table programs.tester (
  app_id text not null references programs.program,
  person uuid not null,
  primary key (app_id, person)
);

-- Whether the last opening was of the trial.
alter table programs.visit add column trial boolean not null default false;
create index visit_lately on programs.visit (app_id, opened_at, person);

-- Places of programs. spot: x is the longitude shortened by the cosine of the latitude, so that distances compare.
create table programs.place (
  id uuid not null,
  app_id text not null references programs.program,
  names jsonb not null,
  address text not null,
  path text,
  lon double precision not null,
  lat double precision not null,
  spot point not null,
  primary key (app_id, id)
);
create index place_spot on programs.place using gist (spot);
