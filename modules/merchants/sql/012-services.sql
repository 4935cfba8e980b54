-- A car whose parking its owner's wallet pays by itself, up to what a pay code pays alone. A plate is of one person.
create table merchants.vehicle (
  id uuid primary key,
  plate text not null,
  color text not null,
  person uuid not null,
  opened_at timestamptz not null,
  unique (plate, color)
);
create index vehicle_person on merchants.vehicle (person, opened_at);

-- A car that stands in a car park of a merchant, as the merchant told it.
create table merchants.parking (
  id uuid primary key,
  mchid text not null references merchants.number (mchid),
  out_parking_no text not null,
  request_hash bytea not null,
  plate text not null,
  color text not null,
  started_at timestamptz not null,
  name text not null,
  free_s integer not null,
  created_at timestamptz not null,
  unique (mchid, out_parking_no)
);

-- Somebody lets a merchant take their fares by itself, in one of its apps.
create table merchants.ride_contract (
  id uuid primary key,
  mchid text not null references merchants.number (mchid),
  appid text not null,
  person uuid not null,
  signed_at timestamptz not null,
  ended_at timestamptz
);
create index ride_contract_person on merchants.ride_contract (person, signed_at);
create unique index ride_contract_one on merchants.ride_contract (mchid, appid, person) where ended_at is null;

-- What an order that was paid by itself was for, as its merchant told it: parking_info, bus_info or metro_info.
create table merchants.service (
  trade uuid primary key references merchants.trade (id),
  scene text not null check (scene in ('PARKING', 'BUS', 'METRO')),
  info jsonb,
  contract uuid,
  -- Why it was not paid.
  failed text
);

alter table merchants.trade drop constraint trade_type_check;
alter table merchants.trade add constraint trade_type_check
  check (type in ('NATIVE', 'JSAPI', 'APP', 'MWEB', 'MICROPAY', 'STICKER', 'TILL', 'PARKING', 'RIDE'));

-- Under which name a number is told: the serial of the certificate that signs, or the id of the platform's public key.
alter table merchants.number add column told_by text not null default 'certificate'
  check (told_by in ('certificate', 'public_key'));

-- A key of the platform that has no certificate and no end: clients keep it with its id.
create table merchants.public_key (
  mode text primary key check (mode in ('live', 'test')),
  key_id text not null,
  public_key text not null,
  private_key bytea not null,
  made_at timestamptz not null
);
