-- Erasing what belongs to a buyer: the personal rows of a conversation go, the log stays whole, and its snapshot is the fold of it.

-- Whose text belongs to an event says the personal row alone, so that nothing in the log names anybody.
create or replace function commit_turn(
  p_role text, p_shop text, p_person text,
  p_conversation text, p_expected integer,
  p_head json, p_snapshot json, p_events json, p_follows json
) returns integer
language plpgsql as $$
declare
  v_head record;
  v_earlier integer;
begin
  perform hark.enter(p_role, p_shop, p_person);

  select i.seq into v_earlier
  from json_to_recordset(p_follows -> 'inbound') as k(source text, id text)
  join inbound i on i.shop_id = p_shop and i.conversation_id = p_conversation and i.source = k.source and i.id = k.id
  limit 1;
  if found then return v_earlier; end if;

  if json_array_length(p_follows -> 'usage') > 0 and not hark.lock_usage(p_shop, p_follows -> 'usage') then
    return -1;
  end if;

  select * into v_head from json_to_record(p_head) as h(seq integer, playbook_id text, playbook_version text,
    status text, topic text, subject text, opened_at timestamptz, updated_at timestamptz);
  if p_expected = 0 then
    insert into conversations values (p_shop, p_conversation, v_head.seq, v_head.playbook_id, v_head.playbook_version,
      v_head.status, v_head.topic, v_head.subject, v_head.opened_at, v_head.updated_at, p_snapshot)
    on conflict do nothing;
  else
    update conversations set seq = v_head.seq, playbook_version = v_head.playbook_version, status = v_head.status,
      topic = coalesce(v_head.topic, topic), subject = v_head.subject, updated_at = v_head.updated_at,
      snapshot = p_snapshot
    where shop_id = p_shop and conversation_id = p_conversation and seq = p_expected;
  end if;
  if not found then return -1; end if;

  with e as materialized (
    select * from json_to_recordset(p_events) as e(seq integer, type text, occurred_at timestamptz,
      recorded_at timestamptz, instants json, caused_by integer, data jsonb, why jsonb, personal json, salt bytea,
      hash bytea)
  ), p as (
    insert into personal (shop_id, conversation_id, seq, subject, salt, data)
    select p_shop, p_conversation, seq, v_head.subject, salt, personal from e where personal is not null
  )
  insert into events (shop_id, conversation_id, seq, type, occurred_at, recorded_at, instants, caused_by,
    personal_hash, data, why)
  select p_shop, p_conversation, seq, type, occurred_at, recorded_at, instants, caused_by, hash, data, why from e;

  perform hark.apply_follows(p_shop, p_conversation, p_follows);
  return 0;
end $$;
alter table events drop column subject;

-- `erased`: the event had personal text, and it is gone.
drop function read_events(text, text, text, text, integer);
create function read_events(p_role text, p_shop text, p_person text, p_conversation text, p_after integer)
returns table (seq integer, type text, occurred_ms double precision, recorded_ms double precision, instants json,
  caused_by integer, data jsonb, why jsonb, personal json, erased boolean)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select e.seq, e.type, extract(epoch from e.occurred_at)::double precision * 1000,
      extract(epoch from e.recorded_at)::double precision * 1000, e.instants, e.caused_by, e.data, e.why, p.data,
      e.personal_hash is not null and p.data is null
    from events e left join personal p using (shop_id, conversation_id, seq)
    where e.shop_id = p_shop and e.conversation_id = p_conversation and e.seq > p_after
    order by e.seq;
end $$;

grant delete on inbound, conversation_tokens to hark_app, hark_worker;

-- Commits the event that says so together with the erasing itself: text, words by which it was found, names that clients gave to
-- messages, what was due, and the token of its bearer. What limits count stays: nobody gets around one by being forgotten.
create function erase_conversation(
  p_role text, p_shop text, p_person text,
  p_conversation text, p_expected integer,
  p_head json, p_snapshot json, p_events json, p_follows json
) returns integer
language plpgsql as $$
declare
  v_outcome integer := hark.commit_turn(p_role, p_shop, p_person, p_conversation, p_expected, p_head, p_snapshot,
    p_events, p_follows);
begin
  if v_outcome <> 0 then return v_outcome; end if;
  delete from personal where shop_id = p_shop and conversation_id = p_conversation;
  delete from desk_words where shop_id = p_shop and conversation_id = p_conversation;
  delete from inbound where shop_id = p_shop and conversation_id = p_conversation;
  delete from outbox where shop_id = p_shop and conversation_id = p_conversation;
  delete from conversation_tokens where shop_id = p_shop and conversation_id = p_conversation;
  update desk_entries set side = null, agent_id = null, waiting_since = null, promised_at = null,
    ended_at = coalesce(ended_at, (p_head ->> 'updated_at')::timestamptz)
  where shop_id = p_shop and conversation_id = p_conversation;
  return 0;
end $$;

-- By age: resolved conversations whose text is still there. The subject changes twice in a conversation's life at most.
create index conversations_with_text on conversations (opened_at) where subject not in ('erasing', 'erased');

-- What limits count stays for as long as a limit looks back, whoever was erased: under a hash of its scope, which names nobody.
alter table usage no force row level security;
alter table usage_versions no force row level security;
update usage set scope = 'sha256:' || encode(sha256(convert_to(scope, 'UTF8')), 'hex');
update usage_versions set scope = 'sha256:' || encode(sha256(convert_to(scope, 'UTF8')), 'hex');
alter table usage force row level security;
alter table usage_versions force row level security;
