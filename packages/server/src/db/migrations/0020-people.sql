-- People: who they are and what they may do, invitations, keys of programs, the audit log. What people sign in with lies in a
-- schema of its own, which only the role `hark_identity` enters: it belongs to no shop, and no query of a shop reaches it.

create or replace function enter(p_role text, p_shop text, p_person text) returns void
language plpgsql as $$
begin
  if p_role not in ('hark_app', 'hark_worker', 'hark_platform') then
    raise exception 'no such role: %', p_role;
  end if;
  perform set_config('role', p_role, true),
    set_config('hark.shop', p_shop, true),
    set_config('hark.person', p_person, true);
end $$;

-- People of the platform see every shop's rows, as themselves: nobody unnamed does.
create function show_to_platform(p_table regclass) returns void
language plpgsql as $$
begin
  execute format($policy$create policy for_the_platform on %s to hark_platform
    using (current_setting('hark.shop', true) = '*' and current_setting('hark.person', true) <> '')
    with check (current_setting('hark.shop', true) = '*' and current_setting('hark.person', true) <> '')$policy$, p_table);
end $$;

do $$ declare guarded regclass; begin
  for guarded in select c.oid::regclass from pg_class c
    join pg_attribute a on a.attrelid = c.oid and a.attname = 'shop_id' and not a.attisdropped
    where c.relnamespace = 'hark'::regnamespace and c.relkind in ('r', 'p') and c.relrowsecurity
  loop
    perform show_to_platform(guarded);
  end loop;
end $$;

create or replace function isolate(p_table regclass) returns void
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
  perform show_to_platform(p_table);
end $$;

-- People of the platform stand under the reserved shop `platform`.
create table people (
  shop_id shop_id not null,
  person_id text not null,
  name text not null,
  email text not null,
  role text not null check (role in ('agent', 'shop_admin', 'specialist', 'strategist', 'admin')),
  invited_by text,
  joined_at timestamptz not null default now(),
  -- Somebody who left: kept for the audit, and let in nowhere.
  left_at timestamptz,
  primary key (shop_id, person_id),
  check ((role in ('agent', 'shop_admin')) = (shop_id <> 'platform'))
);
create unique index people_by_id on people (person_id);
select isolate('people');
-- Whoever signs in is looked up by their own name, before it is known whose they are.
create policy of_oneself on people for select to hark_app
  using (current_setting('hark.shop', true) = '' and person_id = current_setting('hark.person', true));
grant select, insert, update on people to hark_app, hark_worker;

create table invitations (
  shop_id shop_id not null,
  invitation_id text not null,
  email text not null,
  name text not null,
  role text not null check (role in ('agent', 'shop_admin', 'specialist', 'strategist', 'admin')),
  hash bytea not null,
  invited_by text not null,
  invited_at timestamptz not null default now(),
  expires_at timestamptz not null,
  ended_at timestamptz,
  primary key (shop_id, invitation_id),
  check ((role in ('agent', 'shop_admin')) = (shop_id <> 'platform'))
);
create unique index invitations_by_id on invitations (invitation_id);
select isolate('invitations');
create policy of_the_invited on invitations for select to hark_app
  using (current_setting('hark.shop', true) = '' and 'invitation:' || invitation_id = current_setting('hark.person', true));
grant select, insert, update on invitations to hark_app, hark_worker;

create table api_keys (
  shop_id shop_id not null,
  key_id text not null,
  name text not null,
  -- What of the key is shown, so that people tell keys apart; the key itself is kept nowhere.
  prefix text not null,
  hash bytea not null,
  scopes text[] not null,
  made_by text not null,
  made_at timestamptz not null default now(),
  expires_at timestamptz,
  used_at timestamptz,
  revoked_at timestamptz,
  primary key (shop_id, key_id)
);
create unique index api_keys_by_id on api_keys (key_id);
select isolate('api_keys');
create policy of_the_holder on api_keys to hark_app
  using (current_setting('hark.shop', true) = '' and 'key:' || key_id = current_setting('hark.person', true));
grant select, insert, update on api_keys to hark_app, hark_worker;

-- One log for each shop and one for the platform. Each entry holds the hash of the one before it.
create table audit (
  shop_id shop_id not null,
  seq integer not null,
  at timestamptz not null,
  person text not null,
  action text not null,
  target text not null,
  detail json not null,
  previous bytea not null,
  hash bytea not null,
  primary key (shop_id, seq)
);
create index audit_by_time on audit (shop_id, at desc);
select isolate('audit');
-- Appended and read, by nobody changed.
grant select, insert on audit to hark_app, hark_worker;

-- The last entry of each log: locked while one is appended, and what tells that the end of a log was cut off.
create table audit_heads (
  shop_id shop_id primary key,
  seq integer not null,
  hash bytea not null
);
select isolate('audit_heads');
grant select, insert, update on audit_heads to hark_app, hark_worker;

-- What people sign in with.
create schema hark_identity;
revoke all on schema hark_identity from public;
grant usage on schema hark_identity to hark_identity;

create table hark_identity."user" (
  id text primary key,
  name text not null,
  email text not null unique,
  "emailVerified" boolean not null,
  image text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now(),
  "twoFactorEnabled" boolean
);
create table hark_identity.session (
  id text primary key,
  "expiresAt" timestamptz not null,
  token text not null unique,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null,
  "ipAddress" text,
  "userAgent" text,
  "userId" text not null references hark_identity."user" (id) on delete cascade
);
create index session_by_user on hark_identity.session ("userId");
create table hark_identity.account (
  id text primary key,
  "accountId" text not null,
  "providerId" text not null,
  "userId" text not null references hark_identity."user" (id) on delete cascade,
  "accessToken" text,
  "refreshToken" text,
  "idToken" text,
  "accessTokenExpiresAt" timestamptz,
  "refreshTokenExpiresAt" timestamptz,
  scope text,
  password text,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null
);
create index account_by_user on hark_identity.account ("userId");
create unique index account_by_provider on hark_identity.account ("providerId", "accountId");
create table hark_identity.verification (
  id text primary key,
  identifier text not null,
  value text not null,
  "expiresAt" timestamptz not null,
  "createdAt" timestamptz not null default now(),
  "updatedAt" timestamptz not null default now()
);
create index verification_by_identifier on hark_identity.verification (identifier);
create table hark_identity."twoFactor" (
  id text primary key,
  secret text not null,
  "backupCodes" text not null,
  "userId" text not null references hark_identity."user" (id) on delete cascade,
  verified boolean,
  "failedVerificationCount" integer,
  "lockedUntil" timestamptz
);
create index two_factor_by_user on hark_identity."twoFactor" ("userId");
-- Failed tries to sign in, by what is tried from where; only hashes, so that the table tells nobody who works here.
create table hark_identity.failures (
  key bytea primary key,
  failures integer not null,
  last_at timestamptz not null,
  locked_until timestamptz
);
create index failures_by_time on hark_identity.failures (last_at);
grant select, insert, update, delete on all tables in schema hark_identity to hark_identity;
