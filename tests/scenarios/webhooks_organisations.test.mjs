// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Whoever speaks for an organisation has another program told of what concerns it: its own records, its partnerships, and concerns
// about them once they are published. Of others' it is told nothing, and inner addresses are nothing that they can reach.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, importJson, succeed } from '../support/register.mjs';
import { Person, invited } from '../support/accounts.mjs';
import { press } from '../support/forms.mjs';
import { Receiver, isSigned } from '../support/receiver.mjs';
import { certificate } from '../support/smtp.mjs';

const trusting = '[webhooks]\nhttp = true\nprivate = true\ntrust_representatives = true\ntimeout = 2\n';

/** A register in which a fund takes part in wells, and a union in roads. */
async function served(t, settings = trusting) {
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  fs.writeFileSync(path.join(data, 'entente.toml'), settings);
  const at = { data, place: ['--data', data] };
  at.write = async (titles) => {
    const file = path.join(folder(t), 'records.json');
    const one = (key, name) => ({ key, organisation: { name: { en: name }, identifiers: [{ scheme: 'org-id', value: `XM-${key}` }] } });
    const partnership = (key, title, organisation) => ({ key, partnership: { title: { en: title } }, participations: [{ organisation, role: 'member' }] });
    fs.writeFileSync(file, JSON.stringify({ entente: '1', organisations: [one('FUND', 'Fund for Water'), one('UNION', 'Union of Roads')], partnerships: [partnership('WELLS', titles.wells, 'FUND'), partnership('ROADS', titles.roads, 'UNION')] }));
    await importJson(data, [file]);
  };
  await at.write({ wells: 'Wells', roads: 'Roads' });
  at.server = await Server.start(data);
  t.after(() => at.server.stop());
  at.fund = await at.server.find('organisations', 'XM-FUND');
  for (const { id } of (await at.server.json('/api/v1/partnerships')).results)
    if ((await at.server.json(`/api/v1/partnerships/${id}`)).parties.some(({ organisation }) => organisation.id === at.fund)) at.wells = id;
  at.page = `/en/organisations/${at.fund}/webhooks`;
  at.person = (address, role, options = {}) => invited(at.server, at.place, { address, role, ...options });
  at.speaker = await at.person('wanjiru@fund.example', `representative of ${at.fund}`);
  at.add = async (url, person = at.speaker) => {
    const answer = await person.fill(at.page, { url });
    assert.equal(answer.status, 200, answer.body);
    return { secret: /entente_hook_[\w-]{43}/.exec(answer.body)[0], page: /\/en\/webhooks\/[0-9a-f-]{36}/.exec(answer.body)[0] };
  };
  at.shows = async (person, page, form) => {
    let body = '';
    for (let waited = 0; waited < 400; ++waited) {
      ({ body } = await person.open(page));
      if (form.test(body)) return;
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    assert.fail(`${page} does not show ${form}: ${body}`);
  };
  return at;
}

describe('A webhook of an organisation', { concurrency: true }, () => {
  test('is told of its records and its partnerships, and of nobody else’s', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const receiver = await Receiver.start(t);
    assert.match((await at.speaker.open('/en/account')).body, new RegExp(`href="${at.page}"`));
    assert.match((await at.speaker.open(at.page)).body, /<h1>Webhooks: Fund for Water<\/h1>/);
    const hook = await at.add(receiver.url);
    assert.match((await at.speaker.fill(at.page, { url: receiver.url })).body, /There is a webhook to that address already/);
    await at.write({ wells: 'Wells', roads: 'Roads and bridges' });
    await at.write({ wells: 'Wells for Kajiado', roads: 'Roads and bridges' });
    await receiver.until(({ events }) => events.length > 0);
    await at.shows(at.speaker, hook.page, /Told of everything/);
    assert.deepEqual(receiver.events.map(({ type, act, id }) => `${type} ${act} ${id}`), [`partnership changed ${at.wells}`]);
    assert.ok(receiver.arrived.every((arrived) => isSigned(arrived, hook.secret)));
    for (const page of ['/en/webhooks', at.page.replace(at.fund, await at.server.find('organisations', 'XM-UNION'))]) assert.equal((await at.speaker.send(page)).status, 403, page);
    const data = JSON.parse((await at.speaker.send('/en/account/data.json')).body);
    assert.deepEqual(data.webhooks.map((each) => [each.address, each.for]), [[receiver.url, at.fund]]);
    const helper = await at.person('helper@fund.example', `contributor of ${at.fund}`);
    assert.equal((await helper.send(at.page)).status, 403, 'a contributor does not speak for it');
    assert.equal((await helper.send(hook.page)).status, 403);
    for (let n = 1; n < 4; ++n) await at.add(`${receiver.url}${n}`);
    const many = await at.speaker.fill(at.page, { url: `${receiver.url}more` });
    assert.equal(many.status, 409);
    assert.match(many.body, /This organisation has as many webhooks as it can/);
    const steward = await at.person('steward@register.example', 'steward', { withFactor: true });
    assert.match((await steward.open('/en/webhooks')).body, new RegExp(`href="${hook.page}"[^]*Fund for Water`));
    assert.equal((await steward.fill(hook.page, { do: 'remove' })).headers.location, at.page);
    assert.equal((await at.speaker.send(hook.page)).status, 403, 'it is gone');
  });

  test('is told of a concern once that is published, and of nothing that was said or that its raiser did', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const receiver = await Receiver.start(t);
    await at.add(receiver.url);
    const steward = await at.person('steward@register.example', 'steward', { withFactor: true });
    const stranger = new Person(at.server.address);
    const raised = await press(stranger, `/en/concerns/about/${at.wells}`, '', { kind: 'harm', text: 'No well was dug, says Otieno.' });
    const own = /\/en\/concern\/[\w-]{43}/.exec(raised.body)[0];
    const act = async (fields) => assert.equal((await steward.fill('/en/concerns/1', fields)).status, 303, JSON.stringify(fields));
    await act({ do: 'hand_on', text: 'A well is missing.' });
    await act({ do: 'publish', text: 'A well is missing.' });
    await receiver.until(({ events }) => events.length === 1);
    await act({ do: 'answer', text: 'We have been there.' });
    await receiver.until(({ events }) => events.length === 2);
    const { last } = await at.server.json('/api/v1/events');
    assert.equal((await stranger.fill(own, { do: 'add', text: 'Nobody was there.' })).status, 303);
    assert.equal((await at.server.json('/api/v1/events')).last, last, 'no commit says when');
    await act({ do: 'take_back' });
    await receiver.until(({ events }) => events.length === 3);
    assert.deepEqual(receiver.events.map(({ topic, type, act: done, about, number, partnership }) => [topic, type, done, about, number, partnership]),
      ['published', 'changed', 'withdrawn'].map((done) => ['concerns', 'concern_notice', done, at.wells, 1, at.wells]));
    assert.doesNotMatch(JSON.stringify(receiver.arrived), /well is missing|Otieno|Nobody|have been/);
    const [{ json, page }] = receiver.events;
    assert.deepEqual((await at.server.json(json)).published, []);
    assert.equal((await at.server.request(page)).status, 200);
    const asked = await at.server.json('/api/v1/events?topic=concerns');
    assert.deepEqual(asked.events, receiver.events);
  });

  test('stops when nobody speaks for the organisation any more, and goes on when somebody says so', { timeout: 120_000 }, async (t) => {
    const at = await served(t);
    const receiver = await Receiver.start(t);
    const hook = await at.add(receiver.url);
    await succeed(['user', 'withdraw', 'wanjiru@fund.example', `representative of ${at.fund}`, ...at.place]);
    await at.write({ wells: 'Wells for Kajiado', roads: 'Roads' });
    assert.equal((await at.speaker.send(hook.page)).status, 403);
    const next = await at.person('juma@fund.example', `representative of ${at.fund}`);
    assert.match((await next.open(hook.page)).body, /<dd>Stopped/);
    assert.equal(receiver.arrived.length, 0);
    assert.equal((await next.fill(hook.page, { do: 'resume' })).status, 303);
    await receiver.until(({ events }) => events.length === 1);
  });

  test('reaches no inner address, whatever the register’s own may reach', { timeout: 120_000 }, async (t) => {
    const secure = certificate(t);
    const at = await served(t, `[webhooks]\nhttp = true\nprivate = true\ntimeout = 2\ncertificates = "${secure.file}"\n`);
    const [clear, inner] = [await Receiver.start(t), await Receiver.start(t, { secure })];
    assert.equal((await at.speaker.fill(at.page, { url: clear.url })).status, 422);
    const hook = await at.add(inner.url);
    assert.equal((await at.speaker.fill(hook.page, { do: 'change', url: clear.url })).status, 422);
    assert.equal((await at.speaker.fill(hook.page, { do: 'test' })).status, 303);
    await at.shows(at.speaker, hook.page, /Leads to a private or local network/);
    assert.equal(clear.arrived.length + inner.arrived.length, 0);
    const steward = await at.person('steward@register.example', 'steward', { withFactor: true });
    assert.equal((await steward.fill('/en/webhooks', { url: clear.url })).status, 200);
  });
});
