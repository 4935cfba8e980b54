create schema peer;
create table peer.account (
  id uuid primary key,
  balance bigint not null default 0,
  version bigint not null default 0,
  floor bigint
) with (fillfactor = 50);
create table peer.transfer (
  id uuid primary key,
  debit uuid not null,
  credit uuid not null,
  amount bigint not null check (amount > 0),
  created_at timestamptz not null default now()
);
create table peer.entry (
  account uuid not null,
  version bigint not null,
  transfer uuid not null,
  amount bigint not null,
  balance bigint not null,
  primary key (account, version)
);

-- One call, one transfer: what most careful wallets on PostgreSQL do.
create function peer.transfer(p_id uuid, p_debit uuid, p_credit uuid, p_amount bigint) returns text language plpgsql as $$
declare
  v_from peer.account;
  v_to peer.account;
begin
  perform 1 from peer.account where id in (p_debit, p_credit) order by id for update;
  if exists (select from peer.transfer where id = p_id) then return 'exists'; end if;
  select * into v_from from peer.account where id = p_debit;
  select * into v_to from peer.account where id = p_credit;
  if v_from.floor is not null and v_from.balance - p_amount < v_from.floor then return 'insufficient'; end if;
  insert into peer.transfer (id, debit, credit, amount) values (p_id, p_debit, p_credit, p_amount);
  update peer.account set balance = balance - p_amount, version = version + 1 where id = p_debit;
  update peer.account set balance = balance + p_amount, version = version + 1 where id = p_credit;
  insert into peer.entry (account, version, transfer, amount, balance) values
    (p_debit, v_from.version + 1, p_id, -p_amount, v_from.balance - p_amount),
    (p_credit, v_to.version + 1, p_id, p_amount, v_to.balance + p_amount);
  return 'ok';
end $$;

-- The idea of pgledger, written anew: text ids made by the database, entries with the balance before and after, and its
-- indexes on them. It knows no idempotency key.
create schema entries;
create sequence entries.ids;
create function entries.new_id(prefix text) returns text language sql volatile as $$
  select prefix || '_' || lpad(to_hex((extract(epoch from clock_timestamp()) * 1000)::bigint), 12, '0')
    || replace(gen_random_uuid()::text, '-', '')
$$;
create table entries.account (
  id text primary key,
  name text not null,
  currency text not null,
  balance numeric not null default 0,
  version bigint not null default 0,
  allow_negative boolean not null,
  created_at timestamptz not null default now(),
  updated_at timestamptz not null default now()
);
create table entries.transfer (
  id text primary key,
  from_account text not null references entries.account (id),
  to_account text not null references entries.account (id),
  amount numeric not null check (amount > 0),
  created_at timestamptz not null default now(),
  event_at timestamptz not null default now()
);
create index transfer_from on entries.transfer (from_account);
create index transfer_to on entries.transfer (to_account);
create table entries.entry (
  id text primary key,
  account text not null references entries.account (id),
  transfer text not null references entries.transfer (id),
  amount numeric not null,
  previous_balance numeric not null,
  current_balance numeric not null,
  version bigint not null,
  created_at timestamptz not null default now()
);
create index entry_account on entries.entry (account, version);
create index entry_transfer on entries.entry (transfer);

create function entries.create_transfer(p_from text, p_to text, p_amount numeric) returns text language plpgsql as $$
declare
  v_id text := entries.new_id('pglt');
  v_from entries.account;
  v_to entries.account;
begin
  perform 1 from entries.account where id in (p_from, p_to) order by id for update;
  insert into entries.transfer (id, from_account, to_account, amount) values (v_id, p_from, p_to, p_amount);
  update entries.account set balance = balance - p_amount, version = version + 1, updated_at = now()
    where id = p_from returning * into v_from;
  if not v_from.allow_negative and v_from.balance < 0 then raise exception 'insufficient' using errcode = 'P0001'; end if;
  update entries.account set balance = balance + p_amount, version = version + 1, updated_at = now()
    where id = p_to returning * into v_to;
  insert into entries.entry (id, account, transfer, amount, previous_balance, current_balance, version) values
    (entries.new_id('pgle'), p_from, v_id, -p_amount, v_from.balance + p_amount, v_from.balance, v_from.version),
    (entries.new_id('pgle'), p_to, v_id, p_amount, v_to.balance - p_amount, v_to.balance, v_to.version);
  return v_id;
end $$;
