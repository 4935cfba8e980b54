-- A machine without a browser that waits until somebody types its short code where they are signed in (RFC 8628). seen: they
-- look at what asks, and nobody else may answer. opened: the machine took its session, which happens once. wait_s: how long
-- it has to wait between two questions; it grows when it does not.
create table identity.device_code (
  id uuid primary key,
  hash bytea not null unique,
  user_code text not null unique,
  device_name text not null,
  address text not null,
  state text not null check (state in ('waiting', 'seen', 'approved', 'refused', 'opened')),
  person uuid,
  wait_s integer not null,
  asked_at timestamptz,
  created_at timestamptz not null,
  expires_at timestamptz not null
);
create index device_code_expires on identity.device_code (expires_at);
