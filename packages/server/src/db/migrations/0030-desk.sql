-- The desk: which conversations people have or had, and the words by which they are found again.

-- One row for each conversation that people ever had. What the head or the snapshot of a conversation tells is not repeated here.
create table desk_entries (
  shop_id shop_id not null,
  conversation_id text not null,
  -- Whose people have it; null when the assistant speaks or it is resolved.
  side text check (side in ('shop', 'platform')),
  -- Who holds it; null while it waits for anybody.
  agent_id text,
  waiting_since timestamptz,
  promised_at timestamptz,
  level integer not null,
  -- Of those who wait, the higher come first.
  priority integer not null,
  -- When people had it last, once they have it no more.
  ended_at timestamptz,
  -- Up to where what was said stands in `desk_words`.
  words_to integer not null,
  primary key (shop_id, conversation_id)
);
create index desk_entries_open on desk_entries (shop_id, side, promised_at) where side is not null;
create index desk_entries_open_of_all on desk_entries (side, promised_at) where side is not null;
create index desk_entries_by_agent on desk_entries (agent_id) where agent_id is not null;
create index desk_entries_ended on desk_entries (shop_id, ended_at desc) where side is null;
create index desk_entries_ended_of_all on desk_entries (ended_at desc) where side is null;
select isolate('desk_entries');
grant select, insert, update on desk_entries to hark_app, hark_worker;

-- Words of what was said, of names and of order numbers. They are personal text: whoever deletes it deletes them, by the trigger.
create table desk_words (
  shop_id shop_id not null,
  word text collate "C" not null,
  conversation_id text not null,
  primary key (shop_id, word, conversation_id)
);
create index desk_words_of_all on desk_words (word);
create index desk_words_by_conversation on desk_words (shop_id, conversation_id);
select isolate('desk_words');
grant select, insert, delete on desk_words to hark_app, hark_worker;

create function forget_desk_words() returns trigger
language plpgsql as $$
begin
  delete from desk_words w using (select distinct shop_id, conversation_id from gone) g
  where w.shop_id = g.shop_id and w.conversation_id = g.conversation_id;
  return null;
end $$;
create trigger forget_desk_words after delete on personal referencing old table as gone
  for each statement execute function forget_desk_words();

-- The words of a text, small and without accents: the same for what is kept and for what is asked.
create function words_of(p_text text) returns text[]
language sql immutable as $$
  select array(select w from unnest(tsvector_to_array(to_tsvector('simple',
    regexp_replace(normalize(p_text, NFD), '[\u0300-\u036f]', '', 'g')))) as w where length(w) <= 60)
$$;

-- `commit_turn` for a conversation that people have or had: what the desk lists commits with it.
create function commit_turn_at_desk(
  p_role text, p_shop text, p_person text,
  p_conversation text, p_expected integer,
  p_head json, p_snapshot json, p_events json, p_follows json
) returns integer
language plpgsql as $$
declare
  v_outcome integer := hark.commit_turn(p_role, p_shop, p_person, p_conversation, p_expected, p_head, p_snapshot,
    p_events, p_follows);
  v_from integer;
  v_to integer := (p_head ->> 'seq')::integer;
begin
  if v_outcome <> 0 then return v_outcome; end if;
  v_from := coalesce((select words_to from desk_entries
    where shop_id = p_shop and conversation_id = p_conversation), 0);
  insert into desk_entries
  select p_shop, p_conversation, d.side, d.agent_id, d.waiting_since, d.promised_at, d.level, d.priority, d.ended_at, v_to
  from json_to_record(p_follows -> 'desk') as d(side text, agent_id text, waiting_since timestamptz,
    promised_at timestamptz, level integer, priority integer, ended_at timestamptz)
  on conflict (shop_id, conversation_id) do update set side = excluded.side, agent_id = excluded.agent_id,
    waiting_since = excluded.waiting_since, promised_at = excluded.promised_at, level = excluded.level,
    priority = excluded.priority, ended_at = excluded.ended_at, words_to = excluded.words_to;
  insert into desk_words
  select distinct p_shop, w, p_conversation from (
    select p.data ->> 'text' as said from personal p
    where p.shop_id = p_shop and p.conversation_id = p_conversation and p.seq > v_from
    union all select json_array_elements_text(p_follows -> 'desk' -> 'words')
  ) as texts, unnest(hark.words_of(said)) as w
  on conflict do nothing;
  return 0;
end $$;

-- Which conversations stand in a list, in its order. `p_side`: the side of whoever asks.
create function desk_ids(p_shop text, p_person text, p_side text, p_list text, p_now timestamptz)
returns setof text
language plpgsql stable as $$
begin
  case p_list
  when 'mine' then
    return query select d.conversation_id from desk_entries d where d.agent_id = p_person and d.side is not null
      and (p_shop = '*' or d.shop_id = p_shop)
      order by d.waiting_since is null, d.promised_at nulls first, d.conversation_id;
  when 'unassigned' then
    return query select d.conversation_id from desk_entries d where d.side = p_side and d.agent_id is null
      and (p_shop = '*' or d.shop_id = p_shop)
      order by d.priority desc, d.promised_at nulls first, d.conversation_id;
  when 'due' then
    return query select d.conversation_id from desk_entries d where d.side = p_side and d.waiting_since is not null
      and (d.promised_at is null or d.promised_at < p_now + interval '1 hour')
      and (p_shop = '*' or d.shop_id = p_shop) order by d.promised_at nulls first, d.conversation_id;
  when 'waiting' then
    return query select d.conversation_id from desk_entries d
      where d.side is not null and (p_shop = '*' or d.shop_id = p_shop)
      and ((d.side = p_side and d.waiting_since is null) or (p_side = 'shop' and d.side = 'platform'))
      order by d.waiting_since nulls last, d.conversation_id;
  when 'resolved' then
    return query select d.conversation_id from desk_entries d join conversations c using (shop_id, conversation_id)
      where d.side is null and c.status = 'resolved' and (p_shop = '*' or d.shop_id = p_shop)
      order by d.ended_at desc, d.conversation_id;
  when 'assistant' then
    return query select c.conversation_id from conversations c where c.status = 'open'
      and (p_shop = '*' or c.shop_id = p_shop)
      and not exists (select from desk_entries d where d.shop_id = c.shop_id and d.conversation_id = c.conversation_id
        and d.side is not null)
      order by c.opened_at desc, c.conversation_id;
  end case;
end $$;

-- Conversations in which every word that is asked for begins some word, newest first.
create function desk_found(p_shop text, p_query text, p_limit integer) returns setof text
language plpgsql stable as $$
declare
  v_words text[] := hark.words_of(p_query);
begin
  return query
    select x.conversation_id from (
      select distinct q.word as asked, w.shop_id, w.conversation_id from unnest(v_words) as q(word)
      join desk_words w on w.word >= q.word collate "C" and w.word < (q.word || chr(1114111)) collate "C"
        and (p_shop = '*' or w.shop_id = p_shop)
    ) as x join conversations c on c.shop_id = x.shop_id and c.conversation_id = x.conversation_id
    group by x.conversation_id, c.updated_at having count(*) = cardinality(v_words)
    order by c.updated_at desc, x.conversation_id limit p_limit;
end $$;

-- A page of a list, or of what is found; one more than `p_limit` tells that there is more.
create function desk_page(p_role text, p_shop text, p_person text, p_side text, p_list text, p_query text,
  p_now timestamptz, p_from integer, p_limit integer)
returns table (of_shop text, conversation_id text, status text, topic text, updated_ms double precision, side text,
  agent_id text, agent_name text, waiting_ms double precision, promised_ms double precision, level integer, priority integer,
  first_name text, last_name text, last_text text, wish text, mood text, language text)
language plpgsql as $$
#variable_conflict use_column
declare
  v_ids text[];
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
      c.snapshot #>> '{facts,buyer,value,first_name}', c.snapshot #>> '{facts,buyer,value,last_name}',
      c.snapshot #>> '{last_message,text}', c.snapshot #>> '{handover,brief,wish}',
      c.snapshot #>> '{handover,brief,mood}', c.snapshot ->> 'language'
    from unnest(v_ids) with ordinality as i(id, place)
    join conversations c on c.conversation_id = i.id and (p_shop = '*' or c.shop_id = p_shop)
    left join desk_entries d on d.shop_id = c.shop_id and d.conversation_id = c.conversation_id
    order by i.place;
end $$;

create function desk_counts(p_role text, p_shop text, p_person text, p_side text, p_now timestamptz)
returns table (mine integer, unassigned integer, due integer, waiting integer)
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select count(*) filter (where d.agent_id = p_person)::integer,
      count(*) filter (where d.side = p_side and d.agent_id is null)::integer,
      count(*) filter (where d.side = p_side and d.waiting_since is not null
        and (d.promised_at is null or d.promised_at < p_now + interval '1 hour'))::integer,
      count(*) filter (where (d.side = p_side and d.waiting_since is null) or (p_side = 'shop' and d.side = 'platform'))::integer
    from desk_entries d where d.side is not null and (p_shop = '*' or d.shop_id = p_shop);
end $$;
