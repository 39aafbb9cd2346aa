// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// A register over years: served by a clock that is moved, with people who sign in anew whenever days have passed, and a partnership of
// five that is written down, handed in and published.

import assert from 'node:assert/strict';
import path from 'node:path';

import { Person, code, invited, password } from './accounts.mjs';
import { press } from './forms.mjs';
import { MovedClock, Server, folder, succeed } from './register.mjs';

export const names = ['Harbour Fund', 'Carpenters Union', 'Coast Board', 'County of the Coast', 'Village Clinic'];

/** An empty register. `as(name)` gives somebody that `invite` made, signed in: sessions do not last. */
export async function servedForYears(t) {
  const clock = new MovedClock(t);
  const data = path.join(folder(t), 'register');
  await succeed(['init', data]);
  const at = { place: ['--data', data], passed: 0, people: new Map() };
  at.start = async () => {
    at.server = await Server.start(data, [], { env: clock.env });
    for (const { person } of at.people.values()) person.address = at.server.address;
  };
  await at.start();
  t.after(() => at.server.stop());
  at.pass = (days) => {
    clock.pass(days * 24);
    at.passed += days;
  };
  at.invite = async (name, role, more = {}) => {
    const person = await invited(at.server, at.place, { address: `${name}@coast.example`, role, options: { env: clock.env }, ...more });
    at.people.set(name, { person, since: at.passed });
    return person;
  };
  at.as = async (name) => {
    const one = at.people.get(name);
    if (one.since !== at.passed) {
      const { secret } = one.person;
      const person = Object.assign(new Person(at.server.address), { secret });
      assert.equal((await person.fill('/en/sign-in', { address: `${name}@coast.example`, password })).status, 303);
      if (secret) assert.equal((await person.fill('/en/sign-in/code', { code: code(secret, Date.now() + at.passed * 86_400_000) })).status, 303);
      at.people.set(name, { person, since: at.passed });
    }
    return at.people.get(name).person;
  };
  return at;
}

/** Where an act led, once it was done. */
export async function led(sent) {
  const { status, headers, body } = await sent;
  assert.equal(status, 303, body.replace(/[^]*<main/, '').replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ').slice(0, 500));
  return headers.location;
}

/** Writes down a partnership of five, hands it in and has it published. Gives its id. */
export async function registered(at) {
  const writer = await at.as('writer');
  const id = /registering\/([0-9a-f-]{36})/.exec(await led(press(writer, '/en/registering', 'do=begin', { title: 'Boats that last' })))[1];
  const base = `/en/registering/${id}`;
  await led(press(writer, `${base}/step/purpose`, 'do=save', { title: 'Boats that last', purpose: 'Forty boats for the coast', description: 'Boats built: from 0 to 40', goals: '14.b' }));
  await led(press(writer, `${base}/step/place`, 'do=save', { level: 'national', status: 'active', start: '2026', 'country!': 'KE' }));
  for (const [i, name] of names.entries()) await led(press(writer, `${base}/parties`, 'do=name', { name, type: i === 3 ? 'government' : 'other', role: ['funder', 'implementer', 'implementer', 'host_government', 'consulted'][i], 'country!': 'KE' }, { instead: 'anyway' }));
  await led(press(writer, `${base}/step/governance`, 'do=save', { governance: 'A board of five. It ends when the boats are built.' }));
  await led(press(writer, base, 'do=hand_in'));
  const published = await led(press(await at.as('reviewer'), `/en/review/${id}`, 'do=publish'));
  return published.split('/').at(-1);
}
