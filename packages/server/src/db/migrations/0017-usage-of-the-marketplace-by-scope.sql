-- What limits count lies under `platform` and is found scope by scope through the keys: both at once, whichever of the two came
-- to this database first.

create or replace function read_usage(p_role text, p_shop text, p_person text, p_action text, p_scopes json, p_since timestamptz)
returns table (scope text, version integer, used_ms double precision, amount_cents bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  -- One statement, so that rows and versions are of one moment.
  return query
    select w.scope, v.version, extract(epoch from u.used_at)::double precision * 1000, u.amount_cents
    from (select distinct s as scope from json_array_elements_text(p_scopes) as s) as w
    cross join lateral (select version from usage_versions where usage_versions.shop_id = 'platform'
      and usage_versions.action = p_action and usage_versions.scope = w.scope limit 1) as v
    left join lateral (select used_at, amount_cents from usage where usage.shop_id = 'platform'
      and usage.action = p_action and usage.scope = w.scope and usage.used_at >= p_since offset 0) as u on true
    order by u.used_at, w.scope;
end $$;

create or replace function lock_usage(p_shop text, p_usage json) returns boolean
language plpgsql as $$
declare
  v_wanted record;
  v_version integer;
  v_unchanged boolean := true;
begin
  -- In one order for everybody, so that no two wait for each other.
  for v_wanted in
    select distinct u.action, u.scope, u.seen from json_to_recordset(p_usage) as u(action text, scope text, seen integer)
    order by 1, 2, 3
  loop
    insert into usage_versions (shop_id, action, scope, version) values ('platform', v_wanted.action, v_wanted.scope, 0)
    on conflict do nothing;
    select version into v_version from usage_versions
    where shop_id = 'platform' and action = v_wanted.action and scope = v_wanted.scope
    for no key update;
    if v_version <> v_wanted.seen then v_unchanged := false; end if;
  end loop;
  return v_unchanged;
end $$;

create or replace function apply_follows(p_shop text, p_conversation text, p_follows json) returns void
language plpgsql as $$
declare
  v_added record;
begin
  if json_array_length(p_follows -> 'inbound') > 0 then
    insert into inbound (shop_id, conversation_id, source, id, seq)
    select p_shop, p_conversation, k.source, k.id, k.seq
    from json_to_recordset(p_follows -> 'inbound') as k(source text, id text, seq integer);
  end if;
  if json_array_length(p_follows -> 'work') > 0 then
    insert into outbox (shop_id, conversation_id, seq, kind, due_at, visible_at)
    select p_shop, p_conversation, w.seq, w.kind, w.due_at, w.visible_at
    from json_to_recordset(p_follows -> 'work') as w(seq integer, kind text, due_at timestamptz, visible_at timestamptz);
  end if;
  if json_array_length(p_follows -> 'finished') > 0 then
    delete from outbox where shop_id = p_shop and conversation_id = p_conversation
      and seq in (select f::integer from json_array_elements_text(p_follows -> 'finished') as f);
  end if;
  if json_array_length(p_follows -> 'released') > 0 then
    delete from usage where shop_id = 'platform' and conversation_id = p_conversation
      and request_seq in (select r::integer from json_array_elements_text(p_follows -> 'released') as r);
  end if;
  if json_array_length(p_follows -> 'usage') > 0 then
    insert into usage (shop_id, action, scope, conversation_id, request_seq, used_at, amount_cents)
    select 'platform', u.action, u.scope, p_conversation, u.request_seq, u.used_at, u.amount_cents
    from json_to_recordset(p_follows -> 'usage')
      as u(action text, scope text, request_seq integer, used_at timestamptz, amount_cents bigint);
    for v_added in
      select u.action, u.scope, count(*)::integer as times
      from json_to_recordset(p_follows -> 'usage') as u(action text, scope text) group by 1, 2
    loop
      update usage_versions set version = version + v_added.times
      where shop_id = 'platform' and action = v_added.action and scope = v_added.scope;
    end loop;
  end if;
end $$;
