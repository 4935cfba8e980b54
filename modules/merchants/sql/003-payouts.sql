-- Money that a merchant gives to somebody: held in the ledger until they take it. Distribution key: id.
create table merchants.payout (
  id uuid primary key,
  mchid text not null references merchants.number (mchid),
  out_bill_no text not null,
  request_hash bytea not null,
  appid text not null,
  openid text not null,
  person uuid not null,
  amount bigint not null check (amount > 0),
  currency text not null,
  remark text not null,
  notify_url text,
  state text not null default 'WAIT_USER_CONFIRM' check (state in ('WAIT_USER_CONFIRM', 'SUCCESS', 'FAIL', 'CANCELLED')),
  created_at timestamptz not null,
  expires_at timestamptz not null,
  changed_at timestamptz not null,
  unique (mchid, out_bill_no)
);
create index payout_waiting on merchants.payout (person, created_at) where state = 'WAIT_USER_CONFIRM';
create index payout_due on merchants.payout (expires_at) where state = 'WAIT_USER_CONFIRM';

-- News are about an order or about a payout.
alter table merchants.notify
  alter column trade drop not null,
  add column payout uuid,
  add check ((trade is null) <> (payout is null));
