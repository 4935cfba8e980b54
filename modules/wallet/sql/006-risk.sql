-- Rules about payments, for an operator to set. Several may speak; the strictest wins.
create table wallet.risk_rule (
  n integer primary key,
  name text not null unique,
  -- count, sum: how many and how much by the same payer, to the same payee or from the same device within the window.
  -- new_payee: the first payment to somebody. night: between 0 and 6 o'clock (UTC). just_under: payments to one payee that
  -- stay close under the limit of one payment.
  what text not null check (what in ('count', 'sum', 'new_payee', 'night', 'just_under')),
  scope text not null default 'payer' check (scope in ('payer', 'payee', 'device')),
  window_ms bigint not null default 86400000,
  -- Speaks when the number is above it; for new_payee and night the amount of the payment, in minor units.
  above bigint not null,
  verdict text not null check (verdict in ('step_up', 'delay', 'block')),
  active boolean not null default true
);
insert into wallet.risk_rule (n, name, what, scope, window_ms, above, verdict) values
  (10, 'many_in_a_minute', 'count', 'payer', 60000, 60, 'block'),
  (20, 'many_from_a_device', 'count', 'device', 3600000, 600, 'block'),
  (30, 'many_to_one', 'count', 'payee', 86400000, 2000, 'step_up'),
  (40, 'much_in_a_day', 'sum', 'payer', 86400000, 5000000, 'step_up'),
  (50, 'much_to_somebody_new', 'new_payee', 'payer', 0, 200000, 'delay'),
  (60, 'much_at_night', 'night', 'payer', 0, 500000, 'step_up'),
  (70, 'just_under_the_limit', 'just_under', 'payer', 86400000, 4, 'step_up');

-- Every decision with its reasons; what was let through is also what the rules count.
create table wallet.risk_decision (
  id uuid primary key,
  person uuid not null,
  device uuid not null,
  what text not null,
  command uuid not null,
  payee uuid not null,
  amount bigint not null,
  currency text not null,
  verdict text not null check (verdict in ('allow', 'step_up', 'delay', 'block')),
  -- It went on to the ledger: allowed, delayed, or stepped up.
  cleared boolean not null,
  -- Close under the limit of one payment.
  just_under boolean not null,
  reasons text[] not null,
  at timestamptz not null
);
create index risk_decision_person on wallet.risk_decision (person, at);
create index risk_decision_payee on wallet.risk_decision (payee, at);
create index risk_decision_device on wallet.risk_decision (device, at);

insert into wallet.setting (name, value) values ('risk_delay_ms', 7200000);
