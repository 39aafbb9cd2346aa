// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Mail through a relay: links that are sent instead of handed over, passwords that were forgotten, registration; and relays that
// are slow, dead, or not to be trusted.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { describe, test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { MovedClock, Server, assertPlainFailure, folder, run, succeed } from '../support/register.mjs';
import { Person, firstAdministrator, invited, password } from '../support/accounts.mjs';
import { Relay, certificate } from '../support/smtp.mjs';

const url = 'https://register.example';

/** Settings with a relay; `more` lines by section. */
function settings(relay, { mail = {}, access = {} } = {}) {
  const lines = (fields) => Object.entries(fields).map(([name, value]) => `${name} = ${JSON.stringify(value)}`).join('\n');
  return `[server]\npublic_url = "${url}"\n[register]\nname = "Exampleland’s register"\n[access]\n${lines(access)}\n[mail]\n${lines({ host: '127.0.0.1', port: relay.port, security: 'none', from: 'register@institution.example', ...mail })}\n`;
}

async function withRelay(t, { relay, data = path.join(folder(t), 'register'), options = {}, ...more } = {}) {
  relay ??= await Relay.start(t);
  if (!fs.existsSync(data)) await succeed(['init', data]);
  fs.writeFileSync(path.join(data, 'entente.toml'), settings(relay, more));
  const server = await Server.start(data, [], options);
  t.after(() => server.stop());
  return { relay, data, server, place: ['--data', data] };
}

const linkIn = (mail) => {
  const found = /https:\/\/register\.example(\/[a-z]{2}\/link\/[\w-]{43})\r?\n/.exec(mail.text);
  assert.ok(found, mail.text);
  return found[1];
};
const signIn = (person, address, secret = password) => person.fill('/en/sign-in', { address, password: secret });
/** A browser that reaches the server by its public address, so that cookies are for TLS alone. */
const stranger = ({ server }, more = {}) => new Person(server.address, more);

describe('Links are sent', () => {
  test('an invitation reaches the person in their language, and nobody else sees its link', async (t) => {
    const at = await withRelay(t);
    const chief = await firstAdministrator(at.server, at.place, { withFactor: true });
    await at.relay.mail(1); // that a second factor was set up
    const answer = await chief.fill('/en/accounts', { address: 'wanjiru@treasury.example', name: 'Wanjiru Kamau', language: 'ar', role: 'focal point', place: 'KE' });
    assert.equal(answer.status, 200, answer.body);
    assert.match(answer.body, /on its way to wanjiru@treasury\.example/);
    assert.doesNotMatch(answer.body, /\/link\//);
    const mail = await at.relay.mail(2);
    assert.deepEqual([mail.from, mail.to], ['register@institution.example', ['wanjiru@treasury.example']]);
    assert.match(mail.headers.subject, /^حساب لك: Exampleland’s register$/);
    assert.match(mail.headers.from, /^Exampleland’s register <register@institution\.example>$/);
    assert.equal(mail.headers['auto-submitted'], 'auto-generated');
    assert.match(mail.raw, /^[\x20-\x7e\r\n]*$/, 'all of it is ASCII on the wire');
    for (const line of mail.raw.split('\r\n')) assert.ok(line.length <= 78, line);
    assert.match(mail.text, /Wanjiru Kamau/);
    const person = stranger(at);
    assert.equal((await person.fill(linkIn(mail), { password })).status, 303);
    assert.match((await person.open('/en/account')).body, /National focal point · Kenya/);
  });

  test('who changes a password, a second factor or recovery codes is told of it', async (t) => {
    const at = await withRelay(t);
    const person = await firstAdministrator(at.server, at.place);
    await person.setUpSecondFactor(password);
    assert.match((await at.relay.mail(1)).text, /second factor was set up.*new-password/s);
    await person.fill('/en/account', { password }, '/en/account/recovery-codes');
    assert.match((await at.relay.mail(2)).text, /recovery codes were made/);
    const other = 'seven other lanterns in the fog';
    await person.fill('/en/account', { present: password, password: other }, '/en/account/password');
    const mail = await at.relay.mail(3);
    assert.match(mail.text, /password was changed/);
    for (const { text } of at.relay.mails) assert.doesNotMatch(text, /lanterns|\/link\//);
  });

  test('another address counts once it is proved, and the old one is told', async (t) => {
    const at = await withRelay(t);
    const person = await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    await invited(at.server, at.place, { address: 'other@register.example', role: 'reviewer' });
    const ask = (address, secret = password) => person.fill('/en/account', { address, password: secret }, '/en/account/address');
    assert.equal((await ask('new@register.example', 'not the right password')).status, 422);
    assert.equal((await ask('new')).status, 422);
    assert.equal((await ask('new@register.example')).headers.location, '/en/account?done=asked');
    const mail = await at.relay.mail();
    assert.deepEqual(mail.to, ['new@register.example']);
    assert.match((await person.open('/en/account')).body, /audit@register\.example/, 'not before');
    const link = linkIn(mail);
    assert.match((await person.open(link)).body, /from now on new@register\.example/);
    assert.equal((await person.fill(link, {})).headers.location, '/en/account?done=address');
    assert.match((await person.open('/en/account')).body, /new@register\.example/);
    const told = await at.relay.mail(2);
    assert.deepEqual(told.to, ['audit@register.example']);
    assert.match(told.text, /Its address is now another one/);
    assert.equal((await stranger(at).send(link)).status, 404);
    assert.equal((await signIn(stranger(at), 'new@register.example')).status, 303);
    assert.equal((await signIn(stranger(at), 'audit@register.example')).status, 422);
    // Who else has an account is not told.
    assert.equal((await ask('other@register.example')).headers.location, '/en/account?done=asked');
    const known = await at.relay.mail(3);
    assert.deepEqual(known.to, ['other@register.example']);
    assert.doesNotMatch(known.text, /\/link\//);
  });

  test('a test mail shows that the settings are right, and says what is wrong with them', async (t) => {
    const at = await withRelay(t);
    assert.match(await succeed(['mail', 'operator@institution.example', ...at.place, '--language', 'fr']), /took the mail/);
    assert.match((await at.relay.mail()).text, /peut en envoyer/);
    await at.relay.stop();
    assertPlainFailure(await run(['mail', 'operator@institution.example', ...at.place]), 1, /relay 127\.0\.0\.1:\d+: did not take the mail/);
    assertPlainFailure(await run(['mail', 'not an address', ...at.place]), 1, /none to which mail can be sent/);
  });
});

describe('A role that is offered', () => {
  const offerIn = (mail) => {
    const found = /https:\/\/register\.example(\/[a-z]{2}\/offer\/[\w-]{43})\r?\n/.exec(mail.text);
    assert.ok(found, mail.text);
    return found[1];
  };

  test('goes by mail to its address, and whoever made it sees no link and learns of no account', async (t) => {
    const at = await withRelay(t);
    const focal = await invited(at.server, at.place, { address: 'ke@treasury.example', role: 'focal point of KE' });
    await invited(at.server, at.place, { address: 'known@treasury.example', role: 'reviewer' });
    const offer = (address, language = 'ru') => focal.fill('/en/countries/KE/people', { do: 'offer', address, name: 'Visit https://elsewhere.example', language, role: 'focal point' });
    const [known, unknown] = [await offer('known@treasury.example'), await offer('fresh@treasury.example')];
    for (const { status, body } of [known, unknown]) {
      assert.equal(status, 200, body);
      assert.doesNotMatch(body, /\/offer\/|class="code"/);
    }
    const plain = ({ body }, address) => body.replaceAll(address, 'ADDRESS');
    assert.equal(plain(known, 'known@treasury.example'), plain(unknown, 'fresh@treasury.example'), 'the same of an address with an account and of one without');
    assert.match(known.body, /on its way to known@treasury\.example/);
    await at.relay.mail(2);
    const [to, anew] = ['known', 'fresh'].map((name) => at.relay.mails.find((mail) => mail.to[0] === `${name}@treasury.example`));
    assert.match(to.headers.subject, /^Роль для вас: Exampleland’s register$/);
    assert.match(to.text, /Национальный координатор · Кения/);
    for (const mail of [to, anew]) assert.doesNotMatch(mail.text, /elsewhere/, 'what its maker typed is no letter');
    // The page behind each link tells its owner what to do.
    const stranger = new Person(at.server.address);
    assert.match((await stranger.open(offerIn(to))).body, /known@treasury\.example/);
    const fresh = new Person(at.server.address);
    assert.equal((await fresh.fill(offerIn(anew), { do: 'take', name: 'Fresh', language: 'ru', password })).status, 303);
    assert.match((await fresh.open('/en/account')).body, /National focal point · Kenya/);
  });

  test('sends few mails to one address, whoever makes it', async (t) => {
    const at = await withRelay(t);
    const [kenya, uganda] = [await invited(at.server, at.place, { address: 'ke@gov.example', role: 'focal point of KE' }), await invited(at.server, at.place, { address: 'ug@gov.example', role: 'focal point of UG' })];
    const offer = (person, country) => person.fill(`/en/countries/${country}/people`, { do: 'offer', address: 'victim@elsewhere.example', name: 'Victim', language: 'en', role: 'focal point' });
    for (const [person, country] of [[kenya, 'KE'], [uganda, 'UG'], [kenya, 'KE']]) assert.equal((await offer(person, country)).status, 200);
    const refused = await offer(uganda, 'UG');
    assert.equal(refused.status, 409);
    assert.match(refused.body, /were sent to this address of late[^]*value="victim@elsewhere\.example"/, 'the form, with what was typed');
    await at.relay.mail(3);
    await pause(1500); // longer than the server takes to look at what waits
    assert.equal(at.relay.mails.length, 3);
  });
});

describe('A forgotten password', () => {
  test('is replaced by a link that opens once', async (t) => {
    const at = await withRelay(t);
    await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    const person = stranger(at);
    assert.match((await person.open('/en/sign-in')).body, /href="\/en\/new-password"/);
    const answer = await person.fill('/en/new-password', { address: 'Audit@register.example' });
    assert.equal(answer.headers.location, '/en/sign-in?done=password');
    assert.match((await person.open('/en/sign-in?done=password')).body, /a link is on its way/);
    const link = linkIn(await at.relay.mail());
    const other = 'seven other lanterns in the fog';
    assert.equal((await person.fill(link, { password: other })).status, 303);
    assert.equal((await stranger(at).send(link)).status, 404);
    assert.equal((await signIn(stranger(at), 'audit@register.example', other)).status, 303);
    assert.equal((await signIn(stranger(at), 'audit@register.example')).status, 422);
  });

  test('of an account with a second factor still asks for that', async (t) => {
    const at = await withRelay(t);
    await firstAdministrator(at.server, at.place, { withFactor: true });
    const thief = stranger(at);
    await thief.fill('/en/new-password', { address: 'chief@register.example' });
    const link = linkIn(await at.relay.mail(2));
    const other = 'seven other lanterns in the fog';
    assert.equal((await thief.fill(link, { password: other })).headers.location, '/en/sign-in');
    await signIn(thief, 'chief@register.example', other);
    assert.equal((await thief.open('/en/account')).target, '/en/sign-in/code', 'who reads the mail alone does not get in');
  });

  test('tells nobody who has an account, by words or by time', async (t) => {
    const at = await withRelay(t);
    await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    const ask = async (address) => {
      const begun = process.hrtime.bigint();
      const answer = await stranger(at).fill('/en/new-password', { address });
      return { took: Number(process.hrtime.bigint() - begun) / 1e6, ...answer };
    };
    const times = { known: [], unknown: [] };
    for (let i = 0; i < 4; ++i)
      for (const [kind, address] of [['known', 'audit@register.example'], ['unknown', `nobody${i}@register.example`]]) {
        const answer = await ask(address);
        assert.deepEqual([answer.status, answer.headers.location, answer.body], [303, '/en/sign-in?done=password', '']);
        times[kind].push(answer.took);
      }
    const middle = (all) => [...all].sort((a, b) => a - b)[all.length >> 1];
    t.diagnostic(`known ${middle(times.known).toFixed(1)} ms, unknown ${middle(times.unknown).toFixed(1)} ms`);
    assert.ok(Math.abs(middle(times.known) - middle(times.unknown)) < 50, 'half of what hashing a password takes');
    await at.relay.mail(1);
    await pause(1500);
    assert.ok(at.relay.mails.every(({ to }) => to[0] === 'audit@register.example'));
    assert.ok(at.relay.mails.length <= 3, 'nor is anybody flooded');
  });

  test('links begin with the register’s address, whatever host a request names', async (t) => {
    const at = await withRelay(t);
    await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    const person = stranger(at, { host: 'evil.example', 'x-forwarded-host': 'evil.example' });
    await person.fill('/en/new-password', { address: 'audit@register.example' });
    const { text } = await at.relay.mail();
    assert.doesNotMatch(text, /evil/);
    assert.ok(linkIn({ text }));
  });

  test('is not asked for where no mail is sent', async (t) => {
    const data = path.join(folder(t), 'register');
    await succeed(['init', data]);
    const server = await Server.start(data);
    t.after(() => server.stop());
    assert.equal((await server.request('/en/new-password')).status, 404);
    assert.equal((await server.request('/en/register')).status, 404);
    assert.doesNotMatch((await server.request('/en/sign-in')).body, /new-password|\/register/);
  });
});

describe('Registration', () => {
  test('proves the address, and gives no role', async (t) => {
    const at = await withRelay(t, { access: { registration: 'open' } });
    const person = stranger(at);
    assert.match((await person.open('/en/sign-in')).body, /href="\/en\/register"/);
    const answer = await person.fill('/en/register', { address: 'amina@sante.example', name: 'Win at http://evil.example', language: 'fr' });
    assert.equal(answer.headers.location, '/en/sign-in?done=register');
    const mail = await at.relay.mail();
    assert.doesNotMatch(mail.text, /evil/, 'what a stranger types is not sent to others');
    assert.equal((await person.fill(linkIn(mail), { password })).status, 303);
    assert.match((await person.open('/en/account')).body, /You hold no role/);
    const again = stranger(at);
    assert.equal((await again.fill('/en/register', { address: 'amina@sante.example', name: 'Another', language: 'en' })).headers.location, '/en/sign-in?done=register');
    assert.match((await at.relay.mail(2)).text, /a déjà un compte/);
  });

  test('that is to be approved waits for a steward', async (t) => {
    const at = await withRelay(t, { access: { registration: 'approved' } });
    const chief = await firstAdministrator(at.server, at.place, { withFactor: true });
    const person = stranger(at);
    await person.fill('/en/register', { address: 'amina@sante.example', name: 'Amina', language: 'en' });
    const mail = await at.relay.mail(2);
    assert.equal((await person.fill(linkIn(mail), { password })).headers.location, '/en/sign-in?done=waiting');
    assert.equal((await signIn(person, 'amina@sante.example')).status, 422, 'not before');
    const list = (await chief.open('/en/accounts')).body;
    assert.match(list, /Waits to be let in/);
    assert.match((await chief.open('/en/account')).body, /<a href="\/en\/accounts\?state=waiting">1 person waits to be let in<\/a>/);
    const waiting = (await chief.open('/en/accounts?state=waiting')).body;
    assert.match(waiting, /<bdi>Amina</);
    assert.doesNotMatch(waiting, /chief@register\.example/, 'nobody else');
    assert.match((await chief.open('/en/accounts?state=closed')).body, /There is no account in this state/);
    const one = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Amina</.exec(list)[1];
    assert.equal((await chief.fill(one, { do: 'admit' })).status, 303);
    assert.match((await at.relay.mail(3)).text, /have let you in/);
    assert.doesNotMatch((await chief.open('/en/account')).body, /to be let in/);
    assert.equal((await signIn(person, 'amina@sante.example')).status, 303);
  });

  test('without a relay is handed over by a steward', async (t) => {
    const data = path.join(folder(t), 'register');
    await succeed(['init', data]);
    fs.writeFileSync(path.join(data, 'entente.toml'), '[access]\nregistration = "open"\n');
    const server = await Server.start(data);
    t.after(() => server.stop());
    const chief = await firstAdministrator(server, ['--data', data], { withFactor: true });
    const person = new Person(server.address);
    assert.equal((await person.fill('/en/register', { address: 'amina@sante.example', name: 'Amina', language: 'en' })).headers.location, '/en/sign-in?done=handed');
    let one;
    for (let i = 0; i < 100 && !one; ++i, await pause(50)) one = /href="(\/en\/accounts\/[0-9a-f-]{36})"><bdi>Amina</.exec((await chief.open('/en/accounts')).body);
    const made = await chief.fill(one[1], { do: 'password' });
    const link = /\/en\/link\/[\w-]{43}/.exec(made.body)[0];
    assert.equal((await person.fill(link, { password })).status, 303);
  });

  test('is refused for what can be no address, and slowed for whoever asks and asks', async (t) => {
    const at = await withRelay(t, { access: { registration: 'open' } });
    for (const address of ['amina', 'a@b\r\nBcc: c@d.example', 'a@b@c']) {
      const answer = await stranger(at).fill('/en/register', { address, name: 'A', language: 'en' });
      assert.equal(answer.status, 422, address);
    }
    const last = [];
    for (let i = 0; i < 12; ++i) last.push((await stranger(at).fill('/en/register', { address: `p${i}@x.example`, name: 'A', language: 'en' })).status);
    assert.deepEqual(last.slice(-2), [422, 422]);
    assert.equal(last[0], 303);
  });
});

/** Looks into, or changes, the database of a register that is not served just then, or reads it while it is. */
function inDatabase(data, work) {
  const database = new DatabaseSync(path.join(data, 'register.db'));
  try {
    return work(database);
  } finally {
    database.close();
  }
}

describe('A digest', () => {
  test('comes once to whoever asked for it, and to nobody else', async (t) => {
    const clock = new MovedClock(t);
    const at = await withRelay(t, { options: { env: clock.env } });
    for (const [name, digest] of [['daily', 'daily'], ['weekly', 'weekly'], ['never', '']]) {
      const address = `${name}@register.example`;
      const person = await invited(at.server, at.place, { address, role: 'reviewer' });
      assert.equal((await person.fill('/en/account', { name: 'Amina', language: 'fr', digest })).status, 303);
      await succeed(['user', 'give', address, 'focal point of TZ', ...at.place]);
    }
    const runs = () => inDatabase(at.data, (database) => database.prepare("SELECT detail FROM job_run WHERE name = 'send_digests' AND state = 'done' ORDER BY started").all().map(({ detail }) => detail));
    const ran = async (count) => {
      for (let i = 0; i < 200 && runs().length < count; ++i) await pause(50);
      return runs();
    };
    clock.pass(25);
    const mail = await at.relay.mail(1);
    assert.deepEqual(mail.to, ['daily@register.example']);
    assert.match(mail.headers.subject, /Exampleland’s register : 1 notification/);
    assert.match(mail.text, /Un rôle vous a été confié/);
    assert.match(mail.text, /https:\/\/register\.example\/fr\/account\/notifications/);
    assert.deepEqual(await ran(1), ['Queued 1 digest.']);
    assert.match((await at.server.request('/en/about')).body, /send_digests/);
    clock.pass(25);
    assert.deepEqual(await ran(2), ['Queued 1 digest.', 'Queued 0 digests.']);
    await pause(1500); // longer than the server takes to look at what waits
    assert.deepEqual(at.relay.mails.map(({ to }) => to[0]), ['daily@register.example']);
    clock.pass(6 * 24);
    assert.deepEqual((await at.relay.mail(2)).to, ['weekly@register.example'], 'a week after it was asked for');
    assert.deepEqual(await ran(3), ['Queued 1 digest.', 'Queued 0 digests.', 'Queued 1 digest.']);
  });
});

describe('A relay', () => {
  test('that is dead delays nobody, and a restart loses no mail', async (t) => {
    const relay = await Relay.start(t);
    const at = await withRelay(t, { relay, mail: { timeout: 5 } });
    await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    await relay.stop();
    const begun = Date.now();
    assert.equal((await stranger(at).fill('/en/new-password', { address: 'audit@register.example' })).status, 303);
    assert.ok(Date.now() - begun < 2000, 'who asks does not wait for the relay');
    await at.server.printed(/the relay cannot be used for now/);
    await at.server.stop();
    const database = fs.readFileSync(path.join(at.data, 'register.db'));
    assert.equal(database.indexOf('/link/'), -1, 'what waits is sealed');
    const again = await Relay.start(t, { port: relay.port });
    await withRelay(t, { relay: again, data: at.data });
    linkIn(await again.mail(1, 40_000));
  });

  test('that is slow holds up no page and no other person', async (t) => {
    const at = await withRelay(t, { relay: await Relay.start(t, { delay: 700 }) });
    await invited(at.server, at.place, { address: 'audit@register.example', role: 'auditor' });
    await stranger(at).fill('/en/new-password', { address: 'audit@register.example' });
    for (let i = 0; i < 10; ++i) {
      const begun = Date.now();
      assert.equal((await at.server.request('/en/sign-in')).status, 200);
      assert.ok(Date.now() - begun < 1000);
      await pause(100);
    }
    linkIn(await at.relay.mail(1, 30_000));
  });

  test('that refuses one receiver still gets the others’ mail', async (t) => {
    const relay = await Relay.start(t, { answer: (verb, line) => (verb === 'RCPT' && line.includes('gone@') ? '550 no such mailbox' : undefined) });
    const at = await withRelay(t, { relay });
    for (const name of ['gone', 'here']) await invited(at.server, at.place, { address: `${name}@register.example`, role: 'reviewer' });
    await stranger(at).fill('/en/new-password', { address: 'gone@register.example' });
    await at.server.printed(/the relay refuses it: RCPT failed: 550/);
    await stranger(at).fill('/en/new-password', { address: 'here@register.example' });
    assert.deepEqual((await relay.mail()).to, ['here@register.example']);
    assert.doesNotMatch(at.server.said(), /gone@register/, 'no address in the log');
  });

  test('speaks TLS and is signed in to, or gets nothing', async (t) => {
    const secure = certificate(t);
    const file = path.join(folder(t), 'password');
    fs.writeFileSync(file, 'relay secret\n');
    const mail = { host: 'localhost', user: 'register', password_file: file, certificates: secure.file };
    const send = (at) => run(['mail', 'x@y.example', ...at.place]);
    for (const tlsAtOnce of [false, true]) {
      const at = await withRelay(t, {
        relay: await Relay.start(t, { secure, tlsAtOnce, user: 'register', password: 'relay secret' }),
        mail: { ...mail, security: tlsAtOnce ? 'tls' : 'starttls' },
      });
      const done = await send(at);
      assert.equal(done.code, 0, `${done.stderr}; the relay heard ${at.relay.seen.join(' | ')}`);
      assert.ok((await at.relay.mail()).encrypted, 'nothing was said in clear');
      // Another authority than the one the settings name.
      const strange = await withRelay(t, { relay: at.relay, mail: { ...mail, certificates: '', security: tlsAtOnce ? 'tls' : 'starttls' } });
      assertPlainFailure(await send(strange), 1, /certificate/i);
      fs.writeFileSync(file, 'wrong\n');
      const refused = await send(at);
      assertPlainFailure(refused, 1, /did not take the mail: Login denied/);
      assert.doesNotMatch(refused.stderr, /wrong/);
      fs.writeFileSync(file, 'relay secret\n');
      assert.equal(at.relay.mails.length, 1);
    }
  });

  test('that takes no TLS up is told neither password nor mail', async (t) => {
    const at = await withRelay(t, { relay: await Relay.start(t, { user: 'register', password: 'x' }), mail: { security: 'starttls', user: 'register' } });
    assertPlainFailure(await run(['mail', 'x@y.example', ...at.place]), 1, /did not take the mail/);
    assert.ok(!at.relay.seen.some((line) => /^(AUTH|MAIL|RCPT|DATA)/.test(line)), at.relay.seen.join(' | '));
  });

  test('is not used with settings that would betray something', async (t) => {
    const data = path.join(folder(t), 'register');
    await succeed(['init', data]);
    const refused = async (text, says) => {
      fs.writeFileSync(path.join(data, 'entente.toml'), text);
      assertPlainFailure(await run(['config', '--data', data]), 1, says);
    };
    await refused('[mail]\nhost = "relay.example"\nfrom = "r@x.example"\n', /public_url is not/);
    await refused('[server]\npublic_url = "https://r.example"\n[mail]\nhost = "relay.example"\nfrom = "r@x.example\\r\\nBcc: y@z"\n', /no address that mail can come from/);
    await refused('[server]\npublic_url = "https://r.example"\n[mail]\nhost = "relay.example/x"\nfrom = "r@x.example"\n', /is not a host/);
    await refused('[server]\npublic_url = "https://r.example"\n[mail]\nhost = "relay.example"\nfrom = "r@x.example"\nuser = "u"\nsecurity = "none"\n', /in clear/);
    await refused('[mail]\nsecurity = "ssl"\n', /mail\.security 'ssl' is not known/);
    await refused('[access]\nregistration = "anyone"\n', /access\.registration 'anyone' is not known/);
  });
});
