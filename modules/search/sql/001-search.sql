create schema search;

-- What can be found of each message: its words, never shown to anybody. What a hit says is read from the chat, by whoever
-- may read it there. Distribution key: conv.
create table search.message (
  conv uuid not null,
  q integer not null,
  sender uuid not null,
  kind text not null,
  at timestamptz not null,
  -- The text in small letters without accents, to see whether pairs of signs stand side by side.
  folded text not null,
  -- Pairs of Chinese, Japanese and Korean signs, words of other scripts, `:c<conversation>` and `:k<kind>`.
  words tsvector not null,
  primary key (conv, q)
);
create index message_words on search.message using gin (words);
