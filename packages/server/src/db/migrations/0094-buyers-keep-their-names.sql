-- After something was done what was read of the buyer no longer holds; what they are called does.

create or replace function desk_page(p_role text, p_shop text, p_person text, p_side text, p_list text, p_query text,
  p_now timestamptz, p_from integer, p_limit integer)
returns table (of_shop text, conversation_id text, status text, topic text, updated_ms double precision, side text,
  agent_id text, agent_name text, waiting_ms double precision, promised_ms double precision, level integer, priority integer,
  first_name text, last_name text, last_text text, wish text, mood text, language text, said text[], found_facts text[])
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
      d.side, d.agent_id, j.state #>> '{handover,taken_by,name}',
      extract(epoch from d.waiting_since)::double precision * 1000,
      extract(epoch from d.promised_at)::double precision * 1000, coalesce(d.level, 0), coalesce(d.priority, 0),
      coalesce(j.state #>> '{facts,buyer,value,first_name}', j.state #>> '{called,first_name}', j.state #>> '{identity,buyer_id}'),
      coalesce(j.state #>> '{facts,buyer,value,last_name}', j.state #>> '{called,last_name}'),
      j.state #>> '{last_message,text}', j.state #>> '{handover,brief,wish}',
      j.state #>> '{handover,brief,mood}', j.state ->> 'language',
      case when p_query = '' then array[]::text[] else array(select p.data ->> 'text' from personal p
        where p.shop_id = c.shop_id and p.conversation_id = c.conversation_id and p.data ->> 'text' is not null
        order by p.seq desc limit 60) end,
      case when p_query = '' then array[]::text[] else array_remove(array[coalesce(j.state #>> '{facts,buyer,value,email}', j.state #>> '{called,email}'),
        j.state ->> 'order_id', j.state #>> '{handover,brief,order_id}'] || array(
          select jsonb_path_query(j.state, '$.facts.orders.value[*] ? (@.id == $id).lines[*].name',
            jsonb_build_object('id', coalesce(j.state #>> '{handover,brief,order_id}', j.state ->> 'order_id'))) #>> '{}'),
        null) end
    from unnest(v_ids) with ordinality as i(id, place)
    join conversations c on c.conversation_id = i.id and (p_shop = '*' or c.shop_id = p_shop)
    cross join lateral (select c.snapshot::jsonb as state offset 0) as j
    left join desk_entries d on d.shop_id = c.shop_id and d.conversation_id = c.conversation_id
    order by i.place;
end $$;

create or replace function desk_told_to(p_role text, p_shop text, p_person text)
returns table (conversation_id text, by_name text, at_ms double precision, first_name text, last_name text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select t.conversation_id, t.by_name, extract(epoch from t.taken_at)::double precision * 1000,
      coalesce(c.snapshot #>> '{facts,buyer,value,first_name}', c.snapshot #>> '{called,first_name}', c.snapshot #>> '{identity,buyer_id}'),
      coalesce(c.snapshot #>> '{facts,buyer,value,last_name}', c.snapshot #>> '{called,last_name}')
    from desk_told t join conversations c using (shop_id, conversation_id)
    where t.agent_id = p_person and (p_shop = '*' or t.shop_id = p_shop)
    order by t.taken_at desc limit 20;
end $$;
