-- Conversations: logs, snapshots, personal text, inbound keys, work that is due, usage that limits count.
-- Runs as owner in the schema `hark`, in one transaction. Plain SQL of PostgreSQL 15.

-- Who asks, for which shop: every transaction begins with this. It ends with the transaction.
create function enter(p_role text, p_shop text, p_person text) returns void
language plpgsql as $$
begin
  if p_role not in ('hark_app', 'hark_worker') then
    raise exception 'no such role: %', p_role;
  end if;
  perform set_config('role', p_role, true),
    set_config('hark.shop', p_shop, true),
    set_config('hark.person', p_person, true);
end $$;

-- '*' is how a worker asks for every shop, and '' is nobody's: neither can be a shop.
create domain shop_id as text check (value <> '' and value <> '*');

create table conversations (
  shop_id shop_id not null,
  conversation_id text not null,
  seq integer not null,
  playbook_id text not null,
  playbook_version text not null,
  status text not null,
  topic text,
  subject text not null,
  opened_at timestamptz not null,
  updated_at timestamptz not null,
  -- The fold of the log, as it was written: a cache, and never asked by its parts.
  snapshot json not null,
  primary key (shop_id, conversation_id)
) with (fillfactor = 60);
-- No index holds a column that a turn changes, so that saving a snapshot touches no index.
create index conversations_by_id on conversations (conversation_id);
create index conversations_by_opening on conversations (shop_id, opened_at desc);

create table events (
  shop_id shop_id not null,
  conversation_id text not null,
  seq integer not null,
  type text not null,
  occurred_at timestamptz not null,
  recorded_at timestamptz not null,
  -- The two instants as they were written, where that is not the canonical form.
  instants json,
  caused_by integer,
  -- Whose personal text belongs to the event; the text itself lies in `personal`.
  subject text,
  personal_hash bytea,
  data jsonb not null,
  why jsonb,
  primary key (shop_id, conversation_id, seq)
);

create table personal (
  shop_id shop_id not null,
  conversation_id text not null,
  seq integer not null,
  subject text not null,
  -- The event keeps sha256(salt || data): it proves what was said as long as this row is there, and tells nothing after.
  salt bytea not null,
  data json not null,
  primary key (shop_id, conversation_id, seq)
);

create table inbound (
  shop_id shop_id not null,
  conversation_id text not null,
  source text not null,
  id text not null,
  seq integer not null,
  primary key (shop_id, conversation_id, source, id)
);

create table outbox (
  shop_id shop_id not null,
  conversation_id text not null,
  seq integer not null,
  kind text not null,
  due_at timestamptz not null,
  -- Nobody is given it before: later than `due_at` while somebody carries it out.
  visible_at timestamptz not null,
  attempts integer not null default 0,
  primary key (shop_id, conversation_id, seq)
);
create index outbox_by_time on outbox (visible_at);

create table usage (
  shop_id shop_id not null,
  action text not null,
  scope text not null,
  conversation_id text not null,
  request_seq integer not null,
  used_at timestamptz not null,
  amount_cents bigint not null,
  primary key (shop_id, action, scope, conversation_id, request_seq)
);
create index usage_by_request on usage (shop_id, conversation_id, request_seq);

-- Grows with every reservation in its scope; its row is locked while one commits.
create table usage_versions (
  shop_id shop_id not null,
  action text not null,
  scope text not null,
  version integer not null,
  primary key (shop_id, action, scope)
);

-- A playbook of the platform belongs to the reserved shop `platform`; everybody may read it.
create table playbooks (
  shop_id shop_id not null,
  id text not null,
  version text not null,
  files jsonb not null,
  published_at timestamptz not null default now(),
  primary key (shop_id, id, version)
);

-- Row-level security for a table whose first column is `shop_id`; every migration that makes one calls it.
create function isolate(p_table regclass) returns void
language plpgsql as $$
begin
  execute format('alter table %s enable row level security', p_table);
  execute format('alter table %s force row level security', p_table);
  execute format($policy$create policy own_shop on %s to hark_app, hark_worker
    using (shop_id = current_setting('hark.shop', true))
    with check (shop_id = current_setting('hark.shop', true))$policy$, p_table);
  execute format($policy$create policy every_shop on %s to hark_worker
    using (current_setting('hark.shop', true) = '*')
    with check (current_setting('hark.shop', true) = '*')$policy$, p_table);
end $$;

select isolate(name) from unnest(array['conversations', 'events', 'personal', 'inbound', 'outbox', 'usage',
  'usage_versions', 'playbooks']::regclass[]) as name;
create policy of_the_platform on playbooks for select to hark_app
  using (shop_id = 'platform' and current_setting('hark.shop', true) <> '');

revoke all on function isolate(regclass) from public;
grant select, insert, update on conversations, usage_versions to hark_app, hark_worker;
grant select, insert on events, inbound, playbooks to hark_app, hark_worker;
grant select, insert, delete on personal, usage to hark_app, hark_worker;
grant select, insert, update, delete on outbox to hark_app, hark_worker;

create function refuse_change() returns trigger
language plpgsql as $$
begin
  raise exception '% is append-only', tg_table_name using errcode = 'restrict_violation';
end $$;
create trigger append_only before update or delete or truncate on events
  for each statement execute function refuse_change();
create trigger immutable before update or delete or truncate on playbooks
  for each statement execute function refuse_change();

-- What the store asks, one function and one round trip each. Every one begins with `enter`, so that what follows is
-- planned and run under row-level security as the role named.

-- 0: committed; -1: a lost race; otherwise the `seq` under which the same was accepted before.
-- All checks come before the first write that a refusal would have to take back.
create function commit_turn(
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
  insert into events (shop_id, conversation_id, seq, type, occurred_at, recorded_at, instants, caused_by, subject,
    personal_hash, data, why)
  select p_shop, p_conversation, seq, type, occurred_at, recorded_at, instants, caused_by,
    case when personal is not null then v_head.subject end, hash, data, why from e;

  perform hark.apply_follows(p_shop, p_conversation, p_follows);
  return 0;
end $$;

-- Locks what the reservations count, in one order for everybody; false when something was added since it was read.
create function lock_usage(p_shop text, p_usage json) returns boolean
language plpgsql as $$
begin
  insert into usage_versions (shop_id, action, scope, version)
  select distinct p_shop, u.action, u.scope, 0 from json_to_recordset(p_usage) as u(action text, scope text)
  order by 2, 3
  on conflict do nothing;
  perform 1 from usage_versions v
  where v.shop_id = p_shop
    and (v.action, v.scope) in (select u.action, u.scope from json_to_recordset(p_usage) as u(action text, scope text))
  order by v.action, v.scope
  for no key update;
  return not exists (
    select from json_to_recordset(p_usage) as u(action text, scope text, seen integer)
    join usage_versions v on v.shop_id = p_shop and v.action = u.action and v.scope = u.scope
    where v.version <> u.seen);
end $$;

create function apply_follows(p_shop text, p_conversation text, p_follows json) returns void
language plpgsql as $$
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
    delete from usage where shop_id = p_shop and conversation_id = p_conversation
      and request_seq in (select r::integer from json_array_elements_text(p_follows -> 'released') as r);
  end if;
  if json_array_length(p_follows -> 'usage') > 0 then
    insert into usage (shop_id, action, scope, conversation_id, request_seq, used_at, amount_cents)
    select p_shop, u.action, u.scope, p_conversation, u.request_seq, u.used_at, u.amount_cents
    from json_to_recordset(p_follows -> 'usage')
      as u(action text, scope text, request_seq integer, used_at timestamptz, amount_cents bigint);
    update usage_versions v set version = v.version + added.times
    from (select u.action, u.scope, count(*)::integer as times
      from json_to_recordset(p_follows -> 'usage') as u(action text, scope text) group by 1, 2) as added
    where v.shop_id = p_shop and v.action = added.action and v.scope = added.scope;
  end if;
end $$;

create function load_conversation(p_role text, p_shop text, p_person text, p_conversation text)
returns table (of_shop text, state json)
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query select c.shop_id::text, c.snapshot from conversations c where c.conversation_id = p_conversation
    and (p_shop = '*' or c.shop_id = p_shop) limit 1;
end $$;

create function seen_inbound(p_role text, p_shop text, p_person text, p_conversation text, p_source text, p_id text)
returns integer
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  return (select i.seq from inbound i where i.shop_id = p_shop and i.conversation_id = p_conversation
    and i.source = p_source and i.id = p_id);
end $$;

create function read_events(p_role text, p_shop text, p_person text, p_conversation text, p_after integer)
returns table (seq integer, type text, occurred_ms double precision, recorded_ms double precision, instants json,
  caused_by integer, data jsonb, why jsonb, personal json)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select e.seq, e.type, extract(epoch from e.occurred_at)::double precision * 1000,
      extract(epoch from e.recorded_at)::double precision * 1000, e.instants, e.caused_by, e.data, e.why, p.data
    from events e left join personal p using (shop_id, conversation_id, seq)
    where e.shop_id = p_shop and e.conversation_id = p_conversation and e.seq > p_after
    order by e.seq;
end $$;

create function read_usage(p_role text, p_shop text, p_person text, p_action text, p_scopes json, p_since timestamptz)
returns table (scope text, version integer, used_ms double precision, amount_cents bigint)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  -- One statement, so that rows and versions are of one moment.
  return query
    select v.scope, v.version, extract(epoch from u.used_at)::double precision * 1000, u.amount_cents
    from usage_versions v
    left join usage u on u.shop_id = v.shop_id and u.action = v.action and u.scope = v.scope
      and u.used_at >= p_since
    where v.shop_id = p_shop and v.action = p_action
      and v.scope in (select s from json_array_elements_text(p_scopes) as s)
    order by u.used_at, v.scope;
end $$;

create function take_work(p_role text, p_shop text, p_person text, p_now timestamptz, p_limit integer, p_lease_ms integer)
returns table (shop_id text, conversation_id text, seq integer, kind text, due_ms double precision, attempts integer,
  type text, occurred_ms double precision, recorded_ms double precision, instants json, caused_by integer, data jsonb,
  why jsonb, personal json)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    with due as materialized (
      select o.shop_id, o.conversation_id, o.seq, o.visible_at from outbox o
      where o.visible_at <= p_now order by o.visible_at limit p_limit for update skip locked
    ), taken as (
      update outbox o set visible_at = p_now + make_interval(secs => p_lease_ms / 1000.0), attempts = o.attempts + 1
      from due where o.shop_id = due.shop_id and o.conversation_id = due.conversation_id and o.seq = due.seq
      returning o.shop_id, o.conversation_id, o.seq, o.kind, o.due_at, o.attempts, due.visible_at
    )
    select t.shop_id::text, t.conversation_id, t.seq, t.kind, extract(epoch from t.due_at)::double precision * 1000,
      t.attempts, e.type, extract(epoch from e.occurred_at)::double precision * 1000,
      extract(epoch from e.recorded_at)::double precision * 1000, e.instants, e.caused_by, e.data, e.why, p.data
    from taken t
    -- Row by row, whatever the planner thinks of the sizes: few are taken, and the log is long.
    cross join lateral (select * from events where events.shop_id = t.shop_id
      and events.conversation_id = t.conversation_id and events.seq = t.seq limit 1) as e
    left join lateral (select * from personal where personal.shop_id = t.shop_id
      and personal.conversation_id = t.conversation_id and personal.seq = t.seq limit 1) as p on true
    order by t.visible_at;
end $$;

create function finish_work(p_role text, p_shop text, p_person text, p_conversation text, p_seq integer) returns void
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  delete from outbox where shop_id = p_shop and conversation_id = p_conversation and seq = p_seq;
end $$;

create function postpone_work(p_role text, p_shop text, p_person text, p_conversation text, p_seq integer,
  p_due timestamptz) returns void
language plpgsql as $$
begin
  perform hark.enter(p_role, p_shop, p_person);
  update outbox set due_at = p_due, visible_at = p_due
  where shop_id = p_shop and conversation_id = p_conversation and seq = p_seq;
end $$;

create function latest_conversations(p_role text, p_shop text, p_person text, p_limit integer)
returns table (conversation_id text, updated_ms double precision, status text, topic text)
language plpgsql as $$
#variable_conflict use_column
begin
  perform hark.enter(p_role, p_shop, p_person);
  return query
    select c.conversation_id, extract(epoch from c.updated_at)::double precision * 1000, c.status, c.topic
    from conversations c where c.shop_id = p_shop
    order by c.opened_at desc, c.conversation_id limit p_limit;
end $$;
