-- Where a number's news go in the form of Standard Webhooks, beside what orders name; the secret under a key of the home.
create table merchants.webhook (
  mchid text primary key references merchants.number (mchid),
  url text not null,
  secret bytea not null,
  set_at timestamptz not null
);
alter table merchants.notify add column form text not null default 'v3' check (form in ('v3', 'standard'));

-- Numbers that want to be tried with a wrong signature each day, and how their server did the last time.
create table merchants.probe (
  mchid text primary key references merchants.number (mchid),
  next_at timestamptz not null,
  url text,
  at timestamptz,
  status integer,
  passed boolean
);
create index probe_due on merchants.probe (next_at);
