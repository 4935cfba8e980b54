-- Somebody asks somebody for money. With a split it is a share of a bill, shown by the card of the split.
create table wallet.request (
  id uuid primary key,
  asker uuid not null,
  payer uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  note text not null,
  state text not null check (state in ('open', 'paid', 'declined', 'cancelled', 'expired')),
  version integer not null default 0,
  split uuid,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (asker <> payer)
);
create index request_due on wallet.request (expires_at) where state = 'open';
create index request_open on wallet.request (asker) where state = 'open';
create index request_split on wallet.request (split) where split is not null;

-- A bill among members of a group. What is paid of it follows from its shares.
create table wallet.split (
  id uuid primary key,
  asker uuid not null,
  conv uuid not null,
  currency text not null,
  note text not null,
  total bigint not null check (total > 0),
  -- The part of whoever collects: paid from the beginning.
  own bigint not null check (own >= 0),
  closed boolean not null default false,
  version integer not null default 0,
  reminders integer not null default 0,
  -- When it was made or last reminded of.
  reminded_at timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index split_due on wallet.split (reminded_at) where not closed and reminders = 0;

-- A family card. What was used counts in the calendar month (UTC) that `used_month` names.
create table wallet.mandate (
  id uuid primary key,
  payer uuid not null,
  holder uuid not null,
  currency text not null,
  month_max bigint not null check (month_max > 0),
  note text not null,
  state text not null check (state in ('active', 'revoked')),
  version integer not null default 0,
  used bigint not null default 0 check (used >= 0),
  used_month integer not null default 0,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (payer <> holder)
);
create index mandate_payer on wallet.mandate (payer);
create index mandate_holder on wallet.mandate (holder);

insert into wallet.setting (name, value) values
  ('request_life_ms', 604800000),
  ('split_life_ms', 2592000000),
  ('split_remind_ms', 86400000);
