-- What was on a bill that was split item by item, and who shares it.
create table wallet.split_item (
  split uuid not null references wallet.split,
  n smallint not null,
  name text,
  amount bigint not null check (amount > 0),
  people uuid[] not null,
  primary key (split, n)
);
