create schema notifications;

-- Where a device is reached while nobody has it open: what its browser's push service gave out. Distribution key: person.
create table notifications.subscription (
  id uuid primary key,
  person uuid not null,
  device uuid not null unique,
  endpoint text not null unique,
  p256dh text not null,
  auth text not null,
  made_at timestamptz not null
);
create index subscription_person on notifications.subscription (person);

-- What a person wants to be called for; without a row, the defaults.
create table notifications.setting (
  person uuid primary key,
  show_text boolean not null default false,
  requests boolean not null default true,
  -- Minutes of the day in the zone; null: no quiet hours.
  quiet_from smallint check (quiet_from between 0 and 1439),
  quiet_until smallint check (quiet_until between 0 and 1439),
  zone text
);

-- Conversations that call somebody for less than everything.
create table notifications.rule (
  person uuid not null,
  conv uuid not null,
  rule text not null check (rule in ('mentions', 'nothing')),
  primary key (person, conv)
);

-- Devices that somebody looks at now, and until when that counts. Nothing is lost with it.
create unlogged table notifications.look (
  device uuid primary key,
  person uuid not null,
  until timestamptz not null
);
create index look_person on notifications.look (person);

-- Calls on their way to push services. One that has arrived, or was refused for good, is gone.
create table notifications.call (
  id uuid not null,
  subscription uuid not null,
  message json not null,
  topic text not null,
  urgent boolean not null,
  made_at timestamptz not null,
  due_at timestamptz not null,
  tries smallint not null default 0,
  primary key (id, subscription)
);
create index call_due on notifications.call (due_at);
