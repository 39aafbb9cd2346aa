// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// measure.mjs ADDRESS RUNS: Lighthouse over the pages people open most, at a running register; script/bench calls it.
// Two passes: scores as Lighthouse gives them (a telephone on slow 4G, simulated), and the largest contentful paint on
// slow 3G, applied. Prints name, median, least, most, unit, goal, better: a line each, between tabs.

import { launch } from 'chrome-launcher';
import lighthouse from 'lighthouse';

const [address, runs] = [process.argv[2], Number(process.argv[3])];
const kCategories = { accessibility: 100, 'best-practices': 100, seo: 100, performance: 95 };
// A round trip of 400 ms before each answer begins, 400 kbit/s, and a processor four times slower.
const kSlow3G = { requestLatencyMs: 400, downloadThroughputKbps: 400, uploadThroughputKbps: 400, rttMs: 400, throughputKbps: 400, cpuSlowdownMultiplier: 4 };

async function first(kind) {
  const { results } = await (await fetch(`${address}api/v1/${kind}?limit=1`)).json();
  return `en/${kind}/${results[0].id}`;
}

const middle = (numbers) => [...numbers].sort((a, b) => a - b)[Math.floor(numbers.length / 2)];
const line = (name, numbers, unit, goal, better) => console.log([name, middle(numbers), Math.min(...numbers), Math.max(...numbers), unit, goal, better].join('\t'));

const pages = { home: 'en/', list: 'en/partnerships', partnership: await first('partnerships'), organisation: await first('organisations') };
const chrome = await launch({
  chromePath: process.env.CHROMIUM ?? '/usr/bin/chromium',
  chromeFlags: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
});
try {
  for (const [name, path] of Object.entries(pages)) {
    const scores = Object.fromEntries(Object.keys(kCategories).map((category) => [category, []]));
    const paints = [];
    for (let run = 0; run < runs; ++run) {
      const { lhr } = await lighthouse(address + path, { port: chrome.port, logLevel: 'error' });
      if (lhr.runtimeError) throw new Error(lhr.runtimeError.message);
      for (const [category, all] of Object.entries(scores)) all.push(Math.round(lhr.categories[category].score * 100));
      if (run === 0)
        for (const { id, title, score, scoreDisplayMode } of Object.values(lhr.audits))
          if (score !== null && score < 0.9 && scoreDisplayMode !== 'informative') console.error(`${name}: ${id}: ${title} (${score})`);
      const slow = await lighthouse(address + path, { port: chrome.port, logLevel: 'error', onlyAudits: ['largest-contentful-paint'] }, { extends: 'lighthouse:default', settings: { throttlingMethod: 'devtools', throttling: kSlow3G } });
      paints.push(Number((slow.lhr.audits['largest-contentful-paint'].numericValue / 1000).toFixed(2)));
    }
    for (const [category, goal] of Object.entries(kCategories)) line(`${name}, ${category}`, scores[category], 'of 100', goal, 'higher');
    line(`${name}, LCP on slow 3G`, paints, 's', 2.9, 'lower');
  }
} finally {
  await chrome.kill();
}
