-- A bank to practise with: customers with money, one business customer (the city), and its channel.
create schema bank;

create table bank.customer (
  number text primary key,
  name text not null,
  pin_hash text not null,
  wrong_tries integer not null default 0,
  locked_until timestamptz
);

create table bank.account (
  iban text primary key,
  customer text references bank.customer,
  name text not null,
  currency text not null,
  state text not null default 'open' check (state in ('open', 'blocked', 'closed')),
  -- Lowest balance: the bank's own accounts stand for the world outside and may go below zero.
  floor bigint not null default 0,
  balance bigint not null default 0,
  check (balance >= floor)
);

-- What a message holds, so that the same id with another content is told apart from a repeat.
create table bank.message (
  id text primary key,
  name text not null,
  digest text not null,
  received_at timestamptz not null
);

-- One order to move money. The EndToEndId is its key for ever: a repeat finds this row.
create table bank.payment (
  end_to_end_id text primary key,
  seq bigint generated always as identity unique,
  message_id text not null references bank.message,
  instruction_id text not null,
  kind text not null check (kind in ('credit', 'debit')),
  debtor_iban text not null,
  debtor_name text not null,
  creditor_iban text not null,
  creditor_name text not null,
  amount bigint not null,
  currency text not null,
  note text,
  mandate text,
  state text not null check (state in ('open', 'settled', 'rejected')),
  reason text check ((reason is not null) = (state = 'rejected')),
  received_at timestamptz not null,
  due_at timestamptz not null,
  ended_at timestamptz check ((ended_at is null) = (state = 'open'))
);
create index payment_message on bank.payment (message_id, seq);
create index payment_due on bank.payment (due_at) where state = 'open';

-- One immutable row for each movement carries both sides: an unbalanced book cannot be written.
create table bank.booking (
  seq bigint generated always as identity primary key,
  payment text unique references bank.payment,
  debit_iban text not null references bank.account,
  credit_iban text not null references bank.account,
  amount bigint not null check (amount > 0),
  debit_after bigint not null,
  credit_after bigint not null,
  note text,
  booked_at timestamptz not null,
  check (debit_iban <> credit_iban)
);
create index booking_debit on bank.booking (debit_iban, seq);
create index booking_credit on bank.booking (credit_iban, seq);

-- A customer's leave for the city to collect from one account. Secrets are kept as hashes only.
create table bank.consent (
  id text primary key,
  return_url text not null,
  carried text not null,
  asked_at timestamptz not null,
  customer text references bank.customer,
  pass_hash text,
  pass_until timestamptz,
  iban text references bank.account,
  code_hash text,
  code_until timestamptz,
  token_hash text,
  given_at timestamptz,
  until timestamptz,
  ended_at timestamptz
);

-- What is to be told to the city, until it has said that it heard.
create table bank.notice (
  seq bigint generated always as identity primary key,
  id text not null,
  body text not null,
  tries integer not null default 0,
  next_at timestamptz not null,
  done_at timestamptz
);
create index notice_due on bank.notice (next_at) where done_at is null;

create table bank.setting (
  name text primary key,
  value jsonb not null
);
