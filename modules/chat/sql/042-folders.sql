-- Parts of a person's chats list under names of their own.
-- Distribution key: person.
create table chat.folder (
  person uuid not null,
  id uuid not null,
  place integer not null,
  name text not null,
  people boolean not null,
  groups boolean not null,
  official boolean not null,
  muted boolean not null,
  unread boolean not null,
  chats uuid[] not null,
  primary key (person, id)
);
