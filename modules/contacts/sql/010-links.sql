-- Links by which a person invites others: as their QR code, but each for a while, and to be taken back by itself.
create table contacts.link (
  id uuid primary key,
  person uuid not null,
  secret text not null,
  created_at timestamptz not null,
  expires_at timestamptz not null,
  constraint link_secret unique (secret)
);
create index link_person on contacts.link (person);
