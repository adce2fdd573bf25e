-- Every conversation is found by its words, whoever had it; and whoever it was taken from is told.

-- What a commit adds is found from then on: the words that were said, and names and numbers that were learned.
create function commit_turn_findable(
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
  insert into desk_words
  select distinct p_shop, w, p_conversation from (
    select p.data ->> 'text' as said from personal p
    where p.shop_id = p_shop and p.conversation_id = p_conversation and p.seq > p_expected
    union all select json_array_elements_text(p_follows -> 'words')
  ) as texts, unnest(hark.words_of(said)) as w
  on conflict do nothing;
  return 0;
end $$;

-- From whom a conversation was taken, until they have seen it.
create table desk_told (
  shop_id shop_id not null,
  conversation_id text not null,
  agent_id text not null,
  by_name text not null,
  taken_at timestamptz not null,
  primary key (shop_id, conversation_id, agent_id)
);
create index desk_told_by_agent on desk_told (agent_id);
select isolate('desk_told');
grant select, insert, update, delete on desk_told to hark_app, hark_worker;

create or replace function commit_turn_at_desk(
  p_role text, p_shop text, p_person text,
  p_conversation text, p_expected integer,
  p_head json, p_snapshot json, p_events json, p_follows json
) returns integer
language plpgsql as $$
declare
  v_outcome integer := hark.commit_turn_findable(p_role, p_shop, p_person, p_conversation, p_expected, p_head,
    p_snapshot, p_events, p_follows);
begin
  if v_outcome <> 0 then return v_outcome; end if;
  insert into desk_entries
  select p_shop, p_conversation, d.side, d.agent_id, d.waiting_since, d.promised_at, d.level, d.priority, d.ended_at
  from json_to_record(p_follows -> 'desk') as d(side text, agent_id text, waiting_since timestamptz,
    promised_at timestamptz, level integer, priority integer, ended_at timestamptz)
  on conflict (shop_id, conversation_id) do update set side = excluded.side, agent_id = excluded.agent_id,
    waiting_since = excluded.waiting_since, promised_at = excluded.promised_at, level = excluded.level,
    priority = excluded.priority, ended_at = excluded.ended_at;
  insert into desk_told
  select p_shop, p_conversation, t.agent_id, t.by_name, (p_head ->> 'updated_at')::timestamptz
  from json_to_record(p_follows -> 'desk' -> 'taken') as t(agent_id text, by_name text)
  where json_typeof(p_follows -> 'desk' -> 'taken') = 'object'
  on conflict (shop_id, conversation_id, agent_id) do update set by_name = excluded.by_name, taken_at = excluded.taken_at;
  return 0;
end $$;
alter table desk_entries drop column words_to;

-- What somebody has not seen yet of what was taken from them.
create function desk_told_to(p_role text, p_shop text, p_person text)
returns table (conversation_id text, by_name text, at_ms double precision, first_name text, last_name text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select t.conversation_id, t.by_name, extract(epoch from t.taken_at)::double precision * 1000,
      coalesce(c.snapshot #>> '{facts,buyer,value,first_name}', c.snapshot #>> '{identity,buyer_id}'),
      c.snapshot #>> '{facts,buyer,value,last_name}'
    from desk_told t join conversations c using (shop_id, conversation_id)
    where t.agent_id = p_person and (p_shop = '*' or t.shop_id = p_shop)
    order by t.taken_at desc limit 20;
end $$;

-- A page of a list, or of what is found with the text in which it was found.
drop function desk_page(text, text, text, text, text, text, timestamptz, integer, integer);
create function desk_page(p_role text, p_shop text, p_person text, p_side text, p_list text, p_query text,
  p_now timestamptz, p_from integer, p_limit integer)
returns table (of_shop text, conversation_id text, status text, topic text, updated_ms double precision, side text,
  agent_id text, agent_name text, waiting_ms double precision, promised_ms double precision, level integer, priority integer,
  first_name text, last_name text, last_text text, wish text, mood text, language text, found_text text, found_facts text[])
language plpgsql as $$
#variable_conflict use_column
declare
  v_ids text[];
  v_words text[] := hark.words_of(p_query);
begin
  perform hark.enter(p_role, p_shop, p_person);
  if p_query <> '' then
    v_ids := array(select f from hark.desk_found(p_shop, p_query, p_from + p_limit + 1) as f offset p_from);
  else
    v_ids := array(select i from hark.desk_ids(p_shop, p_person, p_side, p_list, p_now) as i
      offset p_from limit p_limit + 1);
  end if;
  return query
    select c.shop_id::text, c.conversation_id, c.status, c.topic, extract(epoch from c.updated_at)::double precision * 1000,
      d.side, d.agent_id, c.snapshot #>> '{handover,taken_by,name}',
      extract(epoch from d.waiting_since)::double precision * 1000,
      extract(epoch from d.promised_at)::double precision * 1000, coalesce(d.level, 0), coalesce(d.priority, 0),
      coalesce(c.snapshot #>> '{facts,buyer,value,first_name}', c.snapshot #>> '{identity,buyer_id}'),
      c.snapshot #>> '{facts,buyer,value,last_name}',
      c.snapshot #>> '{last_message,text}', c.snapshot #>> '{handover,brief,wish}',
      c.snapshot #>> '{handover,brief,mood}', c.snapshot ->> 'language', f.said,
      case when p_query = '' then array[]::text[] else array_remove(array[c.snapshot #>> '{facts,buyer,value,email}',
        c.snapshot ->> 'order_id', c.snapshot #>> '{handover,brief,order_id}'] || array(
          select jsonb_path_query(c.snapshot::jsonb, '$.facts.orders.value[*] ? (@.id == $id).lines[*].name',
            jsonb_build_object('id', coalesce(c.snapshot #>> '{handover,brief,order_id}', c.snapshot ->> 'order_id'))) #>> '{}'),
        null) end
    from unnest(v_ids) with ordinality as i(id, place)
    join conversations c on c.conversation_id = i.id and (p_shop = '*' or c.shop_id = p_shop)
    left join desk_entries d on d.shop_id = c.shop_id and d.conversation_id = c.conversation_id
    left join lateral (
      select x.said from (
        select p.seq, p.data ->> 'text' as said, (select count(distinct q) from unnest(v_words) as q,
          unnest(hark.words_of(p.data ->> 'text')) as w where starts_with(w, q)) as hits
        from personal p where p_query <> '' and p.shop_id = c.shop_id and p.conversation_id = c.conversation_id
          and p.data ->> 'text' is not null
      ) as x where x.hits > 0 order by x.hits desc, x.seq desc limit 1
    ) as f on true
    order by i.place;
end $$;

-- What was said before is found too.
alter table conversations no force row level security;
alter table personal no force row level security;
alter table desk_words no force row level security;
insert into desk_words
select distinct p.shop_id, w, p.conversation_id from personal p, unnest(hark.words_of(p.data ->> 'text')) as w
on conflict do nothing;
insert into desk_words
select distinct c.shop_id, w, c.conversation_id from conversations c,
  unnest(array[c.conversation_id, c.snapshot ->> 'order_id', c.snapshot #>> '{identity,buyer_id}',
    c.snapshot #>> '{facts,buyer,value,first_name}', c.snapshot #>> '{facts,buyer,value,last_name}',
    c.snapshot #>> '{facts,buyer,value,email}']) as told, unnest(hark.words_of(told)) as w
where c.subject <> 'erased'
on conflict do nothing;
alter table conversations force row level security;
alter table personal force row level security;
alter table desk_words force row level security;
