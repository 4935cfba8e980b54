-- A bot's long poll: what it has confirmed (u and poll_place), and what the answer numbered `answered` promised.
create table bots.poll (
  bot uuid primary key,
  u integer not null default 0,
  answered integer not null default 0,
  pending json,
  pending_u integer not null default 0
);

create table bots.poll_place (
  bot uuid not null,
  conv uuid not null,
  q integer not null,
  primary key (bot, conv)
);
