-- Counters of a day and version: they hold nothing that tells who. slow: how many openings took up to each of the module's
-- steps of time.
create table programs.day (
  app_id text not null references programs.program,
  version uuid not null,
  day date not null,
  opens bigint not null default 0,
  people bigint not null default 0,
  errors bigint not null default 0,
  payments bigint not null default 0,
  slow bigint[] not null default '{}',
  primary key (app_id, day, version)
);
create index day_of_city on programs.day (day);

-- People of a program's day, and how many of them came again one and seven days later.
create table programs.people_day (
  app_id text not null references programs.program,
  day date not null,
  people bigint not null default 0,
  day1 bigint not null default 0,
  day7 bigint not null default 0,
  primary key (app_id, day)
);

-- The salt of a day, and hashes of program, version and person under it; both are gone after eight days.
create table programs.salt (
  day date primary key,
  salt bytea not null
);
create table programs.seen (
  day date not null references programs.salt on delete cascade,
  hash bytea not null,
  primary key (day, hash)
);
