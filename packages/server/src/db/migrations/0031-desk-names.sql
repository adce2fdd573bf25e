-- A buyer whom a token names, and of whom nothing was read yet, stands in the lists by their id.

create or replace function desk_page(p_role text, p_shop text, p_person text, p_side text, p_list text, p_query text,
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
      coalesce(c.snapshot #>> '{facts,buyer,value,first_name}', c.snapshot #>> '{identity,buyer_id}'), c.snapshot #>> '{facts,buyer,value,last_name}',
      c.snapshot #>> '{last_message,text}', c.snapshot #>> '{handover,brief,wish}',
      c.snapshot #>> '{handover,brief,mood}', c.snapshot ->> 'language'
    from unnest(v_ids) with ordinality as i(id, place)
    join conversations c on c.conversation_id = i.id and (p_shop = '*' or c.shop_id = p_shop)
    left join desk_entries d on d.shop_id = c.shop_id and d.conversation_id = c.conversation_id
    order by i.place;
end $$;
