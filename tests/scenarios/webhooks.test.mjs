// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A steward has another program told of what is published. It is told everything in its order, signed, however it fares; of drafts,
// and by way of inner addresses, nothing.

import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { MovedClock, Server, folder, importJson, root, succeed } from '../support/register.mjs';
import { code, invited, password } from '../support/accounts.mjs';
import { filled, formWith, sendForm } from '../support/forms.mjs';
import { Receiver, isSigned } from '../support/receiver.mjs';
import { certificate } from '../support/smtp.mjs';

const open = '[webhooks]\nhttp = true\nprivate = true\ntimeout = 2\n';

/** A register, a steward, and a way to have it publish. */
async function served(t, { settings = open, options = {} } = {}) {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  fs.writeFileSync(path.join(data, 'entente.toml'), settings);
  const at = { data, place: ['--data', data] };
  at.begin = async () => {
    at.server = await Server.start(data, [], options);
    at.steward &&= Object.assign(at.steward, { address: at.server.address });
  };
  await at.begin();
  t.after(() => at.server.stop());
  at.steward = await invited(at.server, at.place, { address: 'steward@register.example', role: 'steward', withFactor: true });
  /** One commit for each name: an organisation is published, or changed where its website differs. */
  at.publish = async (names, website = 'https://one.example') => {
    for (const name of names) {
      const file = path.join(folder(t), 'organisation.json');
      fs.writeFileSync(file, JSON.stringify({ entente: '1', organisations: [{ key: name, organisation: { name: { en: name }, website, identifiers: [{ scheme: 'org-id', value: `XM-HOOK-${name}` }] } }] }));
      await importJson(data, [file]);
    }
  };
  at.ids = (events) => events.map(({ id, act }) => `${act} ${id}`);
  at.hook = async (url, topics = []) => {
    const fields = [['key', await at.steward.key('/en/webhooks')], ['url', url], ...topics.map((topic) => ['topic', topic])];
    const answer = await at.steward.send('/en/webhooks', { method: 'POST', fields });
    assert.equal(answer.status, 200, answer.body);
    return { secret: /entente_hook_[\w-]{43}/.exec(answer.body)[0], page: /\/en\/webhooks\/[0-9a-f-]{36}/.exec(answer.body)[0] };
  };
  at.act = async (hook, fields) => {
    const answer = await at.steward.fill(hook.page, fields);
    assert.equal(answer.status, 303, answer.body);
  };
  at.shows = async (hook, form) => {
    let body = '';
    for (let waited = 0; waited < 400; ++waited) {
      ({ body } = await at.steward.open(hook.page));
      if (form.test(body)) return body;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`the page of the webhook does not show ${form}: ${body}`);
  };
  return at;
}

describe('A webhook', { concurrency: true }, () => {
  test('is told of what is published and changed, in its order, signed, and of no draft', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    await at.publish(['Before']);
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    assert.equal((await at.steward.open('/en/webhooks')).body.includes(hook.secret), false, 'it is shown once');
    assert.match((await at.steward.open('/en/account')).body, /href="\/en\/webhooks"/);
    assert.equal((await at.steward.fill('/en/webhooks', { url: receiver.url })).status, 422, 'there is one');
    const twice = formWith((await at.steward.open('/en/webhooks')).body, '', ['url']);
    const pairs = filled(twice.form, twice.button, { url: `${receiver.url}twice` });
    const [once, again] = [await sendForm(at.steward, twice.form, pairs), await sendForm(at.steward, twice.form, pairs)].map(({ body }) => /entente_hook_[\w-]{43}/.exec(body)[0]);
    assert.equal(again, once, 'sent twice, it is one, and whoever sent it sees its secret');
    const made = (await at.steward.open('/en/webhooks')).body.matchAll(/href="(\/en\/webhooks\/[0-9a-f-]{36})"/g);
    for (const [, target] of made) if (target !== hook.page) await at.steward.fill(target, { do: 'remove' });

    const draft = await at.steward.fill('/en/registering', { title: 'Lanterns for fishing villages', do: 'begin' });
    assert.equal(draft.status, 303, draft.body);
    await at.publish(['One', 'Two']);
    await at.publish(['One'], 'https://other.example');
    await receiver.until(({ events }) => events.length === 3);
    const [one, two] = [await at.server.find('organisations', 'XM-HOOK-One'), await at.server.find('organisations', 'XM-HOOK-Two')];
    assert.deepEqual(at.ids(receiver.events), [`published ${one}`, `published ${two}`, `changed ${one}`]);
    const sequences = receiver.events.map(({ sequence }) => sequence);
    assert.deepEqual(sequences, [...sequences].sort((a, b) => a - b));
    assert.doesNotMatch(JSON.stringify(receiver.arrived), /Lanterns|partnership/, 'nothing of the draft');
    const [first] = receiver.events;
    assert.deepEqual([first.topic, first.type, first.version, first.json], ['organisations', 'organisation', 1, `/api/v1/organisations/${one}`]);
    assert.equal((await at.server.request(first.json)).status, 200);
    assert.equal((await at.server.request(first.page)).status, 200);
    for (const arrived of receiver.arrived) {
      assert.ok(isSigned(arrived, hook.secret));
      assert.equal(isSigned(arrived, `${hook.secret}x`), false, 'another secret');
      assert.equal(isSigned({ ...arrived, body: arrived.body.replace('published', 'withdrawn') }, hook.secret), arrived.body.includes('published') ? false : true, 'another body');
      assert.equal(isSigned(arrived, hook.secret, Date.now() + 3_600_000), false, 'an hour later');
      assert.equal(arrived.headers['content-type'], 'application/json');
    }
    const shown = await at.shows(hook, /Told of everything/);
    assert.match(shown, /Taken \(204\)/);
    assert.equal(shown.includes(hook.secret), false);
    // What it is not asked for, it is not told; whoever asks gets the same from the API.
    const asked = await at.server.json(`/api/v1/events?after=${sequences[0] - 1}`);
    assert.deepEqual(asked.events, receiver.events);
    assert.deepEqual((await at.server.json('/api/v1/events?topic=reports')).events, []);
    assert.equal((await at.server.request('/api/v1/events?topic=gossip')).status, 400);
  });

  test('that refuses is told again, is told nothing twice out of turn, and is told anew from any number', { timeout: 180_000 }, async (t) => {
    const clock = new MovedClock(t);
    const at = await served(t, { options: { env: clock.env } });
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    receiver.answer = (_, before) => ({ status: before < 2 ? 500 : 200 });
    await at.publish(['One']);
    await at.shows(hook, /Not taken: answered 500/);
    assert.match((await at.steward.open(hook.page)).body, /1 failed attempt in a row/);
    assert.equal(receiver.arrived.length, 1, 'not tried again at once');
    clock.pass(1);
    await receiver.until(({ arrived }) => arrived.length === 2);
    await at.publish(['Two']);
    assert.equal(receiver.arrived.length, 2, 'what comes after waits for what failed');
    await at.shows(hook, /2 failed attempts in a row/);
    clock.pass(1);
    await at.shows(hook, /Told of everything/);
    const [one, two] = [await at.server.find('organisations', 'XM-HOOK-One'), await at.server.find('organisations', 'XM-HOOK-Two')];
    assert.deepEqual(at.ids(receiver.events), [one, one, one, two].map((id) => `published ${id}`));

    const from = receiver.events.at(-1).sequence;
    receiver.arrived.length = 0;
    receiver.answer = () => ({ status: 200 });
    await at.act(hook, { do: 'replay', from });
    await receiver.until(({ events }) => events.length === 1);
    assert.deepEqual(at.ids(receiver.events), [`published ${two}`]);
    assert.equal((await at.steward.fill(hook.page, { do: 'replay', from: from + 1 })).status, 422);
    assert.equal((await at.steward.fill(hook.page, { do: 'replay', from: '0' })).status, 422);

    // Stopped, it misses nothing; removed, it is told nothing more.
    await at.act(hook, { do: 'stop' });
    await at.publish(['Three']);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(receiver.events.length, 1);
    await at.act(hook, { do: 'test' });
    await receiver.until(({ arrived }) => arrived.at(-1).value.test === true);
    await at.act(hook, { do: 'resume' });
    await receiver.until(({ events }) => events.length === 2);
    await at.act(hook, { do: 'remove' });
    await at.publish(['Four']);
    assert.equal((await at.steward.send(hook.page)).status, 404);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.equal(receiver.events.length, 2);
    assert.match((await at.steward.open('/en/events')).body, /Webhook removed · <bdi>localhost<\/bdi>/);
  });

  test('that goes on refusing is paused, its owner told, and goes on where it stopped', { timeout: 180_000 }, async (t) => {
    const clock = new MovedClock(t);
    const at = await served(t, { options: { env: clock.env } });
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    receiver.answer = () => ({ status: 503 });
    await at.publish(['One']);
    const hours = async (times) => {
      for (let passed = 0; passed < times && receiver.arrived.length <= 20; ++passed) {
        clock.pass(7);
        await new Promise((resolve) => setTimeout(resolve, 700));
      }
    };
    for (let waited = 0; receiver.arrived.length < 20; ++waited) {
      assert.ok(waited < 100, `${receiver.arrived.length} attempts`);
      await hours(1);
    }
    await hours(3);
    assert.equal(receiver.arrived.length, 20, 'not tried any more');
    // The sessions have ended by now: whoever made it signs in again, days later.
    const { steward } = at;
    steward.cookies.clear();
    assert.equal((await steward.fill('/en/sign-in', { address: 'steward@register.example', password })).status, 303);
    const later = Date.now() + Number(clock.bytes.readBigInt64LE());
    assert.equal((await steward.fill('/en/sign-in/code', { code: code(steward.secret, later) })).status, 303);
    assert.match((await steward.open('/en/account/notifications')).body, new RegExp(`href="${hook.page}">The webhook to localhost has been paused`));
    assert.match(await at.shows(hook, /Paused after failures/), /20 failed attempts in a row/);
    assert.match((await steward.open('/en/webhooks')).body, /Paused after failures/);
    receiver.answer = () => ({ status: 200 });
    await at.act(hook, { do: 'resume' });
    await receiver.until(({ arrived }) => arrived.length === 21);
    await at.shows(hook, /Told of everything/);
  });

  test('loses nothing when the server is killed while it tells', { timeout: 300_000 }, async (t) => {
    const at = await served(t, { settings: open.replace('timeout = 2', 'timeout = 60') });
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    receiver.answer = (_, before) => (before === 1 ? 'hang' : { status: 200 });
    await at.publish(['One']);
    await receiver.until(({ arrived }) => arrived.length === 1);
    await at.publish(['Two', 'Three']);
    await receiver.until(({ arrived }) => arrived.length === 2);
    at.server.child.kill('SIGKILL');
    await at.server.done;
    await at.publish(['Four']);
    await at.begin();
    // Whoever told before had its turn for a minute.
    await receiver.until(({ events }) => events.some(({ id }) => id === events.at(-1).id) && new Set(events.map(({ id }) => id)).size === 4, 120_000);
    const ids = [];
    for (const name of ['One', 'Two', 'Three', 'Four']) ids.push(await at.server.find('organisations', `XM-HOOK-${name}`));
    const firstTimes = [...new Set(receiver.events.map(({ id }) => id))];
    assert.deepEqual(firstTimes, ids, 'each, in its order, at least once');
    await at.shows(hook, /Told of everything/);
  });

  test('that hangs holds up no other, and one that leads elsewhere is not followed', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const [hanging, elsewhere, target, quick] = await Promise.all(Array.from({ length: 4 }, () => Receiver.start(t)));
    hanging.answer = () => 'hang';
    elsewhere.answer = () => ({ status: 307, headers: { location: target.url } });
    const hooks = [];
    for (const receiver of [hanging, elsewhere, quick]) hooks.push(await at.hook(receiver.url));
    await at.publish(['One']);
    await hanging.until(({ arrived }) => arrived.length === 1);
    for (const name of ['Two', 'Three', 'Four']) {
      await at.publish([name]);
      await quick.until(({ events }) => events.length >= 1);
    }
    await quick.until(({ events }) => events.length === 4);
    await at.shows(hooks[0], /No answer in time/);
    await at.shows(hooks[1], /Not taken: answered 307/);
    assert.equal(target.arrived.length, 0);
  });

  test('reaches no inner address, and none in clear, unless the settings say so', { timeout: 120_000 }, async (t) => {
    const secure = certificate(t);
    const at = await served(t, { settings: `[webhooks]\ncertificates = "${secure.file}"\n` });
    const receiver = await Receiver.start(t, { secure });
    for (const url of ['http://receiver.example/', 'ftp://receiver.example/', 'https://name:word@receiver.example/', 'https://receiver.example/#x', 'file:///etc/passwd', 'javascript:alert(1)', '']) {
      const refused = await at.steward.fill('/en/webhooks', { url });
      assert.equal(refused.status, 422, url);
      assert.match(refused.body, /Write a full address that begins with https:/);
    }
    const hooks = [];
    for (const host of ['localhost', '127.0.0.1', '2130706433', '[::ffff:127.0.0.1]']) hooks.push(await at.hook(receiver.url.replace('localhost', host)));
    hooks.push(await at.hook('https://169.254.169.254/latest/meta-data/'));
    for (const hook of hooks) await at.act(hook, { do: 'test' });
    for (const hook of hooks) await at.shows(hook, /Leads to a private or local network/);
    assert.equal(receiver.arrived.length, 0);

    await at.server.stop();
    fs.writeFileSync(path.join(at.data, 'entente.toml'), `[webhooks]\ncertificates = "${secure.file}"\nprivate = true\n`);
    await at.begin();
    await at.act(hooks[0], { do: 'test' });
    await receiver.until(({ arrived }) => arrived.length === 1);
    assert.ok(isSigned(receiver.arrived[0], hooks[0].secret));
    await at.server.stop();
    fs.writeFileSync(path.join(at.data, 'entente.toml'), '[webhooks]\nprivate = true\n');
    await at.begin();
    await at.act(hooks[0], { do: 'test' });
    await at.shows(hooks[0], /No trusted encryption/);
    assert.equal(receiver.arrived.length, 1, 'a certificate of nobody');
  });

  test('has a new secret beside the former one for a day, and outlives another key of the register', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    const { form, button } = formWith((await at.steward.open(hook.page)).body, 'do=renew');
    const renew = async () => sendForm(at.steward, form, filled(form, button));
    const next = /entente_hook_[\w-]{43}/.exec((await renew()).body)[0];
    assert.equal(/entente_hook_[\w-]{43}/.exec((await renew()).body)[0], next, 'a button pressed twice');
    const late = await at.steward.fill(hook.page, { do: 'renew', mark: 'x' });
    assert.equal(late.status, 422);
    assert.match(late.body, /It has another secret meanwhile/);
    await at.act(hook, { do: 'test' });
    await receiver.until(({ arrived }) => arrived.length === 1);
    assert.ok(isSigned(receiver.arrived[0], next) && isSigned(receiver.arrived[0], hook.secret));
    await at.server.stop();
    assert.match(await succeed(['user', 'renew-key', ...at.place]), / and 2 secrets of webhooks are sealed with the new key/);
    await at.begin();
    await at.act(hook, { do: 'test' });
    await receiver.until(({ arrived }) => arrived.length === 2);
    assert.ok(isSigned(receiver.arrived[1], next));
  });

  test('is stopped in a register that was restored, beside the one that still tells', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    const [kept, restored] = [path.join(folder(t), 'kept.db'), path.join(folder(t), 'restored')];
    await succeed(['backup', ...at.place, kept]);
    assert.match(await succeed(['restore', '--data', restored, kept]), /^1 webhook is stopped/m);
    for (const name of ['entente.toml', 'register.key']) fs.copyFileSync(path.join(at.data, name), path.join(restored, name));
    const other = await Server.start(restored);
    t.after(() => other.stop());
    const file = path.join(folder(t), 'organisation.json');
    fs.writeFileSync(file, JSON.stringify({ entente: '1', organisations: [{ key: 'o', organisation: { name: { en: 'Elsewhere' }, identifiers: [{ scheme: 'org-id', value: 'XM-HOOK-Elsewhere' }] } }] }));
    await importJson(restored, [file]);
    await at.publish(['Here']);
    await receiver.until(({ events }) => events.length === 1);
    await new Promise((resolve) => setTimeout(resolve, 1_500));
    assert.deepEqual(at.ids(receiver.events), [`published ${await at.server.find('organisations', 'XM-HOOK-Here')}`]);
    // Whoever keeps it resumes it there once that register takes the place of this one.
    await at.server.stop();
    const steward = Object.assign(at.steward, { address: other.address });
    steward.cookies.clear();
    assert.equal((await steward.fill('/en/sign-in', { address: 'steward@register.example', password })).status, 303);
    assert.equal((await steward.fill('/en/sign-in/code', { code: code(steward.secret, Date.now() + 30_000) })).status, 303);
    await at.act(hook, { do: 'resume' });
    await receiver.until(({ events }) => events.length === 2);
    assert.equal(receiver.events[1].id, await other.find('organisations', 'XM-HOOK-Elsewhere'));
  });

  test('is checked by the example of the guide', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const receiver = await Receiver.start(t);
    const hook = await at.hook(receiver.url);
    await at.act(hook, { do: 'test' });
    await receiver.until(({ arrived }) => arrived.length === 1);
    const guide = fs.readFileSync(path.join(root, 'docs/guide/webhooks.md'), 'utf8');
    const program = path.join(folder(t), 'check.py');
    fs.writeFileSync(program, `${/```python\n([\s\S]*?)```/.exec(guide)[1]}
import sys
print(is_from_register(sys.argv[1], sys.argv[2], sys.stdin.buffer.read()))
`);
    const [{ headers, body }] = receiver.arrived;
    const checked = (secret, signature, input) => spawnSync('python3', [program, secret, signature, ''], { input, encoding: 'utf8' }).stdout.trim();
    const signature = headers['entente-signature'];
    assert.equal(checked(hook.secret, signature, body), 'True');
    assert.equal(checked(`${hook.secret}x`, signature, body), 'False');
    assert.equal(checked(hook.secret, signature, `${body} `), 'False');
    assert.equal(checked(hook.secret, signature.replace(/t=\d+/, 't=1'), body), 'False');
  });
});
