// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Two records of one organisation become one, and two again.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';
import { describe, test } from 'node:test';

import { Server, folder, languages, succeed } from '../support/register.mjs';
import { invited } from '../support/accounts.mjs';

const activity = (id, title, ref, name) =>
  `<iati-activity><iati-identifier>${id}</iati-identifier><reporting-org ref="XM-DAC-1" type="10"><narrative xml:lang="en">Ministry</narrative></reporting-org>` +
  `<title><narrative xml:lang="en">${title}</narrative></title><description><narrative xml:lang="en">Water</narrative></description>` +
  `<participating-org ref="${ref}" role="4" type="21"><narrative xml:lang="en">${name}</narrative></participating-org>` +
  '<activity-status code="2"/><activity-date type="2" iso-date="2024-01-01"/></iati-activity>';
const file = (...activities) => `<?xml version="1.0" encoding="UTF-8"?><iati-activities version="2.03">${activities.join('')}</iati-activities>`;

/** A register in which one body stands twice, for two files name it by two identifiers. */
async function doubled(t) {
  const home = folder(t);
  const data = path.join(home, 'register');
  const source = path.join(home, 'activities.xml');
  const bring = async (...activities) => {
    fs.writeFileSync(source, file(...activities));
    await succeed(['import', source, '--data', data]);
  };
  await succeed(['init', data]);
  await bring(activity('XM-DAC-1-A', 'Wells', 'KE-RCO-1111', 'Water Board'), activity('XM-DAC-1-B', 'Pumps', 'KE-NCR-2222', 'Water  board'));
  const server = await Server.start(data);
  t.after(() => server.stop());
  const id = async (identifier) => (await server.json(`/api/v1/organisations?identifier=${identifier}`)).results[0].id;
  const steward = await invited(server, ['--data', data], { address: 'steward@register.example', role: 'steward', withFactor: true });
  return { server, place: ['--data', data], bring, id, steward, kept: await id('KE-RCO-1111'), other: await id('KE-NCR-2222') };
}

/** Waits until the server has followed what another process wrote. */
async function eventually(ask) {
  for (let i = 0; ; ++i) {
    try {
      return await ask();
    } catch (fault) {
      if (i === 50) throw fault;
      await new Promise((resolve) => setTimeout(resolve, 100));
    }
  }
}

describe('Two records of one organisation', () => {
  test('are proposed, looked at, and merged with every link kept', async (t) => {
    const { server, steward, kept, other, bring, id } = await doubled(t);
    assert.notEqual(kept, other);
    const proposed = (await steward.open('/en/merges')).body;
    assert.match(proposed, /same name “water board”/);
    assert.match(proposed, new RegExp(`/en/merges\\?kept=${kept}&amp;other=${other}`));
    const page = `/en/merges?kept=${kept}&other=${encodeURIComponent(`${server.url}/en/organisations/${other}`)}`;
    assert.match((await steward.open(page)).body, /1 partnership names the one that goes/);
    const answer = await steward.fill(page, { do: 'merge', kept, other }, '/en/merges');
    assert.equal(answer.status, 303, answer.body);

    const { headers, status } = await server.request(`/fr/organisations/${other}`);
    assert.deepEqual([status, headers.location], [301, `/fr/organisations/${kept}`]);
    const api = await server.request(`/api/v1/organisations/${other}`);
    assert.deepEqual([api.status, api.headers.location], [301, `/api/v1/organisations/${kept}`]);
    const { body } = await server.request(`/en/organisations/${kept}`);
    assert.match(body, /Wells/);
    assert.match(body, /Pumps/);
    assert.match(body, /KE-NCR-2222/);
    assert.equal((await server.request(`/en/organisations/${other}/revisions`)).status, 200, 'its history is there');
    assert.match((await server.request(`/en/organisations/${other}/revisions/1`)).body, /Water {1,2}board/);
    assert.equal((await server.json(`/api/v1/partnerships?party=${kept}`)).total, 2, 'the index has followed');
    assert.doesNotMatch((await steward.open('/en/merges')).body, /same name “/);

    await bring(activity('XM-DAC-1-C', 'Pipes', 'KE-NCR-2222', 'Water board'), activity('XM-DAC-1-B', 'Pumps again', 'KE-NCR-2222', 'Water board'));
    await eventually(async () => assert.equal((await server.json(`/api/v1/partnerships?party=${kept}`)).total, 3));
    assert.equal(await id('KE-NCR-2222'), kept, 'files that come later find the one that was kept');
    assert.equal((await server.request(`/en/organisations/${other}`)).status, 301);
  });

  test('are two again when it is undone', async (t) => {
    const { server, steward, kept, other } = await doubled(t);
    await steward.fill('/en/account', { do: 'merge', kept, other }, '/en/merges');
    assert.match((await steward.open('/en/merges')).body, /value="undo"/);
    assert.equal((await steward.fill('/en/account', { do: 'undo', other }, '/en/merges')).status, 303);
    const { status, body } = await server.request(`/en/organisations/${other}`);
    assert.equal(status, 200);
    assert.match(body, /Pumps/);
    assert.doesNotMatch((await server.request(`/en/organisations/${kept}`)).body, /Pumps|KE-NCR-2222/);
    assert.equal((await steward.fill('/en/account', { do: 'undo', other }, '/en/merges')).status, 404);
  });

  test('have to be two, and to stand', async (t) => {
    const { steward, kept, other } = await doubled(t);
    for (const query of [`kept=${kept}&other=${kept}`, `kept=${kept}&other=Water`, `kept=${kept}&other=00000000-0000-7000-8000-000000000000`]) {
      const { status, body } = await steward.send(`/en/merges?${query}`);
      assert.equal(status, 422);
      assert.match(body, /Name two different organisations/);
    }
    assert.equal((await steward.fill('/en/account', { do: 'merge', kept, other: kept }, '/en/merges')).status, 400);
    await steward.fill('/en/account', { do: 'merge', kept, other }, '/en/merges');
    assert.equal((await steward.fill('/en/account', { do: 'merge', kept, other }, '/en/merges')).status, 404);
  });

  test('have their page in every language', async (t) => {
    const { steward, kept, other } = await doubled(t);
    for (const language of languages) {
      const { status, body } = await steward.send(`/${language}/merges?kept=${kept}&other=${other}`);
      assert.equal(status, 200);
      assert.doesNotMatch(body, /\bmerges\.[a-z_]+\b/);
    }
  });
});
