import { randomUUID } from 'node:crypto';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { setImmediate as breathe } from 'node:timers/promises';
import { type Playbook, peopleAt, type SourceFile, shownSurvey, understand } from '@hark/core';
import { Registry } from 'prom-client';
import { type Attachments, makeAttachments } from './attachments/attachments.ts';
import { folderFiles } from './attachments/folder-files.ts';
import { startSweeper } from './attachments/sweeper.ts';
import { makeAudit } from './audit/audit.ts';
import type { Config } from './config.ts';
import { readBacklog } from './conversations/backlog.ts';
import { withDeadline } from './conversations/deadline.ts';
import { releaseOrphanedWork } from './conversations/orphaned-work.ts';
import { postgresStore } from './conversations/postgres-store.ts';
import { keptSpoken, type Spoken } from './conversations/spoken.ts';
import type { Store } from './conversations/store.ts';
import { makeView, type View } from './conversations/view.ts';
import { readWorkFigures } from './conversations/work-figures.ts';
import { type Database, openDatabase } from './db/database.ts';
import { fileTrouble } from './db/embedded/trouble.ts';
import { DatabaseUnavailable } from './db/unavailable.ts';
import { postgresDeskLists } from './desk/lists.ts';
import { isAtDesk, makeDeskStreams } from './desk/streams.ts';
import { diskOf } from './disk.ts';
import { startWorker } from './effects/worker.ts';
import { makeHelpDesk } from './help/desk.ts';
import { type HistoryLoad, loadHistory } from './history/load.ts';
import { type ApiParts, makeApi } from './http/api.ts';
import { listen } from './http/listen.ts';
import { type BuyerKey, makeBuyerTokens, signBuyerToken } from './identity/buyer-token.ts';
import { makeConversationTokens } from './identity/conversation-tokens.ts';
import { demoAccounts, demoStaff } from './identity/demo-accounts.ts';
import { firstAdmin } from './identity/first-admin.ts';
import { type IdentityParts, makeDoor, makeIdentity } from './identity/identity.ts';
import { makeOidc } from './identity/oidc.ts';
import { postgresTokenStore } from './identity/postgres-token-store.ts';
import { keptSecret } from './identity/secret.ts';
import { knownShops } from './known-shops.ts';
import { type Bus, makeBus } from './live/bus.ts';
import { makeFollows } from './live/follow.ts';
import { type Reach, startLooking } from './live/looking.ts';
import { joinNats } from './live/nats.ts';
import { makeStreams } from './live/stream.ts';
import { type Log, makeLog, makeOutage, type Outage, reasonOf } from './log.ts';
import { keptMail, type Mail, noMail } from './mail/mail.ts';
import { smtpMail } from './mail/smtp.ts';
import { makeFolder } from './make-folder.ts';
import { type ChosenMarketplace, chosenMarketplace } from './marketplace/chosen-marketplace.ts';
import { DEMO_SHOPS } from './marketplace/demo-shops.ts';
import { compileFiles, LEARNED, readPlaybookFolder } from './playbook-folder.ts';
import { type Keeper, startKeeper } from './privacy/keeper.ts';
import { wordsOf } from './privacy/words.ts';
import { type Around, together } from './telemetry/around.ts';
import { durations } from './telemetry/durations.ts';
import type { Tracing } from './telemetry/traces.ts';
import { openTracing } from './telemetry/tracing.ts';
import { watchedMarketplace } from './telemetry/watched-marketplace.ts';
import { makeReruns } from './trace/reruns.ts';
import { makeTurns, type TurnOptions, type TurnParts, type Turns } from './turn.ts';
import { openWebhooks } from './webhooks/open.ts';
import type { Webhooks } from './webhooks/routes.ts';

/** A running Hark. */
export type Server = {
  url: string;
  /** What there is to open. */
  pages: { title: string; url: string }[];
  /** Stops taking in, finishes what is under way, and stops everything that was started, in at most five seconds. */
  close(): Promise<void>;
};

/** How long requests and effects under way may take to finish when the server stops. */
const GRACE_MS = 2_000;
/** Of the HTTP interface; it grows when a client would have to change. */
const INTERFACE_VERSION = '1.0.0';
const TOKEN_LIVES_MS = 50 * 60_000;

/**
 * Starts everything on one port. Throws with a sentence for people when something is not as it must be. Told to stop meanwhile, it
 * gives up at the next step, stops what it has started, and throws the signal's reason. `toldToStop` is asked for once there is
 * something to stop: until then a process may just end.
 */
export async function startServer(
  config: Config,
  write: Log = (line) => console.error(line),
  toldToStop: () => AbortSignal = () => new AbortController().signal,
): Promise<Server> {
  const log = makeLog(config.log, write);
  const opened: (() => Promise<void>)[] = [];
  const close = async (): Promise<void> => {
    for (const stop of opened.splice(0).reverse()) await stop();
  };
  try {
    return { ...(await startAll({ config, log, opened, toldToStop })), close };
  } catch (error) {
    await close();
    throw error;
  }
}

type Opened = (() => Promise<void>)[];

type Starting = { config: Config; log: Log; opened: Opened; toldToStop: () => AbortSignal };

async function startAll({ config, log, opened, toldToStop }: Starting): Promise<Omit<Server, 'close'>> {
  // First what a mistake of the author or of the configuration shows in: nothing was started then.
  makeDataFolder(config.data_dir);
  const dir = config.playbook_dir ?? starterPlaybook();
  const files = readPlaybookFolder(dir);
  const playbook = compileFiles({ dir, files }, join(config.data_dir, 'learned'));
  const told_to_stop = toldToStop();
  // Signals are heard only in between: what was heard meanwhile counts before the next step begins.
  const goOn = async (): Promise<void> => {
    await breathe();
    told_to_stop.throwIfAborted();
  };
  const tracing = await openTracing(config.tracing, (error) => log(`traces: ${reasonOf(error)}`));
  opened.push(async () => void (await withDeadline(tracing?.close() ?? Promise.resolve(), GRACE_MS)));
  const metrics = new Registry();
  const measured = durations(metrics);
  const around = tracing === null ? measured : together(tracing.around, measured);
  const shop = watchedShop(chosenMarketplace(config, now, tracing?.outgoing), around);
  opened.push(() => shop.marketplace.close());
  const { database_url: url, data_dir, database_connections: connections } = config;
  const bus = makeBus();
  // Whatever was committed while an answer was lost on its way is looked for when the database is back.
  const outage = makeOutage(log, bus.look);
  const broke = (error: unknown): void => outage.failed(error, 'a connection to the database broke');
  const database = await openDatabase({ url, data_dir, connections, log, broke });
  opened.push(() => database.close());
  await goOn();
  // The embedded database lets one Hark in at a time, so whoever took work before is dead.
  if (url === null) await releaseOrphanedWork(database);
  const reached = { at: config.public_origin ?? `http://localhost:${config.port}` };
  const identity = await openIdentity({ config, log, opened, shop, database, origin: () => reached.at });
  await goOn();
  const { app, loadHistory: begin } = await wire({
    ...{ config, log, opened, bus, outage, shop, database, identity },
    ...{ playbook, dir, files, tracing, metrics, around },
  });
  await goOn();
  const address = await listen(app, config);
  reached.at = config.public_origin ?? address;
  const invited = await firstAdmin(identity, config.first_admin);
  // Last, when everything can be used already.
  begin();
  return { url: address, pages: pagesOf(address, invited, shop) };
}

type Wiring = {
  config: Config;
  log: Log;
  opened: Opened;
  bus: Bus;
  outage: Outage;
  playbook: Playbook;
  /** Its folder, and what stood in it when it was loaded. */
  dir: string;
  files: SourceFile[];
  shop: ChosenMarketplace;
  database: Database;
  identity: IdentityParts;
  tracing: Tracing | null;
  metrics: Registry;
  /** Looks at what is done, for figures and traces. */
  around: Around;
};

async function wire(wiring: Wiring) {
  const { config, log, opened, bus, outage, playbook, files, shop, database, identity } = wiring;
  const { failed } = outage;
  const store = postgresStore(database);
  const history: { load: HistoryLoad | null } = { load: null };
  const kept = { database, playbook, files };
  const spoken = await keptSpoken({ ...kept, failed: (error) => failed(error, 'reading an old playbook') });
  const view = viewOf(playbook, spoken);
  const { reach, follows } = await openLive({ config, log, opened, bus, store, failed });
  const parts = {
    playbook,
    understand: (text: string, language: string) => understand(playbook.understander, text, { language }),
    marketplace: shop.marketplace,
    store,
    now,
    id: randomUUID,
  };
  const hearing = { ...options({ bus, log, failed }), around: wiring.around };
  const turns = makeTurns(parts satisfies TurnParts, hearing);
  startWork({ turns, opened, outage });
  const buyer_key = await buyerKeyOf(config);
  const attachments = openAttachments({ config, database, opened, failed });
  const keeper = openKeeper({ database, opened, playbook, log }, { turns, attachments, failed });
  const api: ApiParts = {
    turns,
    store,
    view,
    streams: makeStreams({ bus, follows, store, view }),
    attachments,
    keeper,
    webhooks: await startWebhooks({ config, log, opened, database, identity, failed }),
    tokens: makeConversationTokens(postgresTokenStore(database)),
    buyers: makeBuyerTokens(shop.audience, buyer_key, now),
    ...toldOf(playbook, spoken),
    help_desk: makeHelpDesk(database, now),
    playbook,
    spoken,
    desk: { lists: postgresDeskLists(database), streams: makeDeskStreams({ bus, follows }) },
    trace: openTrace(wiring),
    public_origin: config.public_origin,
    ...peopleOf(identity),
    database,
    ...figuresOf(wiring),
    history: () => history.load?.progress() ?? null,
    reach,
    marketplace: shop.marketplace,
    now,
    folders: { widget: packageFile('widget', 'dist'), web: packageFile('web', 'dist') },
    demo: demoOf(shop, buyer_key),
    limits: config.limits,
    origins: config.origins,
    trust_proxy: config.trust_proxy,
    version: INTERFACE_VERSION,
    failed,
  };
  const app = await makeApi(api);
  opened.push(async () => {
    const closed = await withDeadline(app.close(), GRACE_MS);
    if (closed.late) app.server.closeAllConnections();
  });
  const begin = (): void => {
    if (shop.demo === null || !config.demo_history) return;
    const failed = (error: unknown): void => outage.failed(error, 'demo history');
    const staff = () => demoStaff(identity);
    const load = loadHistory({ begun: shop.demo, playbook, store, now, log, failed, passes, staff });
    history.load = load;
    opened.push(load.stop);
  };
  return { app, loadHistory: begin };
}

type Figures = Pick<ApiParts, 'tracing' | 'metrics' | 'work' | 'backlog' | 'writable' | 'disk'>;

function figuresOf({ config, tracing, metrics, database }: Wiring): Figures {
  return {
    tracing,
    metrics,
    work: () => readWorkFigures(database, now()),
    backlog: () => readBacklog(database),
    writable: database.writable,
    disk: () => diskOf(config.data_dir),
  };
}

/** Whether time alone mends it. */
function passes(error: unknown): boolean {
  return error instanceof DatabaseUnavailable;
}

function peopleOf(identity: IdentityParts): Pick<ApiParts, 'door' | 'identity' | 'mail' | 'audit'> {
  return { door: makeDoor(identity), identity, mail: identity.mail, audit: identity.audit };
}

function openTrace({ config, opened, playbook, dir, files }: Wiring): ApiParts['trace'] {
  const reruns = makeReruns({ folder: dir, learned: [LEARNED, join(config.data_dir, 'learned')] });
  opened.push(() => reruns.close());
  return { reruns, loaded: { version: playbook.version, files } };
}

type Working = { turns: Turns; opened: Opened; outage: Outage };

function startWork({ turns, opened, outage }: Working): void {
  const worker = startWorker(turns, {
    failed: (error) => outage.failed(error, 'work that is due'),
    well: outage.well,
  });
  opened.push(async () => {
    await worker.stop();
    await withDeadline(turns.idle(), GRACE_MS);
  });
}

type LiveOpening = Pick<Wiring, 'config' | 'log' | 'opened' | 'bus'> & {
  store: Store;
  failed: ApiParts['failed'];
};

/** What streams live on: a bus that learns of what other processes on the same database commit, where there can be some. */
async function openLive({ config, log, opened, bus, store, failed }: LiveOpening) {
  const bridge = config.nats === null ? null : await joinNats(bus, config.nats, log);
  const alone: Reach = { through: config.database_url === null ? 'process' : 'log', ok: true };
  const reach = (): Reach => bridge?.reach() ?? alone;
  const stopLooking = startLooking(bus, reach);
  opened.push(async () => {
    stopLooking();
    await bridge?.stop();
  });
  const follows = makeFollows({ bus, store, failed: (error) => failed(error, 'looking into the log') });
  return { reach, follows };
}

type AttachmentOpening = Pick<Wiring, 'config' | 'database' | 'opened'> & { failed: ApiParts['failed'] };

function openAttachments({ config, database, opened, failed }: AttachmentOpening): Attachments {
  const attachments = makeAttachments({
    database,
    files: folderFiles(join(config.data_dir, 'files')),
    limits: { bytes: config.attachment_bytes },
    now,
  });
  const sweeper = startSweeper(attachments, (error) => failed(error, 'removing files that were not sent'));
  opened.push(() => sweeper.stop());
  return attachments;
}

type WebhookStart = Pick<Wiring, 'config' | 'log' | 'opened' | 'database' | 'identity'> & {
  failed: ApiParts['failed'];
};

async function startWebhooks({ config, opened, failed, ...rest }: WebhookStart): Promise<Webhooks> {
  const { webhooks, stop } = openWebhooks({
    ...rest,
    secret: await sessionSecret(config),
    allow_private: config.webhooks_allow_private,
    now,
    failed: (error) => failed(error, 'webhooks'),
  });
  opened.push(async () => void (await withDeadline(stop(), GRACE_MS)));
  return webhooks;
}

async function sessionSecret({ session_secret, data_dir }: Config): Promise<string> {
  return session_secret ?? (await keptSecret(data_dir, 'session-secret'));
}

type Keeping = Pick<ApiParts, 'turns' | 'attachments' | 'failed'>;

function openKeeper(
  { database, opened, playbook, log }: Pick<Wiring, 'database' | 'opened' | 'playbook' | 'log'>,
  { turns, attachments, failed }: Keeping,
): Keeper {
  const policy = playbook.settings.retention;
  const keeper = startKeeper(
    { database, erase: turns.erase, attachments, policy, now },
    { log, failed: (error) => failed(error, 'erasing what is too old') },
  );
  opened.push(() => keeper.stop());
  return keeper;
}

async function buyerKeyOf({ buyer_key, data_dir }: Config): Promise<BuyerKey> {
  return buyer_key ?? { kind: 'secret', secret: await keptSecret(data_dir, 'buyer-secret') };
}

function watchedShop(shop: ChosenMarketplace, around: Around): ChosenMarketplace {
  return { ...shop, marketplace: watchedMarketplace(shop.marketplace, around) };
}

function makeDataFolder(folder: string): void {
  try {
    makeFolder(folder);
  } catch (error) {
    throw fileTrouble(error, folder);
  }
}

/** What the routes say of a playbook. */
function toldOf(
  playbook: Playbook,
  spoken: Spoken,
): Pick<ApiParts, 'words_of' | 'languages' | 'help' | 'topic_title'> {
  return {
    words_of: wordsOf(spoken),
    languages: playbook.settings.languages,
    help: playbook,
    topic_title: (topic, language) => playbook.topics[topic]?.title[language] ?? null,
  };
}

type IdentityOpening = Pick<Wiring, 'config' | 'log' | 'opened' | 'shop' | 'database'> & {
  origin: () => string;
};

async function openIdentity(parts: IdentityOpening): Promise<IdentityParts> {
  const { config, log, opened, shop, database, origin } = parts;
  const mail = mailOf(config, shop, log);
  opened.push(() => mail.close());
  const secret = await sessionSecret(config);
  const single_sign_on = config.oidc === null ? null : makeOidc(config.oidc, secret);
  const identity = makeIdentity({
    database,
    secret,
    origin,
    public_origin: config.public_origin,
    mail,
    audit: makeAudit(database, now),
    now,
    second_factor_roles: config.second_factor_roles,
  });
  const house = shop.demo === null ? undefined : DEMO_SHOPS[0];
  const demo_accounts =
    house === undefined
      ? []
      : await demoAccounts(
          { ...identity, database },
          {
            shop_id: house.id,
            password: (await keptSecret(config.data_dir, 'demo-password')).slice(0, 20),
          },
        );
  return { ...identity, demo_accounts, single_sign_on, shops: knownShops(shop.marketplace, Date.now) };
}

function mailOf(config: Config, { demo }: ChosenMarketplace, log: Log): Mail {
  if (config.mail) return smtpMail({ ...config.mail, log });
  return demo === null ? noMail(log) : keptMail(now);
}

function viewOf(playbook: Playbook, { render }: Spoken): View {
  return makeView({
    render,
    person_by: ({ segment }) => peopleAt(playbook, { at: now(), segment }).promised_at || null,
    survey: (state) => shownSurvey(playbook, state, now()),
    title: (language) => playbook.settings.title[language] ?? null,
  });
}

type Hearing = { bus: Bus; log: Log; failed: ApiParts['failed'] };

function options({ bus, log, failed }: Hearing): TurnOptions {
  return {
    act_at_once: true,
    committed: ({ conversation_id, shop_id, events, state }) => {
      const at_desk = isAtDesk(events, state);
      bus.tell({ conversation_id, shop_id, seq: state.seq, at_desk, turn: { events, state } });
    },
    notify: (notice) => log(`conversation ${notice.conversation_id} #${notice.seq}: ${notice.kind}`),
    failed: (error, { conversation_id, seq, kind }) =>
      failed(error, `conversation ${conversation_id} #${seq}, ${kind}`),
  };
}

function demoOf({ buyers, audience }: ChosenMarketplace, key: BuyerKey): ApiParts['demo'] {
  if (buyers.length === 0 || key.kind !== 'secret') return null;
  return {
    buyers,
    token: ({ id, order_id }) =>
      signBuyerToken(
        key.secret,
        { audience, buyer_id: id, order_id },
        new Date(Date.parse(now()) + TOKEN_LIVES_MS),
      ),
  };
}

function pagesOf(url: string, invited: string | null, { buyers }: ChosenMarketplace): Server['pages'] {
  return [
    ...buyers.map(({ id, name, note }) => ({ title: `Chat as ${name} (${note})`, url: `${url}/demo/${id}` })),
    ...(buyers.length === 0
      ? []
      : [{ title: 'The demo shop, with the chat on its pages', url: `${url}/demo/shop` }]),
    { title: 'Chat without signing in', url: `${url}/chat` },
    { title: 'Help centre', url: `${url}/help` },
    { title: 'For people at work: sign in', url: `${url}/sign-in` },
    ...(invited === null ? [] : [{ title: 'The first administrator, once, within a week', url: invited }]),
    { title: 'The interface', url: `${url}/docs` },
  ];
}

function now(): string {
  return new Date().toISOString();
}

// Found by the packages' names, because a bundle lies elsewhere than its sources.
function packageFile(...path: string[]): string {
  const face = createRequire(import.meta.url).resolve('@hark/server');
  return join(dirname(face), '..', '..', ...path);
}

/** The folder of the playbook that new ones begin as, and that the demo runs. */
export function starterPlaybook(): string {
  return packageFile('..', 'playbooks', 'marketplace');
}
