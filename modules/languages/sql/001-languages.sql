create schema languages;

-- What a provider answered, by what it was asked: no person, no conversation. Forgotten after a month. Distribution key: asked.
create table languages.answer (
  -- SHA-256 of the words, or of the recording, with what was wished.
  asked bytea primary key,
  text text not null,
  -- The language that was found, BCP 47; null where the provider does not say.
  found text,
  at timestamptz not null
);
create index answer_at on languages.answer (at);
