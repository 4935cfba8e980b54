-- Citizens whom a program's makers made up to try it with: a name and an id, by which programs and merchants know them like
-- anybody; they have play money only and are no account of the city.
create table makers.citizen (
  id uuid primary key,
  app_id text not null references makers.program,
  name text not null,
  openid text not null,
  made_at timestamptz not null
);
create index citizen_program on makers.citizen (app_id, made_at);
