-- An account closed by its owner opens again when they sign in before erase_at; then its row keeps only id and handle.
-- Null with closed_at set: erased already, or closed for good.
alter table identity.person
  add column erase_at timestamptz,
  add check (erase_at is null or closed_at is not null);
create index person_erase on identity.person (erase_at) where erase_at is not null;
