-- A turn commits by one function, whoever has the conversation; what follows from it is taken apart once, and words that are known
-- are not written again: the server sends what is new.

-- The snapshot stays in its row, packed: beside it, each turn made rows of its pieces and took the last ones away. The short columns
-- must stay there too, or they would be put out first.
alter table conversations alter column shop_id set storage main, alter column conversation_id set storage main,
  alter column playbook_id set storage main, alter column playbook_version set storage main,
  alter column status set storage main, alter column topic set storage main, alter column subject set storage main,
  alter column snapshot set storage main;

drop function commit_turn_at_desk(text, text, text, text, integer, json, json, json, json);
drop function commit_turn_findable(text, text, text, text, integer, json, json, json, json);
drop function apply_follows(text, text, json);
drop function apply_follows_of_turn(text, text, json);

-- What follows from a commit beside its events; what there is none of is absent.
create type follows as (inbound json, work json, finished json, released json, usage json, told json, words json, desk json);

create or replace function commit_turn(
  p_role text, p_shop text, p_person text,
  p_conversation text, p_expected integer,
  p_head json, p_snapshot json, p_events json, p_follows json
) returns integer
language plpgsql as $$
declare
  v_head record;
  v_follows hark.follows;
  v_earlier integer;
begin
  perform hark.enter(p_role, p_shop, p_person);
  select * into v_follows from json_populate_record(null::hark.follows, p_follows);

  if v_follows.inbound is not null then
    select i.seq into v_earlier
    from json_to_recordset(v_follows.inbound) as k(source text, id text)
    join inbound i on i.shop_id = p_shop and i.conversation_id = p_conversation and i.source = k.source and i.id = k.id
    limit 1;
    if found then return v_earlier; end if;
  end if;

  if v_follows.usage is not null and not hark.lock_usage(p_shop, v_follows.usage) then
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

  perform hark.apply_follows(p_shop, p_conversation, v_follows);
  if v_follows.desk is not null then
    perform hark.apply_desk(p_shop, p_conversation, v_follows.desk, v_head.updated_at);
  end if;
  return 0;
end $$;

create function apply_follows(p_shop text, p_conversation text, p_follows follows) returns void
language plpgsql as $$
declare
  v_added record;
begin
  if p_follows.inbound is not null then
    insert into inbound (shop_id, conversation_id, source, id, seq)
    select p_shop, p_conversation, k.source, k.id, k.seq
    from json_to_recordset(p_follows.inbound) as k(source text, id text, seq integer);
  end if;
  if p_follows.work is not null then
    insert into outbox (shop_id, conversation_id, seq, kind, due_at, visible_at)
    select p_shop, p_conversation, w.seq, w.kind, w.due_at, w.visible_at
    from json_to_recordset(p_follows.work) as w(seq integer, kind text, due_at timestamptz, visible_at timestamptz);
  end if;
  if p_follows.finished is not null then
    delete from outbox where shop_id = p_shop and conversation_id = p_conversation
      and seq in (select f::integer from json_array_elements_text(p_follows.finished) as f);
  end if;
  if p_follows.released is not null then
    delete from usage where shop_id = 'platform' and conversation_id = p_conversation
      and request_seq in (select r::integer from json_array_elements_text(p_follows.released) as r);
  end if;
  if p_follows.usage is not null then
    insert into usage (shop_id, action, scope, conversation_id, request_seq, used_at, amount_cents)
    select 'platform', u.action, u.scope, p_conversation, u.request_seq, u.used_at, u.amount_cents
    from json_to_recordset(p_follows.usage)
      as u(action text, scope text, request_seq integer, used_at timestamptz, amount_cents bigint);
    for v_added in
      select u.action, u.scope, count(*)::integer as times
      from json_to_recordset(p_follows.usage) as u(action text, scope text) group by 1, 2
    loop
      update usage_versions set version = version + v_added.times
      where shop_id = 'platform' and action = v_added.action and scope = v_added.scope;
    end loop;
  end if;
  if p_follows.told is not null then
    insert into webhook_messages (shop_id, message_id, conversation_id, seq, type, at, body)
    select p_shop, t.message_id, p_conversation, t.seq, t.type, t.at, t.body
    from json_to_recordset(p_follows.told) as t(message_id text, seq integer, type text, at timestamptz, body text);
  end if;
  if p_follows.words is not null then
    insert into desk_words
    select distinct p_shop, w, p_conversation
    from json_array_elements_text(p_follows.words) as said, unnest(hark.words_of(said)) as w
    on conflict do nothing;
  end if;
end $$;

-- What the desk lists of a conversation that people have or had.
create function apply_desk(p_shop text, p_conversation text, p_desk json, p_at timestamptz) returns void
language plpgsql as $$
begin
  insert into desk_entries
  select p_shop, p_conversation, d.side, d.agent_id, d.waiting_since, d.promised_at, d.level, d.priority, d.ended_at
  from json_to_record(p_desk) as d(side text, agent_id text, waiting_since timestamptz,
    promised_at timestamptz, level integer, priority integer, ended_at timestamptz)
  on conflict (shop_id, conversation_id) do update set side = excluded.side, agent_id = excluded.agent_id,
    waiting_since = excluded.waiting_since, promised_at = excluded.promised_at, level = excluded.level,
    priority = excluded.priority, ended_at = excluded.ended_at;
  if json_typeof(p_desk -> 'taken') = 'object' then
    insert into desk_told
    select p_shop, p_conversation, t.agent_id, t.by_name, p_at
    from json_to_record(p_desk -> 'taken') as t(agent_id text, by_name text)
    on conflict (shop_id, conversation_id, agent_id) do update set by_name = excluded.by_name, taken_at = excluded.taken_at;
  end if;
end $$;
