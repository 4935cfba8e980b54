-- What a program may write to people who asked for it. titles and the names of fields: by language, 'en' always there.
create table programs.template (
  id text primary key,
  app_id text not null references programs.program,
  titles jsonb not null,
  fields jsonb not null
);
create index template_of_program on programs.template (app_id);

-- How many messages of a template a person still takes. unused since: their last yes.
create table programs.subscription (
  person uuid not null,
  app_id text not null references programs.program,
  template text not null,
  remaining integer not null check (remaining >= 0),
  at timestamptz not null,
  primary key (person, app_id, template)
);

-- People whose conversation with the service that brings these messages is open.
create table programs.notice_chat (
  person uuid primary key,
  at timestamptz not null
);

-- Tokens of programs' servers for the platform's API.
create table programs.token (
  hash bytea primary key,
  app_id text not null references programs.program,
  expires_at timestamptz not null
);
create index token_expiry on programs.token (expires_at);

-- Messages that were brought: the same once more is the same one.
create table programs.notice (
  id uuid primary key,
  app_id text not null references programs.program,
  person uuid not null,
  at timestamptz not null
);
