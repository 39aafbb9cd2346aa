// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Programs that act by a token, and a partnership of two parties for them to act in.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { Server, folder, request, succeed } from './register.mjs';
import { invited } from './accounts.mjs';

const activity = `<iati-activities version="2.03"><iati-activity xml:lang="en"><iati-identifier>XM-EXAMPLE-1-A</iati-identifier>
<reporting-org ref="XM-EXAMPLE-1" type="40"><narrative>Agency</narrative></reporting-org><title><narrative>Wells for all</narrative></title>
<description><narrative>Water.</narrative></description>
<participating-org ref="XM-EXAMPLE-5" role="1" type="60"><narrative>Fund</narrative></participating-org>
<participating-org ref="XM-EXAMPLE-6" role="4" type="22"><narrative>Union</narrative></participating-org>
<activity-status code="2"/><activity-date type="2" iso-date="2025-01-01"/><recipient-country code="KE"/>
<result type="1"><title><narrative>Water</narrative></title><indicator measure="1"><title><narrative>Wells dug</narrative></title><period>
<period-start iso-date="2025-01-01"/><period-end iso-date="2025-12-31"/><target value="12"/></period></indicator></result></iati-activity></iati-activities>`;

/** Sends JSON with a token, and gives the answer as a value. A `form` is sent in several parts, as files are. */
export function program(address, token) {
  return async (method, target, body, headers = {}) => {
    const sent = { ...(token ? { authorization: `Bearer ${token}` } : {}), ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers };
    const text = body === undefined || typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body);
    const answer = await request(address, target, { method, headers: sent, body: text });
    return { status: answer.status, headers: answer.headers, value: answer.body === '' ? undefined : JSON.parse(answer.body) };
  };
}

/** The body of a form of several parts: {name: text}, and files as {name: {file, content}}; `mark` stands between them. */
export function parts(fields, mark = 'mark-between-the-parts') {
  const all = Object.entries(fields).flatMap(([name, value]) => [
    Buffer.from(`--${mark}\r\nContent-Disposition: form-data; name="${name}"${value.file === undefined ? '' : `; filename="${value.file}"`}\r\n\r\n`),
    Buffer.from(value.content ?? value),
    Buffer.from('\r\n'),
  ]);
  return { body: Buffer.concat([...all, Buffer.from(`--${mark}--\r\n`)]), headers: { 'content-type': `multipart/form-data; boundary=${mark}` } };
}

/** A register with a fund and a union in one partnership of Kenya. `fund`, `union` and `kenya` have a program each that acts for
    whoever speaks for them; both parties have confirmed their parts. `settings` are lines of entente.toml. */
export async function partnered(t, settings = {}, options = {}) {
  const place = folder(t);
  const data = path.join(place, 'register');
  const at = { place: ['--data', data] };
  fs.writeFileSync(path.join(place, 'a.xml'), activity);
  await succeed(['init', data]);
  await succeed(['import', path.join(place, 'a.xml'), ...at.place]);
  const file = path.join(data, 'entente.toml');
  for (const [name, value] of Object.entries(settings)) {
    const written = fs.readFileSync(file, 'utf8').replace(new RegExp(`^# *${name} = .*$`, 'm'), `${name} = ${value}`);
    assert.match(written, new RegExp(`^${name} = `, 'm'), `entente.toml has a line for ${name}`);
    fs.writeFileSync(file, written);
  }
  at.server = await Server.start(data, [], options);
  t.after(() => at.server.stop());
  at.partnership = (await at.server.json('/api/v1/partnerships')).results[0].id;
  at.view = () => at.server.json(`/api/v1/partnerships/${at.partnership}`);
  at.page = async (language = 'en') => (await at.server.request(`/${language}/partnerships/${at.partnership}`)).body;
  at.anybody = program(at.server.address);
  at.as = async (name, role, scopes = ['read', 'write'], more = {}) => {
    const person = await invited(at.server, at.place, { address: `${name}@party.example`, role, ...more });
    const token = await person.makeToken(scopes, scopes.includes('office') ? 90 : 366);
    return Object.assign(person, { token, ask: program(at.server.address, token) });
  };
  const { parties } = await at.view();
  for (const name of ['Fund', 'Union']) {
    const { id, organisation } = parties.find((party) => party.organisation.name.en === name);
    const speaker = await at.as(name.toLowerCase(), `representative of ${organisation.id}`);
    at[name.toLowerCase()] = Object.assign(speaker, { part: id, organisation: organisation.id });
    const said = await speaker.ask('POST', `/api/v1/account/parts/${id}/word`, { word: 'confirm', version: 1 });
    assert.equal(said.value.state, 'confirmed');
  }
  at.kenya = await at.as('kenya', 'focal point of KE');
  return at;
}
