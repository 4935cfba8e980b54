-- News that say nothing but that they are heard: a merchant tries its server.
alter table merchants.notify drop constraint notify_check;
alter table merchants.notify
  add constraint notify_about check (num_nonnulls(trade, payout) = case when event = 'WEBHOOK.TEST' then 0 else 1 end);
create index notify_list on merchants.notify (mchid, form, created_at desc, id);
create index payout_list on merchants.payout (mchid, created_at desc, id);

-- What one operator wants changed of the rules that follow a category, a tier or nothing, and another decides.
create table merchants.rule_change (
  id uuid primary key,
  kind text not null check (kind in ('fee', 'small', 'dispute')),
  -- The category of a fee, the tier of a small rule, nothing else.
  name text not null,
  -- Hundredths of a percent; or minor units: once and in a day, or how much one operator decides alone.
  value bigint not null check (value >= 0),
  day_max bigint check (day_max >= value),
  state text not null default 'proposed' check (state in ('proposed', 'approved', 'rejected')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  check ((kind = 'small') = (day_max is not null)),
  check ((state = 'proposed') = (decided_by is null)),
  check (decided_by <> proposed_by)
);
create unique index rule_change_open on merchants.rule_change (kind, name) where state = 'proposed';
create index rule_change_list on merchants.rule_change (proposed_at desc);

-- What a merchant gives away: its rules and its money are the envelopes', under the same id. Written before it is opened, so
-- that whoever crashed in between finds it again.
create table merchants.promotion (
  id uuid primary key,
  mchid text not null references merchants.number (mchid),
  title text not null,
  budget bigint not null check (budget > 0),
  least bigint not null check (least > 0),
  most bigint not null check (most >= least),
  per_person integer not null,
  starts_at timestamptz not null,
  ends_at timestamptz not null,
  created_at timestamptz not null
);
create index promotion_list on merchants.promotion (mchid, created_at desc, id);
