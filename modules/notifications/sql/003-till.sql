-- What somebody was told of payments at a shop's tills: when last, and of those up to then. Distribution key: person.
create table notifications.till (
  person uuid not null,
  mchid text not null,
  told_at timestamptz,
  upto timestamptz not null,
  primary key (person, mchid)
);
