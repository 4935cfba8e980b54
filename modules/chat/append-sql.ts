import { prepared } from '@plaza/db'

// The two network flights of a batch. Flight 1 locks and looks, flight 2 writes and commits; judge.ts decides between.
// Locks are always taken in the order conversation (by id), cursor (by person), inbox: no two batches can deadlock.

export const begin = prepared('chat_begin', 'begin')
export const commit = prepared('chat_commit', 'commit')
export const rollback = prepared('chat_rollback', 'rollback')

// The ids come sorted. Rows are told by their place among them, which spares both sides a uuid in text; the two people of a
// direct conversation never change, so whoever remembers them does not ask again.
export const lockHeads = prepared(
  'chat_lock_heads',
  `select want.at::integer, kind, q, n, shown_q, case when want.ask then fan end as fan, open, admins_only, all_free
  from unnest($1::uuid[], $2::boolean[]) with ordinality as want(id, ask, at)
  join chat.conversation on conversation.id = want.id
  order by want.at
  for update of conversation`,
)

// After the locks, so that it sees what was committed while we waited for them. The inner readings are fenced (offset 0): they
// go by the key for each wanted row, also under a plan that was made while the table was nearly empty.
export const findKnown = prepared(
  'chat_find_known',
  `select message.conv, message.id, message.q, message.n, message.sender, message.kind, message.body, message.re, message.at
  from unnest($1::uuid[], $2::uuid[]) as want(conv, id)
  cross join lateral (
    select conv, id, q, n, sender, kind, body, re, at from chat.message
    where message.conv = want.conv and message.id = want.id offset 0
  ) as message`,
)

export const findMembers = prepared(
  'chat_find_members',
  `select member.conv, member.person, member.role, member.muted_until
  from unnest($1::uuid[], $2::uuid[]) as want(conv, person)
  cross join lateral (
    select conv, person, role, muted_until from chat.member
    where member.conv = want.conv and member.person = want.person and member.left_q is null offset 0
  ) as member`,
)

// Messages to everybody since $2: they are few, and only asked for when there is one more.
export const countSaidToAll = prepared(
  'chat_count_said_to_all',
  `select conv, count(*)::integer as count
  from chat.said_to_all
  where conv = any($1::uuid[]) and at > to_timestamp($2::float8 / 1000)
  group by conv`,
)

export const findTargets = prepared(
  'chat_find_targets',
  `select message.conv, message.q, message.sender, message.kind, message.at, message.recalled_at,
    array(select distinct emoji from chat.reaction where reaction.conv = message.conv and reaction.q = message.q) as reactions
  from unnest($1::uuid[], $2::integer[]) as want(conv, q)
  join chat.message on message.conv = want.conv and message.q = want.q`,
)

export const insertSaidToAll = prepared(
  'chat_insert_said_to_all',
  `insert into chat.said_to_all (conv, at, q)
  select conv, to_timestamp(at / 1000), q
  from unnest($1::uuid[], $2::float8[], $3::integer[]) as event(conv, at, q)`,
)

// The people come sorted, and a nested loop updates them in that order: the locks are taken in one order everywhere.
// They answer as two lists: a row for each would cost its reader more than the update.
export const advanceCursors = prepared(
  'chat_advance_cursors',
  `with moved as (
    update chat.cursor
    set u = cursor.u + want.count
    from unnest($1::uuid[], $2::integer[]) with ordinality as want(person, count, at)
    where cursor.person = want.person
    returning want.at, cursor.u
  )
  select to_json(array_agg(at)) as at, to_json(array_agg(u)) as u from moved`,
)

export const insertMessages = prepared(
  'chat_insert_messages',
  `insert into chat.message (conv, q, n, sender, id, kind, body, re, at)
  select conv, q, n, sender, id, kind, body::json, re, to_timestamp($9::float8 / 1000)
  from unnest($1::uuid[], $2::integer[], $3::integer[], $4::uuid[], $5::uuid[], $6::text[], $7::text[], $8::integer[])
    as event(conv, q, n, sender, id, kind, body, re)`,
)

export const insertAttachments = prepared(
  'chat_insert_attachments',
  `insert into chat.attachment (conv, q, place, file, kind, sender, bytes, name, inside, at)
  select conv, q, place, file, kind, sender, bytes::bigint, name, inside, to_timestamp(at / 1000)
  from unnest($1::uuid[], $2::integer[], $3::integer[], $4::text[], $5::text[], $6::uuid[], $7::float8[], $8::text[],
    $9::boolean[], $10::float8[]) as event(conv, q, place, file, kind, sender, bytes, name, inside, at)`,
)

export const moveHeads = prepared(
  'chat_move_heads',
  `update chat.conversation
  set q = want.q, n = want.n, shown_q = want.shown_q, all_q = greatest(conversation.all_q, want.all_q), last_at = to_timestamp($6::float8 / 1000)
  from unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::integer[]) as want(id, q, n, shown_q, all_q)
  where conversation.id = want.id`,
)

// As moveHeads, for heads that this process remembers from its last commit: fails as a whole (division by zero) when one of
// them has moved since, or was closed. The ids come sorted and a nested loop updates in that order: locks as lockHeads takes them.
export const moveKnownHeads = prepared(
  'chat_move_known_heads',
  `with moved as (
    update chat.conversation
    set q = want.q, n = want.n, shown_q = want.shown_q, all_q = greatest(conversation.all_q, want.all_q), last_at = to_timestamp($6::float8 / 1000)
    from unnest($1::uuid[], $2::integer[], $3::integer[], $4::integer[], $5::integer[], $7::integer[])
      as want(id, q, n, shown_q, all_q, known_q)
    where conversation.id = want.id and conversation.q = want.known_q and conversation.open
    returning 1
  )
  select 1 / (count(*) = cardinality($1))::integer as moved from moved`,
)

// Reads each person's cursor as this transaction has just moved it; nobody else can, while we hold its row.
export const touchInboxes = prepared(
  'chat_touch_inboxes',
  `update chat.inbox
  set u = cursor.u - want.behind,
    read_q = greatest(inbox.read_q, want.read_q),
    read_n = greatest(inbox.read_n, want.read_n),
    mention_q = greatest(inbox.mention_q, want.mention_q)
  from unnest($1::uuid[], $2::uuid[], $3::integer[], $4::integer[], $5::integer[], $6::integer[])
    as want(person, conv, behind, read_q, read_n, mention_q)
  join chat.cursor on cursor.person = want.person
  where inbox.person = want.person and inbox.conv = want.conv`,
)

// advanceCursors and touchInboxes in one, for people who all have a cursor (it divides by zero if not): the new cursors are
// at hand as a list, which spares looking each up again for every inbox.
export const advanceAndTouch = prepared(
  'chat_advance_and_touch',
  `with moved as (
    update chat.cursor
    set u = cursor.u + want.count
    from unnest($1::uuid[], $2::integer[]) with ordinality as want(person, count, at)
    where cursor.person = want.person
    returning want.at, cursor.u
  ), news as (
    select array_agg(u order by at) as u, 1 / (count(*) = cardinality($1))::integer as whole from moved
  ), touched as (
    update chat.inbox
    set u = (select news.u from news)[want.place] - want.behind,
      read_q = greatest(inbox.read_q, want.read_q),
      read_n = greatest(inbox.read_n, want.read_n),
      mention_q = greatest(inbox.mention_q, want.mention_q)
    from unnest($3::uuid[], $4::uuid[], $5::integer[], $6::integer[], $7::integer[], $8::integer[], $9::integer[])
      as want(person, conv, behind, read_q, read_n, mention_q, place)
    where inbox.person = want.person and inbox.conv = want.conv
  )
  select null as at, to_json(u) as u, whole from news`,
)

// Other words below a picture leave the picture as it is.
export const changeMessages = prepared(
  'chat_change_messages',
  `update chat.message
  set edited_body = case
      when want.body is null then message.edited_body
      when want.edited and message.kind <> 'text'
        then (coalesce(message.edited_body, message.body)::jsonb || want.body::jsonb)::json
      else want.body::json
    end,
    edited_at = case when want.edited then to_timestamp(want.at / 1000) else message.edited_at end,
    recalled_at = case when want.recalled then to_timestamp(want.at / 1000) else message.recalled_at end,
    recalled_by = case when want.recalled then want.by else message.recalled_by end
  from unnest($1::uuid[], $2::integer[], $3::text[], $4::boolean[], $5::boolean[], $6::float8[], $7::uuid[])
    as want(conv, q, body, edited, recalled, at, by)
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
