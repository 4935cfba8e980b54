-- What a pay code pays alone, without its payer confirming it: one payment, and all of a day; by the tier of the wallet.
create table merchants.small_rule (
  tier integer primary key,
  payment_max bigint not null check (payment_max >= 0),
  day_max bigint not null check (day_max >= 0)
);
insert into merchants.small_rule (tier, payment_max, day_max)
values (0, 2000, 10000), (1, 3000, 15000), (2, 5000, 20000), (3, 5000, 30000);

-- Numbers that an operator may set. dispute_alone_max: up to this much (minor units) one operator decides a dispute alone.
create table merchants.setting (name text primary key, value bigint not null);
insert into merchants.setting (name, value) values ('dispute_alone_max', 10000);

-- A freeze or a new PIN ends the epoch of a wallet, and with it the keys of its phones.
alter table merchants.pay_device add column epoch integer not null default -1;
alter table merchants.pay_device alter column epoch drop default;
