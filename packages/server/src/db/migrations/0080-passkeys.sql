-- Passkeys, as better-auth keeps them. Only `hark_identity` enters this schema.
create table hark_identity.passkey (
  id text primary key,
  name text,
  "publicKey" text not null,
  "userId" text not null references hark_identity."user" (id) on delete cascade,
  "credentialID" text not null unique,
  -- Up to 2^32 - 1 (WebAuthn); exact in a double, which the driver gives as a number.
  counter double precision not null,
  "deviceType" text not null,
  "backedUp" boolean not null,
  transports text,
  "createdAt" timestamptz not null default now(),
  aaguid text
);
create index passkey_by_user on hark_identity.passkey ("userId");
grant select, insert, update, delete on hark_identity.passkey to hark_identity;
