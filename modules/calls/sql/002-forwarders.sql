-- Processes that forward calls. seen_at: when one last said that it is there.
create table calls.forwarder (
  id uuid primary key,
  seen_at timestamptz not null
);

-- Which of them forwards a call; null where devices send to each other. Another takes it over when that one is gone.
alter table calls.call add column forwarder uuid;
