-- Where the takings of a number go: a bank account that the merchant's owner linked.
create table merchants.bank_account (
  mchid text primary key references merchants.number (mchid),
  person uuid not null,
  link uuid not null,
  ending text not null,
  holder text not null,
  set_at timestamptz not null,
  -- The last day (of the city) that was settled, or had nothing to be settled.
  looked_on text not null
);
create index bank_account_due on merchants.bank_account (looked_on);

-- What was sent there: one a day. How it stands at the bank, the wallet knows under the same id.
create table merchants.settlement (
  id uuid primary key,
  mchid text not null,
  day text not null,
  -- The changes of the account that it sums, by its versions: after the first, up to the second.
  from_version bigint not null,
  to_version bigint not null,
  payments integer not null,
  paid bigint not null,
  refunds integer not null,
  refunded bigint not null,
  other bigint not null,
  fee bigint not null check (fee >= 0),
  amount bigint not null check (amount > 0),
  currency text not null,
  ending text not null,
  created_at timestamptz not null,
  unique (mchid, day),
  check (amount = paid - refunded + other - fee)
);
create index settlement_list on merchants.settlement (mchid, to_version desc);

-- What the city takes of payments less refunds, in hundredths of a percent, by category of the merchant; '*' is any other.
create table merchants.fee (
  category text primary key,
  basis_points integer not null check (basis_points between 0 and 1000)
);
insert into merchants.fee (category, basis_points) values ('*', 0);
