-- Bank accounts that people linked: a consent and its token, never what signs in at the bank.
create table wallet.bank_link (
  id uuid primary key,
  person uuid not null references wallet.holder,
  state text not null check (state in ('started', 'linked', 'ended')),
  consent text not null,
  url text not null,
  token text,
  iban text,
  holder text,
  currency text,
  day text,
  created_at timestamptz not null,
  check (state <> 'linked' or (token is not null and iban is not null))
);
create index bank_link_person on wallet.bank_link (person);

-- Money between the bank and a wallet. Its id is the key at the bank and the hold in the ledger, from before the bank is
-- first asked; the hold is captured or given up only when the bank is certain.
create table wallet.bank_move (
  id uuid primary key,
  person uuid not null,
  direction text not null check (direction in ('in', 'out')),
  link uuid not null references wallet.bank_link,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null check (state in ('asked', 'unknown', 'accepted', 'settled', 'rejected')),
  reason text,
  tries integer not null default 0,
  -- When to ask next; whoever moves it asks.
  next_at timestamptz not null,
  -- The day of the statement that has it.
  reconciled_on text,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
create index bank_move_due on wallet.bank_move (next_at) where state in ('asked', 'unknown', 'accepted');
create index bank_move_open on wallet.bank_move (changed_at) where state = 'settled' and reconciled_on is null;

-- Days of the bank's statement that are done.
create table wallet.reconciled (
  day text primary key,
  entries integer not null,
  at timestamptz not null
);

-- What could not be explained; its money is on the ledger's suspense account.
create table wallet.suspense (
  id uuid primary key,
  day text not null,
  direction text not null check (direction in ('credit', 'debit')),
  amount bigint not null check (amount > 0),
  currency text not null,
  ref text not null,
  why text not null,
  found_at timestamptz not null
);
