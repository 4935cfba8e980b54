import { prepared } from '@plaza/db'

// The two network flights of a batch. Flight 1 locks and looks, flight 2 writes and commits; judge.ts decides between.
// Locks are always taken in the order conversation (by id), cursor (by person), inbox: no two batches can deadlock.

export const begin = prepared('chat_begin', 'begin')
export const commit = prepared('chat_commit', 'commit')
export const rollback = prepared('chat_rollback', 'rollback')

export const lockHeads = prepared(
  'chat_lock_heads',
  `select id, kind, q, n, shown_q, fan, open, admins_only
  from chat.conversation
  where id = any($1::uuid[])
  order by id
  for update`,
)

// After the locks, so that it sees what was committed while we waited for them.
export const findKnown = prepared(
  'chat_find_known',
  `select message.conv, message.id, message.q, message.n, message.sender, message.kind, message.body, message.re, message.at
  from unnest($1::uuid[], $2::uuid[]) as want(conv, id)
  join chat.message on message.conv = want.conv and message.id = want.id`,
)

export const findMembers = prepared(
  'chat_find_members',
  `select member.conv, member.person, member.role
  from unnest($1::uuid[], $2::uuid[]) as want(conv, person)
  join chat.member on member.conv = want.conv and member.person = want.person
  where member.left_q is null`,
)

export const findTargets = prepared(
  'chat_find_targets',
  `select message.conv, message.q, message.sender, message.kind, message.at, message.recalled_at,
    array(select distinct emoji from chat.reaction where reaction.conv = message.conv and reaction.q = message.q) as reactions
  from unnest($1::uuid[], $2::integer[]) as want(conv, q)
  join chat.message on message.conv = want.conv and message.q = want.q`,
)

export const writeBatch = prepared(
  'chat_write_batch',
  `with touched as (
    select person
    from chat.cursor
    where person = any($1::uuid[])
    order by person
    for update
  ),
  advanced as (
    update chat.cursor
    set u = cursor.u + want.count
    from unnest($1::uuid[], $2::integer[]) as want(person, count), (select count(*) from touched) as all_locked
    where cursor.person = want.person
    returning cursor.person, cursor.u
  ),
  put as (
    insert into chat.message (conv, q, n, sender, id, kind, body, re, at)
    select conv, q, n, sender, id, kind, body::jsonb, re, to_timestamp(at / 1000)
    from unnest($3::uuid[], $4::integer[], $5::integer[], $6::uuid[], $7::uuid[], $8::text[], $9::text[], $10::integer[], $11::float8[])
      as event(conv, q, n, sender, id, kind, body, re, at)
  ),
  heads as (
    update chat.conversation
    set q = want.q, n = want.n, shown_q = want.shown_q, all_q = greatest(conversation.all_q, want.all_q), last_at = to_timestamp(want.at / 1000)
    from unnest($12::uuid[], $13::integer[], $14::integer[], $15::integer[], $16::integer[], $17::float8[])
      as want(id, q, n, shown_q, all_q, at)
    where conversation.id = want.id
  ),
  boxes as (
    update chat.inbox
    set u = advanced.u - want.behind,
      read_q = greatest(inbox.read_q, want.read_q),
      read_n = greatest(inbox.read_n, want.read_n),
      mention_q = greatest(inbox.mention_q, want.mention_q),
      hidden = inbox.hidden and not want.shown
    from unnest($18::uuid[], $19::uuid[], $20::integer[], $21::integer[], $22::integer[], $23::integer[], $24::boolean[])
      as want(person, conv, behind, read_q, read_n, mention_q, shown)
    join advanced on advanced.person = want.person
    where inbox.person = want.person and inbox.conv = want.conv
  )
  select person, u from advanced`,
)

export const changeMessages = prepared(
  'chat_change_messages',
  `update chat.message
  set edited_body = case when want.body is null then message.edited_body else want.body::jsonb end,
    edited_at = case when want.body is null then message.edited_at else to_timestamp(want.at / 1000) end,
    recalled_at = case when want.recalled then to_timestamp(want.at / 1000) else message.recalled_at end
  from unnest($1::uuid[], $2::integer[], $3::text[], $4::boolean[], $5::float8[]) as want(conv, q, body, recalled, at)
  where message.conv = want.conv and message.q = want.q`,
)

export const addReactions = prepared(
  'chat_add_reactions',
  `insert into chat.reaction (conv, q, person, emoji, at)
  select conv, q, person, emoji, to_timestamp(at / 1000)
  from unnest($1::uuid[], $2::integer[], $3::uuid[], $4::text[], $5::float8[]) as want(conv, q, person, emoji, at)
  on conflict do nothing`,
)

export const removeReactions = prepared(
  'chat_remove_reactions',
  `delete from chat.reaction
  using unnest($1::uuid[], $2::integer[], $3::uuid[], $4::text[]) as want(conv, q, person, emoji)
  where reaction.conv = want.conv and reaction.q = want.q and reaction.person = want.person and reaction.emoji = want.emoji`,
)
