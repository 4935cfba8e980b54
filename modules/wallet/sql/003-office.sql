-- Changes of tiers, each by two people; kept for ever.
create table wallet.tier_change (
  id uuid primary key,
  level smallint not null references wallet.tier,
  limits json not null,
  state text not null check (state in ('proposed', 'approved', 'rejected')),
  proposed_by uuid not null,
  proposed_at timestamptz not null,
  decided_by uuid,
  decided_at timestamptz,
  check (decided_by is distinct from proposed_by)
);

-- Checks of identity at the city's provider. `ref` is the provider's name for it.
create table wallet.identity_check (
  id uuid primary key,
  person uuid not null references wallet.holder,
  tier smallint not null references wallet.tier,
  state text not null check (state in ('started', 'review', 'approved', 'rejected')),
  reasons text[] not null default '{}',
  ref text not null,
  url text,
  created_at timestamptz not null,
  changed_at timestamptz not null
);
-- One at a time for each person.
create unique index identity_check_open on wallet.identity_check (person) where state in ('started', 'review');
create index identity_check_queue on wallet.identity_check (created_at) where state in ('started', 'review');

-- Opinions of operators on a check that was left to them.
create table wallet.opinion (
  identity_check uuid not null references wallet.identity_check,
  operator uuid not null,
  approve boolean not null,
  reason text not null,
  at timestamptz not null,
  primary key (identity_check, operator)
);
