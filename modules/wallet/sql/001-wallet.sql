create schema wallet;

-- No balance is here: money is in the ledger alone. Amounts are minor units.

-- What an operator may set without a new release: times in ms, counts as counts.
create table wallet.setting (
  name text primary key,
  value bigint not null check (value >= 0)
);
insert into wallet.setting (name, value) values
  ('pin_tries_max', 5),
  ('pin_lock_ms', 10800000),
  ('proof_life_ms', 120000),
  ('transfer_life_ms', 86400000),
  ('reduced_ms', 86400000);

-- Keys of the city for proofs and stamps; the newest signs, all of them check.
create table wallet.key (
  n integer primary key,
  secret bytea not null,
  made_at timestamptz not null
);

-- What each tier of identity may do. The reduced limits hold for a while after a new device or PIN.
create table wallet.tier (
  level smallint primary key check (level between 0 and 3),
  payment_max bigint not null check (payment_max >= 0),
  day_max bigint not null check (day_max >= payment_max),
  month_max bigint not null check (month_max >= day_max),
  year_max bigint not null check (year_max >= month_max),
  balance_max bigint not null check (balance_max >= 0),
  reduced_payment_max bigint not null check (reduced_payment_max <= payment_max),
  reduced_day_max bigint not null check (reduced_day_max <= day_max),
  -- A person rises to this tier so long after the decision, and falls at once.
  raise_after_ms bigint not null default 0,
  version integer not null default 1
);
insert into wallet.tier (level, payment_max, day_max, month_max, year_max, balance_max, reduced_payment_max, reduced_day_max,
  raise_after_ms)
values
  (0, 5000, 10000, 30000, 100000, 15000, 2000, 5000, 0),
  (1, 50000, 100000, 500000, 1500000, 300000, 10000, 20000, 0),
  (2, 500000, 1000000, 5000000, 20000000, 5000000, 50000, 100000, 86400000),
  (3, 5000000, 10000000, 50000000, 200000000, 50000000, 200000, 500000, 86400000);

-- Whoever has a wallet. The account itself is in the ledger under an id that follows from person and currency.
create table wallet.holder (
  person uuid primary key,
  currency text not null,
  tier smallint not null default 0 references wallet.tier,
  next_tier smallint references wallet.tier,
  next_tier_at timestamptz,
  reduced_until timestamptz,
  -- Frozen by themselves, and by an operator's order: each ends alone.
  frozen_at timestamptz,
  office_frozen_at timestamptz,
  office_reason text,
  office_order text,
  office_by uuid,
  -- Moves with every freeze and new PIN; proofs of an earlier epoch are void.
  epoch integer not null default 0,
  opened_at timestamptz not null,
  check ((next_tier is null) = (next_tier_at is null)),
  check ((office_frozen_at is null) = (office_order is null))
);
create index holder_due on wallet.holder (next_tier_at) where next_tier_at is not null;
create index holder_reduced on wallet.holder (reduced_until) where reduced_until is not null;

-- Argon2id in PHC form. A try is counted before it is judged, so guesses in parallel cannot outrun the limit.
create table wallet.pin (
  person uuid primary key references wallet.holder,
  hash text not null,
  tries integer not null default 0,
  locked_until timestamptz,
  set_at timestamptz not null
);

-- Money from one person to another in their conversation. Its id is that of the hold in the ledger, and it changes only in
-- the commit that changes the hold; only `returned` is written after, when the hold is certainly over.
create table wallet.transfer (
  id uuid primary key,
  payer uuid not null,
  payee uuid not null,
  -- The account it comes from: the payer's own, or that of whoever gave them a family card.
  account uuid not null,
  mandate uuid,
  amount bigint not null check (amount > 0),
  currency text not null,
  note text not null,
  state text not null check (state in ('pending', 'accepted', 'declined', 'cancelled', 'returned')),
  version integer not null default 0,
  -- What the payer asked for; the risk rules may make it longer.
  delay_hours smallint not null default 0,
  -- From when on the payee may take it; until then the payer may cancel.
  available_at timestamptz not null,
  expires_at timestamptz not null,
  created_at timestamptz not null,
  changed_at timestamptz not null,
  check (payer <> payee)
);
create index transfer_due on wallet.transfer (expires_at) where state = 'pending';
create index transfer_payer on wallet.transfer (payer, created_at);
create index transfer_payee on wallet.transfer (payee, created_at);

-- A card that stands in a conversation, and the version of its facts that it shows. Its lock orders whoever shows it.
create table wallet.card (
  ref uuid primary key,
  kind text not null,
  conv uuid not null,
  sender uuid not null,
  -- The language of its words, kept so that a repeat says the same.
  language text not null,
  q integer,
  shown integer
);
