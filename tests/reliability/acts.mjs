// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// node tests/reliability/acts.mjs kill | power-cut  BUILD PLACE [control]
//
// Eight people at once register, confirm, promise, deliver, say their word, report and complain through a server's own pages and API,
// until it is killed, or its power is cut. Then the server starts again, and what was on its way is sent once more, byte by byte.
// Afterwards
//
//   - what was acknowledged stands, once: promises, deliveries, words, reports, concerns, drafts, publications
//   - what was sent again stands once, too, whether or not it had been done before
//   - each delivery is attested as its evidence and the words about it say, computed here anew
//   - the sums of each partnership are those of its promises and deliveries
//   - nothing that was a draft is found or opened by the public
//   - no number of a concern was given twice
//   - each kind of act was acknowledged before anything was broken
//   - the public log begins with every checkpoint that was seen before, and its entries make its tiles and its root
//
// Prints "ACKNOWLEDGED acts, …" and what is wrong; ends with 1 where anything is. The control says of one act that it was
// acknowledged which nobody did (kill), or runs on a disk that only says that it has synced (power-cut).

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import fs from 'node:fs';
import path from 'node:path';

const [how, build, place, control] = process.argv.slice(2);
process.env.ENTENTE_BINARY = path.join(build, 'entente');
const { Person, invited } = await import('../support/accounts.mjs');
const { filled, formWith, sendForm } = await import('../support/forms.mjs');
const { beginsWith, checkpointOf, follow } = await import('../support/log.mjs');
const { Server, request, succeed } = await import('../support/register.mjs');

const writers = 8;
const data = path.join(place, 'register');
const at = ['--data', data];
const party = (i, name, role, type) => `<participating-org ref="XM-TEST-${i}${name}" role="${role}" type="${type}"><narrative>${name} ${i}</narrative></participating-org>`;
const activity = (i) => `<iati-activity xml:lang="en"><iati-identifier>XM-TEST-1-${i}</iati-identifier><reporting-org ref="XM-TEST-1" type="40"><narrative>Agency</narrative></reporting-org>
<title><narrative>Wells ${i}</narrative></title><description><narrative>Water</narrative></description>${party(i, 'Fund', 1, 60)}${party(i, 'Union', 4, 22)}<activity-status code="2"/><activity-date type="2" iso-date="2025-01-01"/><recipient-country code="KE"/></iati-activity>`;

/** A register with a partnership for each writer, two people who speak for its parties, and an office. */
async function prepared() {
  await succeed(['init', data]);
  // Concerns are counted by the network they come from.
  fs.writeFileSync(path.join(data, 'entente.toml'), '[server]\nbehind_proxy = true\n');
  const file = path.join(place, 'activities.xml');
  fs.writeFileSync(file, `<iati-activities version="2.03">${Array.from({ length: writers }, (_, i) => activity(i)).join('')}</iati-activities>`);
  await succeed(['import', file, ...at]);
  const server = await Server.start(data);
  const worlds = [];
  const reviewer = await invited(server, at, { address: 'reviewer@register.example', role: 'reviewer' });
  for (let i = 0; i < writers; ++i) {
    const partnership = await server.find('partnerships', `XM-TEST-1-${i}`);
    const { parties } = await server.json(`/api/v1/partnerships/${partnership}`);
    const of = (name) => parties.find(({ organisation }) => organisation.name.en.startsWith(name));
    const world = { i, partnership, reviewer, union: of('Union'), fund: of('Fund') };
    for (const name of ['fund', 'union']) {
      world[`${name}_person`] = await invited(server, at, { address: `${name}${i}@party.example`, role: `representative of ${world[name].organisation.id}` });
      assert.equal((await world[`${name}_person`].fill(`/en/account/parts/${world[name].id}`, { do: 'confirm', version: '1' })).status, 303);
    }
    world.token = await world.union_person.makeToken(['write']);
    worlds.push(world);
  }
  await server.stop();
  return { worlds, people: [reviewer, ...worlds.flatMap((world) => [world.fund_person, world.union_person])] };
}

const acknowledged = [];
/** Requests without an answer: sent again as they were. */
const pending = [];
let broken = false;
let serial = 0;

/** Throws where a form was not taken. */
function requireDone(what, { status, body }) {
  if (status !== 303) throw new Error(`${what} is answered ${status}: ${body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(-400)}`);
}

/** Sends something that has to be done once. Throws where the server is gone. */
async function act(what, send) {
  const one = { ...what, send };
  pending.push(one);
  const answer = await send();
  pending.splice(pending.indexOf(one), 1);
  if (answer.status !== 200) requireDone(what.kind, answer);
  acknowledged.push({ ...what, answer });
  return answer;
}

/** Opens a page and prepares its form. */
async function ready(person, page, wish, values) {
  const { body } = await person.open(page);
  const found = formWith(body, wish, Object.keys(values));
  assert.ok(found, `${page} has a form for ${wish}`);
  const pairs = filled(found.form, found.button, values);
  return { pairs, send: () => sendForm(person, found.form, pairs) };
}
const sent = async (person, page, wish, values, what) => {
  const { pairs, send } = await ready(person, page, wish, values);
  return act({ ...what, id: what.id ?? pairs.find(([name]) => name === 'id')?.[1] }, send);
};

/** A register takes 200 concerns in an hour (src/registry/concern_bounds.hpp): a machine that is quick would meet that bound. */
const concernsTaken = 150;
let concerns = 0;

const given = (world) => `/en/account/parts/${world.fund.id}/promises/new`;
const acts = {
  async promise(world) {
    await sent(world.fund_person, `${given(world)}?what=commitment`, 'do=change', { amount: String(1 + (serial % 900)), currency: 'USD', description: `promise ${++serial}` }, { kind: 'promise', world });
  },
  async delivery(world) {
    const text = `delivery ${++serial}`;
    await sent(world.fund_person, `${given(world)}?what=delivery`, 'do=change', { amount: String(1 + (serial % 900)), currency: 'USD', description: text, receiver: world.union.organisation.id }, { kind: 'delivery', world });
    const { id } = acknowledged.findLast((one) => one.kind === 'delivery' && one.world === world);
    if (serial % 3 === 0) return;
    const wish = serial % 2 ? 'confirm' : 'dispute';
    await sent(world.union_person, `/en/account/deliveries/${id}`, `do=${wish}`, { remark: text }, { kind: 'word', world, id, said: wish });
  },
  async report(world) {
    const page = `/en/account/parts/${world.fund.id}/report`;
    const text = `report ${++serial}`;
    const draft = await sent(world.fund_person, page, 'do=check', { delivered: text, start: '2026-01', end: '2026-02' }, { kind: 'draft report', world });
    const handed = await ready(world.fund_person, draft.headers.location, 'do=hand_in', {});
    await act({ kind: 'handed in', world, text }, handed.send);
    const list = (await world.reviewer.open('/en/reporting')).body;
    const mine = new RegExp(`${text}(?!\\d)`);
    for (const [, target] of list.matchAll(/href="(\/en\/reporting\/reports\/[^"]+)"/g)) {
      const { body } = await world.reviewer.open(target);
      if (!mine.test(body)) continue;
      const { form, button } = formWith(body, 'do=publish');
      await act({ kind: 'report', world, text }, () => sendForm(world.reviewer, form, filled(form, button)));
      return;
    }
    throw new Error(`“${text}” was handed in, and whoever reviews does not find it`);
  },
  async concern(world) {
    if (++concerns > concernsTaken) return;
    const stranger = new Person(world.fund_person.address, { 'x-forwarded-for': `198.51.${world.i}.${++serial % 250}` });
    const { send } = await ready(stranger, `/en/concerns/about/${world.partnership}`, '', { kind: 'harm', text: `concern ${serial}` });
    await act({ kind: 'concern', world, stranger }, send);
  },
  async registering(world) {
    const title = `Draft ${crypto.randomUUID()}`;
    const person = world.fund_person;
    const begun = await ready(person, '/en/registering', 'do=begin', { title });
    const answer = await begun.send(); // a second one would be a second draft: it is not sent again
    requireDone('a draft that is begun', answer);
    const id = /registering\/([0-9a-f-]{36})/.exec(answer.headers.location)[1];
    const base = `/en/registering/${id}`;
    await sent(person, `${base}/step/purpose`, 'do=save', { title, purpose: `purpose of ${title}` }, { kind: 'draft', world, id, title });
    if (serial++ % 3 === 0) return;
    const part = await person.fill(`${base}/parties`, { organisation: world.fund.organisation.id, role: 'lead', do: 'add' });
    requireDone('a party that is added', part);
    await sent(person, base, 'do=hand_in', {}, { kind: 'draft handed in', world, id, title });
    await sent(world.reviewer, `/en/review/${id}`, 'do=publish', {}, { kind: 'published', world, id, title });
  },
  async part(world) {
    // A program speaks for the union, under a key of its own for each thing it says.
    const target = `/api/v1/account/parts/${world.union.id}`;
    const headers = { authorization: `Bearer ${world.token}`, 'content-type': 'application/json' };
    const { version } = JSON.parse((await request(world.union_person.address, target, { headers })).body);
    const text = `part ${++serial}`;
    const key = crypto.randomUUID();
    await act({ kind: 'part', world, text, version: version + 1 }, () => request(world.union_person.address, target, { method: 'PUT', headers: { ...headers, 'idempotency-key': key }, body: JSON.stringify({ version, part: { role: 'implementer', brings: { en: text } } }) }));
  },
};

/** What has to have been done before anything is broken: a check over nothing shows nothing. */
const expected = ['promise', 'delivery', 'word', 'draft report', 'handed in', 'report', 'concern', 'draft', 'draft handed in', 'published', 'part'];
const missing = () => expected.filter((kind) => !acknowledged.some((one) => one.kind === kind));

const wrong = [];
const say = (fault) => wrong.push(fault);
const total = (records, key) => records.reduce((sum, one) => sum + Number(one[key].value.amount), 0);

/** What one writer did, asked of the register that came back. */
async function check(server, world) {
  const record = await server.json(`/api/v1/partnerships/${world.partnership}`);
  const mine = (kind) => acknowledged.filter((one) => one.world === world && one.kind === kind);
  for (const [kind, key, list] of [['promise', 'commitment', record.commitments], ['delivery', 'delivery', record.deliveries]]) {
    for (const { id } of mine(kind)) if (list.filter((one) => one.id === id).length !== 1) say(`${kind} ${id} was acknowledged, and is there ${list.filter((one) => one.id === id).length} times`);
    const texts = list.map((one) => one[key].description?.en);
    for (const text of texts) if (texts.filter((other) => other === text).length !== 1) say(`“${text}” is there twice`);
  }
  // The words about a delivery, from its own page, and what follows from them.
  for (const one of record.deliveries) {
    const said = mine('word').filter(({ id }) => id === one.id).at(-1)?.said;
    const expected = ['claim', ...(one.delivery.evidence?.length ? ['own_document'] : []), ...(said === 'confirm' ? ['partner_countersigned'] : [])];
    if (JSON.stringify(one.attested) !== JSON.stringify(expected)) say(`delivery ${one.id} is attested ${one.attested}, and its words say ${expected}`);
  }
  const [sums] = record.sums?.original ?? [];
  const [promised, delivered] = [total(record.commitments, 'commitment'), total(record.deliveries, 'delivery')];
  if (Number(sums?.promised ?? 0) !== promised || Number(sums?.delivered ?? 0) !== delivered) say(`the sums say ${sums?.promised} and ${sums?.delivered}, and the records ${promised} and ${delivered}`);
  const part = record.parties.find(({ id }) => id === world.union.id);
  const last = mine('part').at(-1);
  if (last && (part.version !== last.version || part.participation.brings?.en !== last.text)) say(`the part is “${part.participation.brings?.en}” in version ${part.version}, and “${last.text}” in ${last.version} was acknowledged`);
  const reports = record.reports ?? [];
  if (reports.length !== mine('report').length) say(`${reports.length} reports are published, ${mine('report').length} were`);
  const { counts } = await server.json(`/api/v1/concerns?about=${world.partnership}`);
  if (counts.open !== mine('concern').length) say(`${counts.open} concerns are open, ${mine('concern').length} were raised`);
  for (const { id, title } of mine('draft')) {
    const published = mine('published').some((one) => one.id === id);
    const { results } = await server.json(`/api/v1/partnerships?q=${encodeURIComponent(`"${title}"`)}`);
    const pages = [];
    for (const each of published ? results.map((one) => one.id) : [id]) for (const target of [`/en/partnerships/${each}`, `/api/v1/partnerships/${each}`]) pages.push((await server.request(target)).status);
    const expected = published ? [200, 200] : [404, 404];
    if (String(pages) !== String(expected) || results.length !== Number(published)) say(`draft ${id}, ${published ? 'published' : 'not published'}, is found ${results.length} times, and answered ${pages}`);
    // Published is all of it, and its draft has ended, or nothing is.
    if (published && results.length === 1) {
      const { partnership, parties } = await server.json(`/api/v1/partnerships/${results[0].id}`);
      if (partnership.purpose?.en !== `purpose of ${title}` || parties.length !== 1) say(`draft ${id} is published in part: “${partnership.purpose?.en}”, ${parties.length} parties`);
      if ((await world.fund_person.send(`/en/registering/${id}`)).status !== 404) say(`draft ${id} is published, and still a draft`);
    }
    if (!published && !(await world.fund_person.open(`/en/registering/${id}`)).body.includes(`purpose of ${title}`)) say(`draft ${id} was acknowledged, and its writer does not find it`);
  }
}

const { worlds, people } = await prepared();
const env = { ...process.env };
if (how === 'power-cut') Object.assign(env, { POWER_CUT_FOLDER: data, LD_PRELOAD: path.join(build, 'tests/reliability/libentente_power_cut.so') }, control && { POWER_CUT_LIES: '1' });
let server = await Server.start(data, [], { env });
const reach = () => people.forEach((person) => (person.address = server.address));
reach();
const faults = [];
const running = worlds.map(async (world) => {
  const kinds = Object.keys(acts);
  while (!broken)
    try {
      await acts[kinds[Math.floor(Math.random() * kinds.length)]](world);
    } catch (fault) {
      // What fails once the server is gone fails for that.
      if (!broken && !['ECONNRESET', 'ECONNREFUSED', 'EPIPE'].includes(fault.code)) faults.push(fault);
      if (!broken) await new Promise((resolve) => setTimeout(resolve, 20));
    }
});
const sleep = (ms) => new Promise((resolve) => setTimeout(resolve, ms));
for (const begun = Date.now(); missing().length > 0 && Date.now() - begun < 30_000; ) await sleep(50);
const checkpoints = [];
for (const until = Date.now() + 1_000 + Math.random() * 2_000; Date.now() < until; await sleep(100)) checkpoints.push(await checkpointOf(server, 1));
broken = true;
const never = missing();
server.child.kill(how === 'power-cut' ? 'SIGUSR1' : 'SIGKILL');
await server.done;
await Promise.all(running);
if (never.length > 0) say(`never acknowledged: ${never.join(', ')}`);
for (const fault of faults.slice(0, 3)) say(`before anything was broken: ${fault.message}`);
if (control && how === 'kill') acknowledged.push({ kind: 'promise', world: worlds[0], id: '01890000-0000-7000-8000-000000000000' });

const count = acknowledged.length;
const again = pending.length;
try {
  server = await Server.start(data);
  reach();
  for (const one of [...pending]) {
    pending.splice(pending.indexOf(one), 1);
    if (one.stranger) one.stranger.address = server.address;
    // 404 and 409: it had been done, and is past that now.
    const answer = await one.send();
    if ([200, 303, 404, 409].includes(answer.status)) acknowledged.push({ ...one, answer });
    else say(`${one.kind}, sent again, is answered ${answer.status}`);
  }
  for (const world of worlds) await check(server, world);
  const numbers = acknowledged.filter(({ kind }) => kind === 'concern').map(({ answer }) => /Concern (\d+)/.exec(answer.body)?.[1]);
  if (new Set(numbers).size !== numbers.length) say(`numbers of concerns: ${numbers}`);
  const entries = await follow(server, await checkpointOf(server, checkpoints.at(-1).size));
  for (const seen of checkpoints) if (!beginsWith(entries, seen)) say(`the log does not begin with the ${seen.size} entries that were signed`);
  await server.stop();
} catch (fault) {
  say(`it does not come back: ${fault.message}`);
}
const kinds = [...new Set(acknowledged.map(({ kind }) => kind))].map((kind) => `${acknowledged.filter((one) => one.kind === kind).length} ${kind}`);
console.log(`${count} acts (${kinds.join(', ')}), ${again} sent again${wrong.length ? `; WRONG: ${wrong.slice(0, 5).join('; ')}` : ''}`);
process.exit(wrong.length ? 1 : 0);
