-- People who try versions of a program before citizens get them, without being in its team. invited: asked, and not
-- answered yet.
create table makers.tester (
  app_id text not null references makers.program,
  person uuid not null,
  invited boolean not null default true,
  since timestamptz not null,
  primary key (app_id, person)
);
create index tester_person on makers.tester (person);
