-- Payments that their payers question. While one is not over, what is held of it at the merchant is a hold of the ledger.
create table merchants.dispute (
  id uuid primary key,
  trade uuid not null references merchants.trade (id),
  mchid text not null,
  payer uuid not null,
  reason text not null check (reason in ('not_received', 'not_as_described', 'wrong_amount', 'not_me', 'other')),
  amount bigint not null check (amount > 0),
  -- Less than the amount where the merchant had less; the hold goes by the id that `holdOf` gives.
  held bigint not null check (held between 0 and amount),
  state text not null default 'open' check (state in ('open', 'proposed', 'refunded', 'released', 'withdrawn')),
  how text check (how in ('refund', 'release')),
  refund bigint,
  why text,
  proposed_by uuid,
  decided_by uuid,
  created_at timestamptz not null,
  ended_at timestamptz,
  check ((ended_at is null) = (state in ('open', 'proposed'))),
  check (decided_by is null or proposed_by is null or decided_by <> proposed_by)
);
create unique index dispute_one on merchants.dispute (trade) where state in ('open', 'proposed');
create index dispute_payer on merchants.dispute (payer, created_at desc);
create index dispute_merchant on merchants.dispute (mchid, created_at desc);
create index dispute_waits on merchants.dispute (created_at) where state in ('open', 'proposed');

-- What the sides say to it; never changed.
create table merchants.dispute_message (
  id uuid primary key,
  dispute uuid not null references merchants.dispute (id),
  side text not null check (side in ('payer', 'merchant', 'operator')),
  person uuid not null,
  text text not null,
  at timestamptz not null
);
create index dispute_message_of on merchants.dispute_message (dispute, at);
