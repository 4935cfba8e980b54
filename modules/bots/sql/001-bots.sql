create schema bots;

-- A bot's webhook: how far its log was delivered, and when it is next due. Whoever moves next_at ahead delivers.
create table bots.hook (
  bot uuid primary key,
  u integer not null default 0,
  failures integer not null default 0,
  failing_since timestamptz,
  next_at timestamptz not null,
  disabled_at timestamptz
);
create index hook_due on bots.hook (next_at) where disabled_at is null;

-- How far each conversation was delivered.
create table bots.place (
  bot uuid not null,
  conv uuid not null,
  q integer not null,
  primary key (bot, conv)
);
