-- A word that a citizen chose to know the city's own sheets by.
create table programs.word (
  person uuid primary key,
  word text not null
);
