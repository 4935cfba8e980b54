create extension if not exists pg_trgm;

-- words: the lexemes that find a program, by weight (A its names, B keywords, C titles of pages, D descriptions and maker);
-- made by the module, because no configuration of PostgreSQL cuts Chinese. called: its names, for words with slips.
alter table programs.program
  add column words tsvector not null default '',
  add column called text not null default '';
create index program_words on programs.program using gin (words) where released is not null and stopped_at is null;
create index program_called on programs.program using gin (called gin_trgm_ops)
  where released is not null and stopped_at is null;
create index program_most_used on programs.program (opens desc, app_id)
  where released is not null and stopped_at is null;
