// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Reads golden cases; README.md describes their form.

import assert from 'node:assert/strict';

/** Cuts lines at the first empty one. */
function headAndBody(lines) {
  const at = lines.indexOf('');
  return at < 0 ? [lines, []] : [lines.slice(0, at), lines.slice(at + 1)];
}

function header(line, file) {
  const colon = line.indexOf(': ');
  assert.ok(colon > 0, `${file}: "${line}" is a header`);
  return [line.slice(0, colon), line.slice(colon + 2)];
}

export function readCase(text, file) {
  const lines = text.trimEnd().split('\n');
  const rule = lines.indexOf('---');
  assert.ok(rule > 0 && lines[0].startsWith('# '), `${file} has a title, a request, a line "---" and an answer`);
  const comments = lines.findIndex((line) => !line.startsWith('#'));
  const [[first, ...asked], body] = headAndBody(lines.slice(comments, rule));
  const [method, target] = first.split(' ');
  const [[status, ...wanted], fragments] = headAndBody(lines.slice(rule + 1));
  return {
    title: lines[0].slice(2),
    call: { method, target, headers: Object.fromEntries(asked.map((line) => header(line, file))), body: body.join('\n') },
    expected: { status: Number(status), headers: wanted.map((line) => header(line, file)), body: fragments },
  };
}

/** Puts in what a case cannot know beforehand: ids, entity tags, the addresses of the style sheet and the script. */
export async function fill(text, server, language) {
  const values = {
    language: async () => language,
    dir: async () => (language === 'ar' ? 'rtl' : 'ltr'),
    partnership: (identifier) => server.find('partnerships', identifier),
    organisation: (identifier) => server.find('organisations', identifier),
    found: async (words) => {
      const { results } = await server.json(`/api/v1/partnerships?q=${encodeURIComponent(words)}`);
      assert.equal(results.length, 1, `a search for ${words} finds one partnership`);
      return results[0].id;
    },
    etag: async (target) => (await server.request(await fill(target, server, language))).headers.etag,
    style: async () => (await server.request('/en/')).body.match(/href="(\/assets\/style[^"]*)"/)[1],
    script: async () => (await server.request('/en/')).body.match(/src="(\/assets\/app[^"]*)"/)[1],
    repeat: async (what) => what.slice(0, what.indexOf(':')).repeat(Number(what.slice(what.indexOf(':') + 1))),
  };
  // The innermost braces first, so that {etag:/en/partnerships/{partnership:X}} works.
  const place = /\{(language|dir|partnership|organisation|found|etag|style|script|repeat)(?::([^{}\n]*))?\}/;
  for (let found; (found = text.match(place)); )
    text = text.replace(found[0], String(await values[found[1]](found[2])).replaceAll('$', '$$$$'));
  return text;
}

/** Exact, but that "*" stands for anything, and a member "…" in an object for any further members. */
export function matchesJson(got, expected, at = 'the answer') {
  if (expected === '*') return;
  if (Array.isArray(expected)) {
    assert.ok(Array.isArray(got), `${at} is a list`);
    assert.equal(got.length, expected.length, `${at} has so many elements`);
    expected.forEach((value, i) => matchesJson(got[i], value, `${at}[${i}]`));
  } else if (expected !== null && typeof expected === 'object') {
    const { '…': more, ...members } = expected;
    assert.ok(got !== null && typeof got === 'object', `${at} is an object`);
    for (const [name, value] of Object.entries(members)) {
      assert.ok(name in got, `${at} has "${name}"`);
      matchesJson(got[name], value, `${at}.${name}`);
    }
    if (more === undefined)
      assert.deepEqual(Object.keys(got).sort(), Object.keys(members).sort(), `${at} has these members and no others`);
  } else {
    assert.deepEqual(got, expected, at);
  }
}
