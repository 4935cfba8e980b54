create schema platform;

-- Tokens of programs' servers, kept as hashes. oauth: of the primary API; plain and stable: of the compatible one.
create table platform.token (
  hash bytea primary key,
  app_id text not null,
  kind text not null check (kind in ('oauth', 'plain', 'stable')),
  expires_at timestamptz not null
);
create index token_of_program on platform.token (app_id, kind);
create index token_expiry on platform.token (expires_at);

-- The stable token of a program is derived from its number n, so that the same one can be answered again.
create table platform.stable (
  app_id text primary key,
  n integer not null,
  forced_at timestamptz,
  expires_at timestamptz not null
);

-- The name by which all programs of one maker know a person: chance.
create table platform.union_name (
  maker text not null,
  person uuid not null,
  unionid text not null unique,
  primary key (maker, person)
);

-- The account that a program answers as, and how far its log was read.
create table platform.service (
  app_id text primary key,
  person uuid not null unique,
  u integer not null default 0,
  next_at timestamptz not null
);

-- A citizen's conversation with it. q: how far it was read. heard_at: their last message; answers: those left after it.
create table platform.contact (
  app_id text not null,
  person uuid not null,
  conversation uuid not null unique,
  q integer not null default 0,
  heard_at timestamptz,
  answers integer not null default 0,
  primary key (app_id, person)
);
-- Answers that were counted: the same id again is the same answer.
create table platform.answer (
  id uuid primary key,
  app_id text not null,
  at timestamptz not null
);
create index answer_age on platform.answer (at);

-- Where a program's server hears what happens. secret: of the webhook, or the token that signs; locked away, as is aes_key.
create table platform.push (
  app_id text primary key,
  form text not null check (form in ('standard', 'xml', 'json')),
  url text not null,
  secret bytea not null,
  aes_key bytea,
  set_at timestamptz not null,
  set_by uuid not null
);
create table platform.news (
  id uuid primary key,
  app_id text not null,
  kind text not null,
  person uuid not null,
  facts jsonb not null,
  state text not null default 'due' check (state in ('due', 'done', 'given_up')),
  tries integer not null default 0,
  why text,
  next_at timestamptz not null,
  created_at timestamptz not null
);
create index news_due on platform.news (next_at) where state = 'due';
create index news_of_program on platform.news (app_id, created_at desc);
create index news_age on platform.news (created_at);

create table platform.follower (
  app_id text not null,
  person uuid not null,
  since timestamptz not null,
  muted boolean not null default false,
  primary key (app_id, person)
);
create index follower_of_person on platform.follower (person, since desc);

-- What followers were told. after_person: the last one who was; they are told in the order of their ids.
create table platform.broadcast (
  id uuid primary key,
  app_id text not null,
  title text not null,
  text text not null,
  page text not null,
  at timestamptz not null,
  after_person uuid,
  told integer not null default 0,
  done boolean not null default false
);
create index broadcast_of_program on platform.broadcast (app_id, at desc);
create index broadcast_open on platform.broadcast (at) where not done;

create table platform.menu (
  app_id text primary key,
  buttons jsonb not null
);

-- Words that content checks look for, as they are compared.
create table platform.word (
  word text primary key,
  label integer not null,
  suggest text not null check (suggest in ('risky', 'review'))
);

-- Signing in on web pages of a program: what a person allowed, codes (kept until they expire, so that a second use is known
-- for one) and the tokens that came of each.
create table platform.web_consent (
  person uuid not null,
  app_id text not null,
  scope text not null,
  at timestamptz not null,
  primary key (person, app_id, scope)
);
create table platform.web_code (
  hash bytea primary key,
  app_id text not null,
  person uuid not null,
  scope text not null,
  used boolean not null default false,
  expires_at timestamptz not null
);
create index web_code_expiry on platform.web_code (expires_at);
create table platform.web_token (
  hash bytea primary key,
  code_hash bytea not null,
  kind text not null check (kind in ('access', 'refresh')),
  app_id text not null,
  person uuid not null,
  scope text not null,
  expires_at timestamptz not null
);
create index web_token_of_code on platform.web_token (code_hash);
create index web_token_expiry on platform.web_token (expires_at);
