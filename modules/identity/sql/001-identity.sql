create schema identity;

-- Who lives in the city. A closed account keeps its row, so that old conversations still have names.
create table identity.person (
  id uuid primary key,
  handle text not null,
  name text not null,
  avatar text,
  kind text not null check (kind in ('citizen', 'bot', 'service', 'operator')),
  region text,
  language text not null,
  phone text,
  email text,
  privacy jsonb not null default '{}',
  closed_at timestamptz,
  created_at timestamptz not null,
  constraint person_handle_key unique (handle),
  constraint person_phone_key unique (phone),
  constraint person_email_key unique (email),
  check (handle = lower(handle))
);

-- Argon2id in PHC form: the parameters stand in the text.
create table identity.password (
  person uuid primary key references identity.person,
  hash text not null,
  changed_at timestamptz not null
);

-- The signature counter is an unsigned 32 bit number, so it needs a bigint.
create table identity.passkey (
  person uuid not null references identity.person,
  id text not null,
  name text not null,
  public_key bytea not null,
  counter bigint not null,
  transports text[] not null,
  created_at timestamptz not null,
  used_at timestamptz,
  primary key (person, id)
);

-- One device each. The token itself is never kept: key is its SHA-256. A token names its person, so both ways in are
-- by person first.
create table identity.session (
  person uuid not null references identity.person,
  id uuid not null,
  key bytea not null,
  name text not null,
  kind text not null check (kind in ('browser', 'linked', 'bot')),
  created_at timestamptz not null,
  used_at timestamptz not null,
  revoked_at timestamptz,
  primary key (person, id),
  constraint session_key unique (person, key)
);
create index session_used on identity.session (used_at) where revoked_at is null;
create index session_revoked on identity.session (revoked_at) where revoked_at is not null;

-- A one-time code. tries counts looks, right or wrong, so that guesses in parallel cannot outrun the limit.
create table identity.code (
  id uuid primary key,
  kind text not null check (kind in ('email', 'phone')),
  address text not null,
  hash bytea not null,
  tries integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  used_at timestamptz
);
create index code_address on identity.code (address, created_at);
create index code_expires on identity.code (expires_at);

-- A WebAuthn challenge waiting for its answer; taken away by the answer, right or wrong.
create table identity.ceremony (
  id uuid primary key,
  kind text not null check (kind in ('add', 'sign-up', 'sign-in')),
  challenge text not null,
  person uuid,
  draft jsonb,
  expires_at timestamptz not null
);
create index ceremony_expires on identity.ceremony (expires_at);

-- A desktop that waits for a phone. opened: the desktop took its session, which happens once.
create table identity.link (
  id uuid primary key,
  secret bytea not null,
  device_name text not null,
  state text not null check (state in ('waiting', 'scanned', 'approved', 'refused', 'opened')),
  person uuid,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index link_expires on identity.link (expires_at);

-- What the sandbox carrier was given, for the operator's eyes; the newest 200.
create table identity.carrier_message (
  id uuid primary key,
  address text not null,
  text text not null,
  at timestamptz not null
);
create index carrier_message_at on identity.carrier_message (at);

create table identity.bot (
  person uuid primary key references identity.person,
  owner uuid not null references identity.person,
  webhook text,
  webhook_secret text
);
create index bot_owner on identity.bot (owner);

-- Attempts to get in that have not succeeded, by handle and by network address. free_at is when the next may begin.
create table identity.attempt (
  key text primary key,
  failures integer not null,
  at timestamptz not null,
  free_at timestamptz not null
);
create index attempt_at on identity.attempt (at);
