// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What people and programs do to a served register, through its API and the forms of its pages, as fast as it acknowledges: for
// script/bench registry.
// node tests/support/registry_load.mjs FOLDER SECONDS CONNECTIONS
// Prints a line an action: its name, how many were acknowledged in a second, the p99 in ms; each answer is looked at.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import http from 'node:http';
import path from 'node:path';

import { Server, importJson, succeed } from './register.mjs';
import { invited } from './accounts.mjs';
import { formWith } from './forms.mjs';

const kPartnerships = 2000;
const kAuthors = 20;
const [place, seconds, connections] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];

/** A register of partnerships between a fund and a union, and a program that speaks for the fund. */
async function served() {
  const data = path.join(place, 'register');
  const file = path.join(place, 'partnerships.json');
  const sources = [{ document: 'report' }];
  fs.writeFileSync(file, JSON.stringify({
    entente: '1',
    documents: { report: { title: 'Report', publisher: 'Example Fund', date: '2024' } },
    organisations: ['fund', 'union'].map((key) => ({ key, organisation: { name: { en: key }, sources } })),
    partnerships: Array.from({ length: kPartnerships }, (_, n) => ({
      key: `p${n}`,
      partnership: { title: { en: `Partnership ${n}` }, sources },
      participations: ['fund', 'union'].map((organisation) => ({ organisation, role: 'member' })),
    })),
  }));
  await succeed(['init', data]);
  // Reports are published as they are handed in; concerns are counted by the network that a proxy names.
  fs.writeFileSync(path.join(data, 'entente.toml'), '[server]\nbehind_proxy = true\n[reports]\nreview = "off"\n');
  assert.equal((await importJson(data, [file])).new, kPartnerships);
  const server = await Server.start(data);
  const [fund, union] = await Promise.all(['fund', 'union'].map(async (name) => (await server.json(`/api/v1/organisations?q=${name}`)).results[0].id));
  const at = ['--data', data];
  const person = await invited(server, at, { address: 'fund@party.example', role: `representative of ${fund}` });
  const receiver = await invited(server, at, { address: 'union@party.example', role: `representative of ${union}` });
  const reviewer = await invited(server, at, { address: 'reviewer@register.example', role: 'reviewer' });
  return { server, at, fund, union, person, receiver, reviewer, token: await person.makeToken(['write']) };
}

const { server, at, fund, union, person, receiver, reviewer, token } = await served();
const agent = new http.Agent({ keepAlive: true, maxSockets: connections });
const [host, port] = [new URL(server.url).hostname, new URL(server.url).port];

function send(method, target, body, key) {
  return new Promise((resolve, reject) => {
    const text = body ? JSON.stringify(body) : '';
    const headers = { authorization: `Bearer ${token}`, 'content-type': 'application/json', 'content-length': Buffer.byteLength(text), ...(key ? { 'idempotency-key': key } : {}) };
    const asked = http.request({ host, port, agent, method, path: target, headers }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => resolve({ status: answer.statusCode, value: JSON.parse(Buffer.concat(pieces)) }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(text);
  });
}

/** Each connection sends its next request when the one before was acknowledged; `most` where there are no more things to do. */
async function measure(name, act, most = Infinity) {
  const times = [];
  const start = performance.now();
  const end = start + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async (_, connection) => {
    for (let n = connection; n < most && performance.now() < end; n += connections) {
      const begun = performance.now();
      await act(n);
      times.push(performance.now() - begun);
    }
  }));
  times.sort((a, b) => a - b);
  console.log(`${name}\t${(times.length / ((performance.now() - start) / 1000)).toFixed(0)}\t${times[Math.floor(times.length * 0.99)].toFixed(2)}`);
}

const parts = [];
for (let cursor = ''; parts.length < kPartnerships; ) {
  const { value } = await send('GET', `/api/v1/account/parts?organisation=${fund}&limit=100${cursor && `&cursor=${cursor}`}`);
  parts.push(...value.results);
  cursor = value.next;
}
const part = (n) => parts[n % parts.length];

await measure('words', async (n) => {
  const { id, version } = part(n);
  // A remark that was not there before: what was said already is not written again.
  const { status, value } = await send('POST', `/api/v1/account/parts/${id}/word`, { word: 'confirm', version, remark: { en: `Confirmed, ${n}` } }, crypto.randomUUID());
  assert.ok(status === 200 && value.done.event_seq > 0 && !value.done.repeated, JSON.stringify(value));
});
await measure('corrections', async (n) => {
  const one = part(n);
  const { status, value } = await send('PUT', `/api/v1/account/parts/${one.id}`, { version: one.version, part: { role: 'funder', brings: { en: `${n} wells` } } }, crypto.randomUUID());
  assert.ok(status === 200 && value.version === one.version + 1 && value.done.event_seq > 0, JSON.stringify(value));
  one.version = value.version;
});
/** Sends a form as somebody's browser does, and gives where it led. */
const keys = new Map();
function submit(who, target, fields, headers = {}) {
  const cookie = [...who.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  const body = new URLSearchParams({ key: keys.get(who), ...fields }).toString();
  return new Promise((resolve, reject) => {
    const asked = http.request({ host, port, agent, method: 'POST', path: target, headers: { cookie, 'content-type': 'application/x-www-form-urlencoded', 'content-length': Buffer.byteLength(body), ...headers } }, (answer) => {
      const pieces = [];
      answer.on('data', (piece) => pieces.push(piece));
      answer.on('end', () => resolve({ status: answer.statusCode, location: answer.headers.location, body: Buffer.concat(pieces).toString() }));
      answer.on('error', reject);
    });
    asked.on('error', reject);
    asked.end(body);
  });
}
const done = ({ status, location, body }, expected = 303) => {
  assert.equal(status, expected, body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(-400));
  return location;
};
for (const who of [person, receiver, reviewer]) keys.set(who, await who.key('/en/account'));
const amounts = (n) => ({ version: '0', amount: String(1 + (n % 900)), currency: 'USD', do: 'change' });

for (const one of parts) await send('POST', `/api/v1/account/parts/${one.id}/word`, { word: 'confirm', version: one.version }, crypto.randomUUID());
await measure('promises', async (n) => {
  done(await submit(person, `/en/account/parts/${part(n).id}/promises/new?what=commitment`, { ...amounts(n), id: crypto.randomUUID(), kind: 'finance', description: `Promise ${n}` }));
});
const deliveries = [];
await measure('deliveries', async (n) => {
  const id = crypto.randomUUID();
  done(await submit(person, `/en/account/parts/${part(n).id}/promises/new?what=delivery`, { ...amounts(n), id, kind: 'disbursement', receiver: union, description: `Delivery ${n}` }));
  deliveries.push(id);
});
await measure('words on deliveries', async (n) => {
  done(await submit(receiver, `/en/account/deliveries/${deliveries[n]}`, { version: '1', as: 'receiver', do: 'confirm', remark: `It came, ${n}` }));
}, deliveries.length);
const { form: report } = formWith((await person.open(`/en/account/parts/${parts[0].id}/report`)).body, 'do=save');
const [version, mark] = ['version', 'mark'].map((name) => report.fields.find((field) => field.name === name).value);
const saved = [];
await measure('reports saved', async (n) => {
  done(await submit(person, `/en/account/parts/${part(n).id}/report`, { version, mark, start: '2026-01', end: '2026-02', do: 'save', delivered: `Wells, ${n}` }));
  saved.push(`/en/account/parts/${part(n).id}/report`);
}, parts.length);
const { form: check } = formWith((await person.open(`${saved[0]}?check=1`)).body, 'do=hand_in');
const checked = check.fields.find(({ name }) => name === 'version').value;
await measure('reports published', async (n) => {
  done(await submit(person, saved[n], { version: checked, do: 'hand_in' }));
}, saved.length);
// No more are taken in an hour from people without accounts.
await measure('concerns', async (n) => {
  const headers = { 'x-forwarded-for': `${10 + (n >> 16)}.${(n >> 8) & 255}.${n & 255}.1` };
  done(await submit({ cookies: new Map() }, `/en/concerns/about/${part(n).part.partnership}`, { key: '', secret: crypto.randomBytes(32).toString('base64url'), kind: 'harm', text: `The well was never dug, ${n}.` }, headers), 200);
}, 200);
// Nobody begins more than twenty at once.
const authors = [];
for (let i = 0; i < kAuthors; ++i) authors.push(await invited(server, at, { address: `author${i}@party.example`, role: 'reviewer', withdraw: true }));
for (const who of authors) keys.set(who, await who.key('/en/account'));
const drafts = [];
await measure('drafts begun', async (n) => {
  const by = authors[n % kAuthors];
  drafts.push({ by, id: /registering\/([0-9a-f-]{36})/.exec(done(await submit(by, '/en/registering', { title: `Lanterns ${n}`, do: 'anyway' })))[1] });
}, kAuthors * 20);
/** The drafts with which that was done: no more can be brought further. */
async function bring(name, some, act) {
  const brought = [];
  await measure(name, async (n) => {
    done(await act(some[n], n));
    brought.push(some[n]);
  }, some.length);
  return brought;
}
const written = await bring('drafts saved', drafts, ({ by, id }, n) => submit(by, `/en/registering/${id}/step/purpose`, { version: '1', title: `Lanterns ${n}`, purpose: `Light for ${n} boats`, do: 'save' }));
const named = await bring('parties named', written, ({ by, id }) => submit(by, `/en/registering/${id}/parties`, { organisation: union, role: 'lead', do: 'add' }));
/** What a page says that its reader has seen. */
const seen = async (who, target, wish) => formWith((await who.open(target)).body, wish).form.fields.find(({ name }) => name === 'seen').value;
for (const one of named) one.seen = await seen(one.by, `/en/registering/${one.id}`, 'do=hand_in');
const waiting = await bring('drafts handed in', named, ({ by, id, seen: version }) => submit(by, `/en/registering/${id}`, { seen: version, do: 'hand_in' }));
for (const one of waiting) one.seen = await seen(reviewer, `/en/review/${one.id}`, 'do=publish');
await bring('drafts published', waiting, ({ id, seen: version }) => submit(reviewer, `/en/review/${id}`, { seen: version, do: 'publish' }));
agent.destroy();
await server.stop();
