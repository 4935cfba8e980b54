-- What a number's sticker says: who is paid, any amount.
create table merchants.sticker (
  code text primary key,
  mchid text not null unique references merchants.number (mchid)
);

-- Hours of a cashier; sums are written when they end.
create table merchants.shift (
  id uuid primary key,
  mchid text not null references merchants.number (mchid),
  person uuid not null,
  terminal text,
  opened_at timestamptz not null,
  closed_at timestamptz,
  payments integer,
  paid bigint,
  refunds integer,
  refunded bigint,
  check ((closed_at is null) = (paid is null))
);
create unique index shift_open on merchants.shift (mchid, person) where closed_at is null;
create index shift_list on merchants.shift (mchid, id desc);

-- Orders that people at a till made, and in whose hours.
create table merchants.till_order (
  trade uuid primary key references merchants.trade (id),
  person uuid not null,
  terminal text,
  shift uuid references merchants.shift (id)
);
create index till_order_shift on merchants.till_order (shift) where shift is not null;

-- Made by a payer at a sticker, and by a cashier.
alter table merchants.trade drop constraint trade_type_check;
alter table merchants.trade add constraint trade_type_check
  check (type in ('NATIVE', 'JSAPI', 'APP', 'MWEB', 'MICROPAY', 'STICKER', 'TILL'));
