// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Nodes join and leave while others write to the database they share: what was acknowledged is on each of them.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { test } from 'node:test';
import { setTimeout as pause } from 'node:timers/promises';

import { Server, folder, lastObject, succeed } from '../support/register.mjs';
import { postgres } from '../support/postgres.mjs';
import { Person, password } from '../support/accounts.mjs';
import { activity, iati } from '../support/activities.mjs';

test('nodes join and leave under writes, and each has every write that was acknowledged', { timeout: 300_000 }, async (t) => {
  const { url } = postgres(t);
  const place = ['--database', url];
  const files = folder(t);
  await succeed(['init', ...place]);

  // Two writers, one small import after the other, until they are told to stop.
  let stopping = false;
  const acknowledged = new Set();
  const write = async (first) => {
    for (let n = first; !stopping; n += 2) {
      const file = path.join(files, `${n}.xml`);
      fs.writeFileSync(file, iati([activity(n)]));
      assert.equal(lastObject(await succeed(['import', ...place, '--json', file])).new, 1);
      acknowledged.add(`XM-EXAMPLE-T-${n}`);
    }
  };
  const writers = Promise.all([write(1), write(2)]);
  writers.catch(() => {}); // told of below
  const join = async () => {
    const node = await Server.start(null, [], { place });
    t.after(() => node.stop());
    return node;
  };
  /** Waits until `more` writes are acknowledged, and `node` has all that were when this began. */
  const goOn = async (node, more = 4) => {
    const enough = acknowledged.size + more;
    const known = [...acknowledged];
    const { event_seq: number } = await node.json('/readyz');
    assert.ok((await node.json('/api/v1/register', { headers: { 'Entente-After': String(number) } })).applied_seq >= number);
    for (const one of known) await node.find('partnerships', one);
    while (acknowledged.size < enough) await Promise.race([pause(20), writers.then(() => assert.fail('the writers stopped'))]);
  };

  const stays = await join();
  await goOn(stays);
  const second = await join();
  await goOn(second);
  second.child.kill('SIGKILL');
  assert.equal((await second.done).signal, 'SIGKILL');
  await goOn(stays);
  const third = await join();
  await goOn(third);
  assert.equal((await third.stop()).code, 0, 'one that is asked to leaves in peace');
  await goOn(stays);
  const last = await join();
  stopping = true;
  await writers;

  assert.ok(acknowledged.size >= 20);
  for (const node of [stays, last]) {
    const { event_seq: number } = await node.json('/readyz');
    const all = await node.json('/api/v1/register', { headers: { 'Entente-After': String(number) } });
    assert.equal(all.partnerships, acknowledged.size);
    for (const one of acknowledged) await node.find('partnerships', one);
    await assert.rejects(node.find('partnerships', 'XM-EXAMPLE-T-0'), /one of the partnerships/); // the search can fail
  }
});

test('what was acknowledged elsewhere is found on a node within 100 ms', { timeout: 120_000 }, async (t) => {
  const { url } = postgres(t);
  const place = ['--database', url];
  const files = folder(t);
  await succeed(['init', ...place]);
  const node = await Server.start(null, [], { place });
  t.after(() => node.stop());
  let number = 0;
  const milliseconds = async () => {
    const file = path.join(files, 'one.xml');
    fs.writeFileSync(file, iati([activity(++number, { title: `Wellspring ${number}` })]));
    await pause(37 * (number % 9)); // not always as long after the node has looked
    const imported = succeed(['import', ...place, file]);
    const query = encodeURIComponent(`"Wellspring ${number}"`);
    for (;;) {
      const { results } = await node.json(`/api/v1/partnerships?q=${query}`);
      const now = Date.now();
      if (results.length === 0) {
        await pause(2);
        continue;
      }
      await imported;
      return now - Date.parse((await node.json(`/api/v1/partnerships/${results[0].id}`)).time);
    }
  };
  // Beside other work a machine may be late: of several rounds one has to be in time, with eight of its nine writes.
  const rounds = [];
  while (rounds.length < 8 && !(rounds.at(-1) <= 100)) {
    const took = [];
    while (took.length < 9) took.push(await milliseconds());
    rounds.push(took.toSorted((a, b) => a - b)[7]);
  }
  assert.ok(rounds.at(-1) <= 100, `the slowest but one took ${rounds.map((one) => one.toFixed(0)).join(', ')} ms`);
});

test('two nodes of an empty register print a link each, and the first that is opened ends both', { timeout: 120_000 }, async (t) => {
  const { url } = postgres(t);
  const place = ['--database', url];
  await succeed(['init', ...place]);
  const nodes = [];
  for (let n = 0; n < 2; ++n) {
    const node = await Server.start(null, [], { place });
    t.after(() => node.stop());
    nodes.push({ node, link: await node.printed(/\/en\/link\/[\w-]{43}/) });
  }
  const [one, two] = nodes;
  for (const { link } of nodes) assert.equal((await new Person(one.node.address).send(link)).status, 200, 'each opens, on either node');
  const person = new Person(two.node.address);
  assert.equal((await person.fill(one.link, { name: 'Amina', address: 'chief@register.example', language: 'en', password })).status, 303);
  assert.equal((await new Person(one.node.address).send(two.link)).status, 404);
});
