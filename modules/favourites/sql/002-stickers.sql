-- Pictures that people keep as stickers. The ids are theirs and grow with time; a picture is kept once. What the picture is
-- stands here too, so that a panel of them is one read.
-- Distribution key: person.
create table favourites.sticker (
  person uuid not null,
  id uuid not null,
  file text not null check (file ~ '^[0-9a-f]{64}$'),
  w integer not null,
  h integer not null,
  hash text,
  bytes bigint not null,
  at timestamptz not null,
  primary key (person, id)
);
create unique index sticker_once on favourites.sticker (person, file);
-- Who needs a file is asked by the file.
create index sticker_file on favourites.sticker (file);
