-- Who looks at a version before citizens get it: it runs for them, and for nobody else, as long as the row is there.
create table programs.look (
  app_id text not null references programs.program,
  person uuid not null,
  version uuid not null references programs.version,
  primary key (app_id, person)
);
