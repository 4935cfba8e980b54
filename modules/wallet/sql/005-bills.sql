-- Whose an account is: lets the history follow the ledger's journal without asking for each row.
create table wallet.account (
  id uuid primary key,
  person uuid not null,
  currency text not null
);

-- The history of a wallet, made from the ledger's journal alone, so it can always be made again.
create table wallet.bill (
  person uuid not null,
  id uuid not null,
  kind text not null,
  direction text not null check (direction in ('in', 'out')),
  amount bigint not null,
  currency text not null,
  other uuid,
  note text not null,
  category text not null,
  balance bigint not null,
  -- The version of the account: the order of the history, without ties.
  version bigint not null,
  at timestamptz not null,
  primary key (person, id)
);
create unique index bill_order on wallet.bill (person, currency, version);

-- Which category a payment is put into: the first rule whose kind fits and one of whose words is in the note.
create table wallet.category_rule (
  n integer primary key,
  kind text,
  words text[] not null default '{}',
  category text not null
);
insert into wallet.category_rule (n, kind, words, category) values
  (10, 'bank', '{}', 'bank'),
  (20, 'envelope', '{}', 'gifts'),
  (30, null, '{pizza,dinner,lunch,food,coffee,cena,comida,café,晚饭,午饭,吃饭,咖啡}', 'food'),
  (40, null, '{taxi,bus,train,fuel,metro,tren,打车,地铁,公交}', 'transport'),
  (50, null, '{rent,electricity,water,alquiler,luz,agua,房租,水电}', 'home'),
  (60, null, '{cinema,concert,tickets,cine,concierto,entradas,电影,门票}', 'fun'),
  (90, 'request', '{}', 'shared'),
  (100, 'transfer', '{}', 'people');

-- Statements that were given out.
create table wallet.stamp (
  code text primary key,
  person uuid not null,
  sha256 text not null,
  at timestamptz not null
);

-- Whose conversation with the Payments service was opened; whoever ended it is not asked again.
create table wallet.payments_chat (
  person uuid primary key,
  at timestamptz not null
);
