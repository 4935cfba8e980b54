-- A phone that shows codes to be scanned; its key under a key of the city's home.
create table merchants.pay_device (
  device uuid primary key,
  person uuid not null,
  secret bytea not null,
  issued_at timestamptz not null,
  expires_at timestamptz not null
);
create index pay_device_person on merchants.pay_device (person);

-- Names under which a phone's codes are found, one for each day: a code that was seen says nothing of tomorrow's.
create table merchants.pay_alias (
  alias text primary key check (alias ~ '^[0-9]{9}$'),
  device uuid not null references merchants.pay_device (device) on delete cascade,
  valid_from timestamptz not null,
  valid_until timestamptz not null
);
create index pay_alias_device on merchants.pay_alias (device);
create index pay_alias_over on merchants.pay_alias (valid_until);

-- Codes that were taken: each once, also inside its window.
create table merchants.pay_code_use (
  alias text not null references merchants.pay_alias (alias) on delete cascade,
  counter bigint not null,
  at timestamptz not null,
  primary key (alias, counter)
);

-- What somebody paid in a day (UTC) by codes alone, without confirming it.
create table merchants.small_spent (
  person uuid not null,
  day date not null,
  spent bigint not null check (spent >= 0),
  primary key (person, day)
);
