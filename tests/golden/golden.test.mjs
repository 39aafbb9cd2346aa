// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Asks the real server, over the example data, what each *.case file says. README.md tells how one is written.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import { after, before, describe, test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { Server, importJson, languages, makeExampleRegister, succeed } from '../support/register.mjs';
import { checkpointOf } from '../support/log.mjs';
import { fill, matchesJson, readCase } from './case.mjs';

const here = path.dirname(fileURLToPath(import.meta.url));

/** A server over a register that `fillRegister` makes, from before the tests around it until after them. */
function serve(fillRegister) {
  const served = {};
  let data;
  before(async () => {
    data = fs.mkdtempSync(path.join(os.tmpdir(), 'entente-golden-'));
    await fillRegister(data);
    served.server = await Server.start(data);
    await checkpointOf(served.server, 1); // the log is signed a moment after the start
  });
  after(async () => {
    const end = await served.server?.stop();
    fs.rmSync(data, { recursive: true, force: true });
    if (end) assert.equal(end.code, 0, 'the server stops with 0 when asked to');
  });
  return served;
}

async function makeRegisterOf(file, data) {
  await succeed(['init', data]);
  await importJson(data, file);
}

const example = serve(makeExampleRegister);

function checkHeaders(expected, answer) {
  for (const [name, wanted] of expected) {
    const got = answer.headers[name.toLowerCase()];
    if (wanted === '(absent)') assert.equal(got, undefined, `${name} is not there`);
    else if (wanted.startsWith('~ ')) assert.match(got ?? '', new RegExp(wanted.slice(2)), name);
    else assert.equal(got, wanted, name);
  }
}

function checkBody(lines, answer) {
  const expected = lines.join('\n').trim();
  if (expected === '(empty)') return assert.equal(answer.body, '');
  if (/^[[{]/.test(expected)) return matchesJson(JSON.parse(answer.body), JSON.parse(expected));
  const beginning = answer.body.length > 3000 ? `${answer.body.slice(0, 3000)}…` : answer.body;
  for (const line of lines.map((l) => l.trim()).filter(Boolean)) {
    if (line.startsWith('! ')) assert.ok(!answer.body.includes(line.slice(2)), `without: ${line.slice(2)}\n${beginning}`);
    else if (line.startsWith('~ ')) assert.match(answer.body, new RegExp(line.slice(2), 'u'));
    else assert.ok(answer.body.includes(line), `with: ${line}\n${beginning}`);
  }
}

for (const area of fs.readdirSync(here, { withFileTypes: true }).filter((entry) => entry.isDirectory())) {
  describe(area.name, () => {
    const own = path.join(here, area.name, 'register.json');
    const served = fs.existsSync(own) ? serve((data) => makeRegisterOf(own, data)) : example;
    for (const file of fs.readdirSync(path.join(here, area.name)).filter((name) => name.endsWith('.case')).sort()) {
      const text = fs.readFileSync(path.join(here, area.name, file), 'utf8');
      for (const language of /\{(language|dir)\}/.test(text) ? languages : ['en']) {
        const { title } = readCase(text, file);
        test(`${file}${text.includes('{language}') ? ` (${language})` : ''}: ${title}`, async () => {
          const { server } = served;
          const { call, expected } = readCase(await fill(text, server, language), file);
          const answer = await server.request(call.target, call);
          assert.equal(answer.status, expected.status, answer.body.slice(0, 2000));
          checkHeaders(expected.headers, answer);
          checkBody(expected.body, answer);
        });
      }
    }
  });
}
