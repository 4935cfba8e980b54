-- Who shows a card just now. A process that died while it did so leaves its place when the time is over.
create table wallet.showing (
  ref uuid primary key,
  by uuid not null,
  until timestamptz not null
);
