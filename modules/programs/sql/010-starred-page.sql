-- Pages of programs with somebody's star. They go with the visit: whoever takes everything back has no stars there either.
create table programs.starred_page (
  person uuid not null,
  app_id text not null,
  path text not null check (length(path) <= 1024),
  title text not null,
  starred_at timestamptz not null,
  primary key (person, app_id, path),
  foreign key (person, app_id) references programs.visit on delete cascade
);
create index starred_page_of_person on programs.starred_page (person, starred_at desc);
