create schema merchants;

-- Numbers of merchants: the same one behind 16 where money is real, and behind 17 where it is not.
create sequence merchants.number_seq start 10000001;

create table merchants.merchant (
  -- Made by whoever becomes one.
  id uuid primary key,
  owner uuid not null,
  name text not null,
  native_name text,
  city text not null,
  country text not null,
  category text not null,
  verification text not null default 'none' check (verification in ('none', 'review', 'verified', 'refused')),
  created_at timestamptz not null
);
create index merchant_owner on merchants.merchant (owner);
create index merchant_review on merchants.merchant (created_at) where verification = 'review';

-- A merchant in one mode. Everything below belongs to a number, so what is real and what is played never meets.
create table merchants.number (
  mchid text primary key,
  merchant uuid not null references merchants.merchant (id),
  mode text not null check (mode in ('live', 'test')),
  account uuid not null,
  currency text not null,
  -- The APIv3 key under a key of the city's home.
  api_key bytea,
  api_key_at timestamptz,
  unique (merchant, mode)
);

create table merchants.staff (
  merchant uuid not null references merchants.merchant (id),
  person uuid not null,
  role text not null check (role in ('manager', 'cashier')),
  since timestamptz not null,
  primary key (merchant, person)
);
create index staff_person on merchants.staff (person);

-- Public keys that sign requests of a merchant.
create table merchants.api_certificate (
  mchid text not null references merchants.number (mchid),
  serial text not null,
  public_key text not null,
  certificate text not null,
  not_after timestamptz not null,
  added_at timestamptz not null,
  added_by uuid not null,
  revoked_at timestamptz,
  primary key (mchid, serial)
);

-- The city's own authority for certificates, one for each mode; its key under a key of the city's home.
create table merchants.authority (
  mode text primary key check (mode in ('live', 'test')),
  certificate text not null,
  private_key bytea not null,
  not_after timestamptz not null
);

-- Keys that sign answers and notifies. A new one is listed some time before it signs, and the old one some time after.
create table merchants.platform_key (
  mode text not null check (mode in ('live', 'test')),
  serial text not null,
  certificate text not null,
  private_key bytea not null,
  not_before timestamptz not null,
  not_after timestamptz not null,
  signs_from timestamptz not null,
  listed_until timestamptz not null,
  primary key (mode, serial)
);

-- Nonces of requests within the window in which they could come again. After a crash the window is empty: every request
-- that changes something carries a number of its own, so a repeat does nothing twice.
create unlogged table merchants.nonce (
  mchid text not null,
  nonce text not null,
  at timestamptz not null,
  primary key (mchid, nonce)
);
create index nonce_at on merchants.nonce (at);

-- An order. Whoever holds this row's lock decides what becomes of it. Distribution key: id (refund carries it as trade).
create table merchants.trade (
  id uuid primary key,
  mchid text not null references merchants.number (mchid),
  out_trade_no text not null,
  type text not null check (type in ('NATIVE', 'JSAPI', 'APP', 'MWEB', 'MICROPAY')),
  appid text not null,
  -- In its link; unguessable.
  code text not null unique,
  -- Of the request whatever the order of its parts: the same again is the same order, another is refused.
  request_hash bytea not null,
  description text not null,
  attach text,
  -- Empty where nobody is told: who asked is answered.
  notify_url text not null,
  -- The only one who may pay it, as the merchant knows them.
  openid text,
  amount bigint not null check (amount > 0),
  currency text not null,
  state text not null default 'NOTPAY' check (state in ('NOTPAY', 'SUCCESS', 'REFUND', 'CLOSED', 'USERPAYING', 'REVOKED', 'PAYERROR')),
  -- Who paid, as themselves and as the merchant knows them; and the transfer in the ledger.
  payer uuid,
  payer_openid text,
  payment uuid,
  refunded bigint not null default 0,
  refunds integer not null default 0,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  prepay_until timestamptz not null,
  paid_at timestamptz,
  closed_at timestamptz,
  unique (mchid, out_trade_no),
  check (refunded between 0 and amount),
  check ((paid_at is null) = (payment is null))
) with (fillfactor = 70);
create index trade_due on merchants.trade (expires_at) where state in ('NOTPAY', 'USERPAYING');
create index trade_list on merchants.trade (mchid, id desc);
create index trade_paid on merchants.trade (mchid, paid_at) where paid_at is not null;
create index trade_payer on merchants.trade (payer, paid_at desc) where payer is not null;

create table merchants.refund (
  id uuid primary key,
  trade uuid not null,
  mchid text not null,
  out_refund_no text not null,
  request_hash bytea not null,
  amount bigint not null check (amount > 0),
  reason text not null,
  notify_url text,
  -- ABNORMAL: the payer's wallet could not take it; the same request tries again.
  state text not null check (state in ('PROCESSING', 'SUCCESS', 'CLOSED', 'ABNORMAL')),
  created_at timestamptz not null,
  done_at timestamptz,
  unique (mchid, out_refund_no)
);
create index refund_trade on merchants.refund (trade, created_at);
create index refund_done on merchants.refund (mchid, done_at) where state = 'SUCCESS';

-- News for a merchant's server, written in the commit that made it news.
create table merchants.notify (
  id uuid primary key,
  mchid text not null,
  event text not null,
  trade uuid not null,
  refund uuid,
  url text not null,
  state text not null default 'due' check (state in ('due', 'done', 'given_up')),
  tries integer not null default 0,
  next_at timestamptz not null,
  created_at timestamptz not null
) with (fillfactor = 70);
create index notify_due on merchants.notify (next_at) where state = 'due';
create index notify_trade on merchants.notify (trade, created_at);

-- Every try to bring it.
create table merchants.delivery (
  notify uuid not null,
  n integer not null,
  at timestamptz not null,
  took_ms integer not null,
  status integer,
  why text,
  primary key (notify, n)
);

-- Under which name a merchant knows a person, in one of its apps.
create table merchants.openid (
  mchid text not null,
  appid text not null,
  person uuid not null,
  openid text not null,
  primary key (mchid, appid, person),
  unique (mchid, appid, openid)
);
