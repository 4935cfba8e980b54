-- How an item of suspense is to end: proposed by one operator, decided by another. `approved` is the intent; its money moves
-- under ids that follow from it, so that a repeat moves nothing twice.
create table wallet.resolution (
  id uuid primary key,
  item uuid not null references wallet.suspense,
  how text not null check (how in ('top_up', 'return', 'own')),
  person uuid,
  iban text,
  name text,
  reason text not null,
  state text not null check (state in ('proposed', 'rejected', 'approved', 'done', 'failed')),
  problem text,
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  -- Of a return: how often the bank was asked, and when it is next.
  tries integer not null default 0,
  next_at timestamptz,
  -- The day of the bank's statement that has it.
  reconciled_on text,
  check ((how = 'top_up') = (person is not null)),
  check ((how = 'return') = (iban is not null and name is not null)),
  check (decided_by is distinct from proposed_by)
);
-- One end for each item.
create unique index resolution_open on wallet.resolution (item) where state in ('proposed', 'approved', 'done');
create index resolution_due on wallet.resolution (next_at) where state = 'approved';

-- What operators looked up and did: written once, never changed.
create table wallet.office_act (
  id uuid primary key,
  at timestamptz not null,
  operator uuid not null,
  what text not null,
  person uuid,
  subject text not null,
  reason text not null
);
create function wallet.refuse_change() returns trigger language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete on wallet.office_act
  for each row execute function wallet.refuse_change();
create trigger never_emptied before truncate on wallet.office_act
  for each statement execute function wallet.refuse_change();
