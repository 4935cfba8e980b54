create schema ledger;

-- Distribution key of every table but currency and plan: shard.

-- What amounts mean: minor units of a currency, 10^exponent to the whole.
create table ledger.currency (
  code text primary key check (code ~ '^[A-Z][A-Z0-9]{2,11}$'),
  exponent smallint not null check (exponent between 0 and 8)
);

-- Where the next journal row of a shard goes: whoever holds this row's lock gives out n, so n has no gaps and follows the
-- order of commits. Batches take it last, after the accounts, and hold it only while they write.
create table ledger.head (
  shard smallint primary key check (shard between 0 and 63),
  n bigint not null default 0
) with (fillfactor = 50);

-- Limits over time for many accounts at once, such as a tier of identity: read by every batch under its locks.
create table ledger.plan (
  name text primary key,
  limits json not null
);

create table ledger.account (
  shard smallint not null,
  id uuid not null,
  currency text not null,
  -- What the account is for, and whose: words of the module that opened it.
  kind text not null,
  owner text,
  -- Minor units. posted is what is there, held_out is promised to others, held_in is promised by others.
  posted bigint not null default 0,
  held_out bigint not null default 0 check (held_out >= 0),
  held_in bigint not null default 0 check (held_in >= 0),
  -- Null: none. An account without a floor is where money comes from, such as the bank's side.
  floor bigint,
  ceiling bigint,
  -- How many journal rows touched it; the newest carries the balances above.
  version bigint not null default 0,
  moved_at timestamptz,
  debit_frozen boolean not null default false,
  credit_frozen boolean not null default false,
  freeze_reason text,
  freeze_order text,
  closed_at timestamptz,
  plan text,
  -- What was used of the plan's limits, by their names: [start of the window in ms, amount, count].
  usage json,
  opened_at timestamptz not null,
  meta json,
  primary key (shard, id),
  check (floor is null or posted - held_out >= floor),
  check (ceiling is null or floor is null or ceiling >= floor),
  check (closed_at is null or (posted = 0 and held_out = 0 and held_in = 0))
) with (fillfactor = 50);
create index account_owner on ledger.account (owner, kind) where owner is not null;

-- The journal. One row is one transfer with both sides, so a book that does not balance cannot be written.
create table ledger.transfer (
  shard smallint not null,
  n bigint not null,
  id uuid not null,
  kind text not null check (kind in ('transfer', 'hold', 'capture', 'void', 'expire', 'reverse', 'sweep')),
  debit uuid not null,
  credit uuid not null,
  amount bigint not null,
  -- What it was for: a word of the module that asked.
  code text not null,
  -- 1 the rest of the hold was released, 2 the account was closed, 4 the amount was left to the ledger.
  flags smallint not null,
  -- The hold that a capture, void or expiry is about, or the transfer that a reversal undoes.
  about uuid,
  -- All rows of a chain carry the id of its first.
  chain uuid,
  -- The far account of a transfer between shards.
  peer uuid,
  ref text,
  -- Each side's account after the row.
  debit_version bigint not null,
  debit_balance bigint not null,
  debit_held bigint not null,
  credit_version bigint not null,
  credit_balance bigint not null,
  credit_held bigint not null,
  effective_at timestamptz not null,
  created_at timestamptz not null,
  meta json,
  primary key (shard, id),
  check (debit <> credit),
  check (amount > 0 or (amount = 0 and kind in ('void', 'expire', 'sweep')))
);
create unique index transfer_n on ledger.transfer (shard, n);
create unique index transfer_debit on ledger.transfer (shard, debit, debit_version);
create unique index transfer_credit on ledger.transfer (shard, credit, credit_version);
create index transfer_reversal on ledger.transfer (shard, about) where kind = 'reverse';

-- How a hold stands now. That it was made, and everything that became of it, is in the journal.
create table ledger.hold (
  shard smallint not null,
  id uuid not null,
  debit uuid not null,
  credit uuid not null,
  amount bigint not null check (amount > 0),
  rest bigint not null check (rest between 0 and amount),
  state text not null check (state in ('open', 'captured', 'voided', 'expired')),
  expires_at timestamptz,
  created_at timestamptz not null,
  code text not null,
  primary key (shard, id),
  check ((state = 'open') = (rest > 0))
);
-- Every batch asks for what is due. The other two say "open" in other words, so that no plan can mistake them for this one.
create index hold_due on ledger.hold (shard, expires_at) where state = 'open' and expires_at is not null;
create index hold_debit on ledger.hold (shard, debit) where rest > 0;
create index hold_credit on ledger.hold (shard, credit) where rest > 0;

-- What was decided about an account by people: freezes, limits. Never changed.
create table ledger.act (
  shard smallint not null,
  account uuid not null,
  n bigint not null,
  what text not null,
  facts json not null,
  at timestamptz not null,
  primary key (shard, account, n)
);

-- Transfers between shards on their way. Written with the first half, so that a crash cannot forget the second.
create table ledger.crossing (
  shard smallint not null,
  id uuid not null,
  state text not null check (state in ('open', 'done', 'refused')),
  refusal text,
  request json not null,
  created_at timestamptz not null,
  primary key (shard, id)
);
create index crossing_open on ledger.crossing (shard, created_at) where state = 'open';

-- The hash chain behind the journal: SHA-256 over the hash before and the digests of the rows up to and including n.
create table ledger.seal (
  shard smallint not null,
  n bigint not null,
  first_n bigint not null,
  hash bytea not null,
  at timestamptz not null,
  primary key (shard, n),
  unique (shard, first_n)
);

-- The chain's end at the first sealing of each day (UTC), also written to the log so that it leaves this database.
create table ledger.anchor (
  shard smallint not null,
  day date not null,
  n bigint not null,
  hash bytea not null,
  primary key (shard, day)
);

-- How far consumers have followed a shard's journal.
create table ledger.follower (
  name text not null,
  shard smallint not null,
  n bigint not null,
  primary key (shard, name)
);

create function ledger.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on ledger.transfer for each row execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.act for each row execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.seal for each row execute function ledger.refuse_change();
create trigger append_only before update or delete on ledger.anchor for each row execute function ledger.refuse_change();
create trigger never_emptied before truncate on ledger.transfer for each statement execute function ledger.refuse_change();
create trigger never_emptied before truncate on ledger.act for each statement execute function ledger.refuse_change();
create trigger never_emptied before truncate on ledger.seal for each statement execute function ledger.refuse_change();
create trigger never_emptied before truncate on ledger.anchor for each statement execute function ledger.refuse_change();

-- Privileges say it again, where the server's role is no superuser: even the owner would first have to grant himself.
revoke update, delete, truncate on ledger.transfer, ledger.act, ledger.seal, ledger.anchor from public;
do $$ begin
  execute format('revoke update, delete, truncate on ledger.transfer, ledger.act, ledger.seal, ledger.anchor from %I', current_user);
end $$;
