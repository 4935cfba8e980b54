-- A promotion: money that an account gives away, a share for each who comes, until its budget or its time is over. The money
-- lies in an account of its own. Whoever holds this row's lock gives out the next share; every batch of the ledger that
-- touches a promotion has locked its account before. Distribution key: id (guest and gift carry it as promotion).
create table envelopes.promotion (
  id uuid primary key,
  -- The account that pays, and to which the rest goes back.
  payer uuid not null,
  account uuid not null,
  title text not null,
  currency text not null,
  budget bigint not null check (budget > 0),
  -- A share is of this many minor units, drawn where they differ.
  least bigint not null check (least > 0),
  most bigint not null check (most >= least and most <= budget),
  per_person integer not null check (per_person > 0),
  -- Whether only guests may take.
  invited boolean not null,
  -- Decides the amounts; its seal is told at once, the seed itself when all is over.
  seed bytea not null,
  seal text not null,
  given bigint not null default 0 check (given <= budget),
  gifts integer not null default 0,
  state text not null default 'open' check (state in ('open', 'ended')),
  returned bigint,
  created_at timestamptz not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null check (ends_at > starts_at),
  -- When the rest is to go back: at the end, or as soon as no full share is left.
  due_at timestamptz not null,
  finished_at timestamptz,
  check (returned is null or returned = budget - given)
) with (fillfactor = 60);
create index promotion_due on envelopes.promotion (due_at) where state = 'open';
create index promotion_open on envelopes.promotion (id) where state = 'open';

-- Who may take of a promotion that is not for everybody.
create table envelopes.guest (
  promotion uuid not null,
  person uuid not null,
  primary key (promotion, person)
);
create index guest_person on envelopes.guest (person);

-- A share of a promotion that somebody took, written in the commit that paid it.
create table envelopes.gift (
  promotion uuid not null,
  person uuid not null,
  -- Counts the gifts of one person, from 1.
  number integer not null,
  amount bigint not null check (amount > 0),
  at timestamptz not null,
  primary key (promotion, person, number)
);

-- What could not go back to a sender is tried again later, and those of others do not wait behind it.
alter table envelopes.envelope add column return_at timestamptz;
drop index envelopes.envelope_due;
create index envelope_due on envelopes.envelope (coalesce(return_at, expires_at)) where state = 'open';
