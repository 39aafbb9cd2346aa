// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Three parties of one partnership, and what each does with an agreement of theirs.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { code, invited } from './accounts.mjs';
import { press } from './forms.mjs';
import { MovedClock, Server, folder, succeed } from './register.mjs';

export const names = ['Fund', 'Union', 'School'];
const activity = `<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-EXAMPLE-1-A</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Agency</narrative></reporting-org><title><narrative>Wells for all</narrative></title>
${names.map((name, i) => `<participating-org ref="XM-EXAMPLE-${i + 5}" role="${i + 1}"><narrative>${name}</narrative></participating-org>`).join('\n')}
<activity-status code="2"/><recipient-country code="KE"/></iati-activity></iati-activities>`;

/** A register with three parties in one partnership; whoever represents each has a second factor, and has confirmed its part. */
export async function agreeing(t, { logged = false } = {}) {
  const home = folder(t);
  const data = path.join(home, 'register');
  const clock = new MovedClock(t);
  const at = { home, place: ['--data', data] };
  fs.writeFileSync(path.join(home, 'a.xml'), activity);
  await succeed(['init', data]);
  if (logged) await succeed(['log', 'key', 'make', path.join(data, 'log.key'), '--name', 'register.example/log']);
  await succeed(['import', path.join(home, 'a.xml'), ...at.place]);
  at.server = await Server.start(data, [], { env: clock.env });
  t.after(() => at.server.stop());
  at.partnership = (await at.server.json('/api/v1/partnerships')).results[0].id;
  let hours = 0;
  at.pass = (more) => {
    hours += more;
    clock.pass(more);
  };
  const { parties } = await at.server.json(`/api/v1/partnerships/${at.partnership}`);
  for (const name of names) {
    const { id, organisation } = parties.find((party) => party.organisation.name.en === name);
    const person = await invited(at.server, at.place, { address: `${name.toLowerCase()}@party.example`, role: `representative of ${organisation.id}`, withFactor: true });
    at[name.toLowerCase()] = Object.assign(person, { part: id, organisation: organisation.id });
    assert.equal((await press(person, `/en/account/parts/${id}`, 'do=confirm')).status, 303);
  }
  at.all = [at.fund, at.union, at.school];
  at.now = () => new Date(Date.now() + hours * 3_600_000).toISOString();
  at.code = (person) => code(person.secret, Date.now() + hours * 3_600_000);
  at.view = () => at.server.json(`/api/v1/agreements/${at.id}`);
  at.state = async () => (await at.view()).state;
  at.make = async (person, fields = {}, options = {}) => {
    const made = await press(person, `/en/account/parts/${person.part}/agreement`, 'do=save', { title: 'Wells together', wording: 'Each party digs one well a year.', ...fields }, options);
    assert.equal(made.status, 303, made.body);
    at.id = /agreements\/([0-9a-f-]{36})/.exec(made.headers.location)[1];
    return at.id;
  };
  at.change = (person, fields, options) => press(person, `/en/account/agreements/${at.id}`, 'do=save', fields, options);
  at.sign = (person, fields = {}) => press(person, `/en/account/agreements/${at.id}/sign`, 'do=sign', { capacity: 'Director', code: at.code(person), ...fields });
  at.allSign = async () => {
    at.pass(0.1);
    for (const person of at.all) assert.match((await at.sign(person)).headers.location ?? '', /done=signed/);
  };
  at.withdraw = (person, fields = {}) => press(person, `/en/agreements/${at.id}/withdraw`, '', { reason: 'Meant for others.', ...fields });
  /** A key of that party, made offline and registered. */
  at.keyOf = async (person, name) => {
    const file = path.join(home, `${name}.key`);
    const line = (await succeed(['sign', 'key', `${name}.example`, '-o', file])).trim();
    at.pass(0.1);
    const added = await press(person, `/en/account/keys/${person.organisation}`, 'do=add', { public: line, code: at.code(person) });
    assert.match(added.headers.location ?? '', /done=added/, added.body);
    return { file, line };
  };
  /** What a party signs elsewhere, in a file. */
  at.statement = async (person, name = 'statement.json') => {
    const { body, status } = await at.server.request(`/api/v1/agreements/${at.id}/statement?party=${person.organisation}&capacity=Director`);
    assert.equal(status, 200, body);
    const file = path.join(home, name);
    fs.writeFileSync(file, body);
    return file;
  };
  at.bring = (person, note) => press(person, `/en/account/agreements/${at.id}/sign`, 'do=take', { note });
  return at;
}
