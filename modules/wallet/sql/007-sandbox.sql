-- What the sandbox provider of identity checks was told to say; empty in a city with a real one.
create table wallet.sandbox_check (
  ref text primary key,
  says text not null check (says in ('approved', 'review', 'rejected'))
);
create index identity_check_person on wallet.identity_check (person, created_at desc);
create index bank_move_person on wallet.bank_move (person, created_at desc);
create index holder_office_frozen on wallet.holder (office_frozen_at) where office_frozen_at is not null;
