// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// What it takes to show the register as it stood on a day that has passed: for script/bench travel.
// node tests/support/travel_load.mjs FOLDER PARTNERSHIPS RUNS
// Partnerships are brought in on one day, a fifth of them changed two days later; on the third day the first is asked for, by a
// server of its own each run. A line for each figure: name|value|least|most|unit|goal|better||; each answer is looked at.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import path from 'node:path';

import { MovedClock, Server, lastObject, succeed } from './register.mjs';

const [place, partnerships, runs] = [process.argv[2], Number(process.argv[3]), Number(process.argv[4])];
const words = 'water health school forest energy farm clinic road market river women youth training solar coast vaccine seed bridge library network'.split(' ');
const countries = 'KE UG TZ ET GH NG SN ML NE BF IN BD NP PK VN PH PE BO CO BR'.split(' ');

/** The same numbers for the same partnership, whenever it is written. */
function numbers(seed) {
  let state = seed;
  return (below) => {
    state = (Math.imul(state, 1103515245) + 12345) & 0x7fffffff;
    return (state >>> 8) % below;
  };
}

function activity(i, mark) {
  const random = numbers(i * 7 + 1);
  const word = () => words[random(words.length)];
  return `<iati-activity xml:lang="en" default-currency="USD"><iati-identifier>XM-DAC-1-${i}</iati-identifier><reporting-org ref="XM-DAC-1" type="10"><narrative>Ministry</narrative></reporting-org>`
    + `<title><narrative>${word()} and ${word()} for ${word()} ${i}${mark}</narrative></title><description><narrative>${Array.from({ length: 60 }, word).join(' ')}</narrative></description>`
    + `<participating-org ref="XM-DAC-1" role="1"><narrative>Ministry</narrative></participating-org><participating-org role="4"><narrative>Body ${random(3000)}</narrative></participating-org>`
    + `<activity-status code="${2 + random(3)}"/><activity-date type="2" iso-date="20${10 + random(15)}-0${1 + random(9)}-01"/><recipient-country code="${countries[random(countries.length)]}"/><tag code="${1 + random(17)}" vocabulary="2"/>`
    + `<transaction ref="p"><transaction-type code="2"/><transaction-date iso-date="2024-02-01"/><value value-date="2024-02-01">${1000 + random(90000)}</value></transaction></iati-activity>`;
}

function written(name, count, mark) {
  const file = path.join(place, name);
  const out = fs.openSync(file, 'w');
  fs.writeSync(out, '<iati-activities version="2.03">');
  for (let i = 0; i < count; ++i) fs.writeSync(out, activity(i, mark));
  fs.writeSync(out, '</iati-activities>');
  fs.closeSync(out);
  return file;
}

const cleaning = [];
const clock = new MovedClock({ after: (work) => cleaning.push(work) });
const data = path.join(place, 'register');
const day = new Date(clock.now()).toISOString().slice(0, 10);
const at = (target) => `${target}${target.includes('?') ? '&' : '?'}at=${day}`;
const bring = async (file) => lastObject(await succeed(['import', '--data', data, '--json', file], { env: clock.env }));
await succeed(['init', data], { env: clock.env });
assert.equal((await bring(written('first.xml', partnerships, ''))).new, partnerships);
clock.pass(48);
const changed = Math.floor(partnerships / 5);
assert.equal((await bring(written('second.xml', changed, ' changed'))).changed, changed);
clock.pass(24);
await succeed(['index', 'rebuild', '--data', data], { env: clock.env });

/** Seconds of CPU that a server has had so far: of all its threads, in hundredths. */
function spent({ child }) {
  const [, , , , , , , , , , , user, system] = fs.readFileSync(`/proc/${child.pid}/stat`, 'utf8').replace(/^.*\) /, '').split(' ');
  return (Number(user) + Number(system)) / 100;
}
/** The same to the nanosecond, of the threads that there are: one that puts a day together ends with it. */
function spentByThreads({ child }) {
  const tasks = `/proc/${child.pid}/task`;
  return fs.readdirSync(tasks).reduce((sum, task) => sum + Number(fs.readFileSync(`${tasks}/${task}/schedstat`, 'utf8').split(' ')[0]), 0) / 1e9;
}
const memory = ({ child }) => Number(/VmRSS:\s+(\d+)/.exec(fs.readFileSync(`/proc/${child.pid}/status`, 'utf8'))[1]) / 1024;

const figures = new Map();
const note = (name, value, unit) => {
  if (!figures.has(name)) figures.set(name, { unit, values: [] });
  figures.get(name).values.push(value);
};

for (let run = 0; run < runs; ++run) {
  const server = await Server.start(data, [], { env: clock.env });
  try {
    const { results, total } = await server.json('/api/v1/partnerships?limit=1');
    assert.equal(total, partnerships);
    const body = (await server.json('/api/v1/organisations?q=Body&limit=1')).results[0].id;
    /** One that is answered 503 is asked for again: another thread puts the day together meanwhile. */
    const takes = async (name, target, unit, looks) => {
      const short = unit.startsWith('ms');
      const measure = short ? spentByThreads : spent;
      const before = measure(server);
      let answer = await server.request(target);
      for (let again = 0; answer.status === 503 && again < 600; ++again) {
        await new Promise((resolve) => setTimeout(resolve, 500));
        answer = await server.request(target);
      }
      assert.equal(answer.status, 200, `${target}: ${answer.body.slice(0, 300)}`);
      looks(answer.body);
      note(name, (measure(server) - before) * (short ? 1000 : 1), unit);
      await new Promise((resolve) => setTimeout(resolve, 100)); // until threads have ended that are done
    };
    const unchanged = (text) => assert.doesNotMatch(text, /\d changed/);
    await takes('one record of that day, first', at(`/en/partnerships/${results[0].id}`), 'ms of CPU', unchanged);
    const little = memory(server);
    await takes('the first list of that day', at('/api/v1/partnerships?q=water&country=KE'), 's of CPU', (text) => {
      unchanged(text);
      assert.ok(JSON.parse(text).total > 0);
    });
    note('memory while it is kept', memory(server) - little, 'MB');
    await takes('another list', at('/api/v1/partnerships?q=water&country=UG'), 'ms of CPU', unchanged);
    await takes('a page of it', at('/en/partnerships?goal=6'), 'ms of CPU', unchanged);
    await takes("an organisation's page", at(`/en/organisations/${body}`), 'ms of CPU', unchanged);
    await takes("the day's CSV", at('/en/partnerships.csv'), 's of CPU', (text) => {
      unchanged(text);
      assert.equal(text.trim().split('\r\n').length, partnerships + 1);
    });
  } finally {
    await server.stop();
  }
}
for (const work of cleaning) work();

for (const [name, { unit, values }] of figures) {
  const sorted = values.toSorted((a, b) => a - b);
  const middle = (sorted[Math.floor((runs - 1) / 2)] + sorted[Math.ceil((runs - 1) / 2)]) / 2;
  console.log([name, ...[middle, sorted[0], sorted.at(-1)].map((value) => value.toFixed(value < 10 ? 2 : 0)), unit, 'null', 'lower', '', ''].join('|'));
}
