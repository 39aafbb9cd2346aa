// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// One Chromium for all tests of a file, and the eyes to look at a page with. FULL=1 is everything: six languages, every
// width and every rule under axe, every page without its script too. SCREENSHOTS=1 leaves a picture of each page in out/.

import assert from 'node:assert/strict';
import fs from 'node:fs';
import { createRequire } from 'node:module';
import path from 'node:path';

import { chromium } from 'playwright-core';

import { languages as six, root } from '../support/register.mjs';

export const full = Boolean(process.env.FULL);
export const screenshots = full || Boolean(process.env.SCREENSHOTS);
export const languages = full ? six : ['en', 'ar', 'zh'];
export const out = path.join(root, 'tests/browser/out');

const axe = fs.readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
const executablePath = process.env.CHROMIUM ?? '/usr/bin/chromium';

export function launch() {
  if (!fs.existsSync(executablePath))
    throw new Error(`${executablePath} does not exist. Install Debian's chromium (script/bootstrap --test does), or name another in CHROMIUM.`);
  return chromium.launch({
    executablePath,
    args: ['--headless', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync'],
  });
}

/** A page that notes what it should not do: ask anybody else, complain. */
export async function open(browser, server, { width = 1280, height = 800, ...options } = {}) {
  const context = await browser.newContext({ viewport: { width, height }, reducedMotion: 'reduce', ...options });
  const page = await context.newPage();
  const strays = [];
  const complaints = [];
  await context.route('**/*', (route) => {
    if (new URL(route.request().url()).origin === server.url) return route.continue();
    strays.push(route.request().url());
    return route.abort();
  });
  page.on('console', (message) => {
    // Chromium reports the status of an error page as a complaint: that one is expected.
    if (['error', 'warning'].includes(message.type()) && !/status of 404/.test(message.text())) complaints.push(message.text());
  });
  page.on('pageerror', (fault) => complaints.push(String(fault)));
  page.on('requestfailed', (request) => complaints.push(`${request.url()}: ${request.failure()?.errorText}`));
  return { page, context, strays, complaints };
}

/** What can be seen of a page from inside it. */
export function look(page) {
  return page.evaluate(() => {
    const root = document.documentElement;
    const scrolls = (element) => {
      for (let at = element.parentElement; at && at !== document.body; at = at.parentElement)
        if (getComputedStyle(at).overflowX !== 'visible') return true;
      return false;
    };
    const tooWide = [...document.body.querySelectorAll('*')].filter((element) => {
      const box = element.getBoundingClientRect();
      if (!box.width || !box.height || (box.right <= innerWidth + 1 && box.left >= -1)) return false;
      const style = getComputedStyle(element);
      return style.position !== 'absolute' && style.position !== 'fixed' && !scrolls(element);
    });
    const describe = (element) => `<${element.localName} class="${element.getAttribute('class') ?? ''}"> “${element.textContent.trim().slice(0, 60)}” (${Math.round(element.getBoundingClientRect().width)} px)`;
    return {
      title: document.title,
      lang: root.lang,
      dir: root.dir,
      headings: [...document.querySelectorAll('h1')].map((one) => one.innerText.trim()),
      overflow: root.scrollWidth > innerWidth,
      // The innermost are the cause, what holds them only follows.
      tooWide: tooWide.filter((one) => !tooWide.some((other) => other !== one && one.contains(other))).slice(0, 3).map(describe),
      keys: (document.body.innerText.match(/\{[a-z_]+\}|\{\{|\b(?:frame|home|list|partnership|organisation|revision|about|error|facet)\.[a-z_]+(?:\.[a-z_]+)*\b/g) ?? []).slice(0, 5),
      order: [...document.querySelectorAll('[tabindex]')].filter((one) => one.tabIndex > 0).map(describe),
    };
  });
}

/** What axe finds: rule, help, and the first places. `rules` turns some of its rules off; `only` names the only ones. */
export async function violations(page, rules = {}, only = undefined) {
  if (!(await page.evaluate(() => 'axe' in globalThis))) await page.evaluate(axe);
  const options = { preload: false, resultTypes: ['violations'], rules, ...(only && { runOnly: only }) };
  const { violations } = await page.evaluate((chosen) => globalThis.axe.run(document, chosen), options);
  return violations.map(({ id, help, nodes }) => `${id}: ${help}: ${nodes.slice(0, 3).map((n) => `${n.target.join(' ')} ${n.html.slice(0, 120)} ${n.any.map((a) => a.message).join('; ').slice(0, 200)}`).join(' | ')} (${nodes.length})`);
}

/** Looks at a page on a narrow screen: its language, its width, its heading, its words, and what axe finds. */
export async function lookAt(page, language, name) {
  await page.waitForLoadState('load'); // before its style sheet has come, anything may be too wide
  const seen = await look(page);
  assert.equal(seen.lang, language, name);
  assert.deepEqual([seen.overflow, seen.tooWide], [false, []], `${name}: nothing is wider than the window`);
  assert.deepEqual(seen.keys, [], name);
  assert.equal(seen.headings.length, 1, name);
  if (screenshots) await page.screenshot({ path: path.join(out, `${name}-${language}-360.png`), fullPage: true });
  // Colours are the same in every language, and reading them is most of what axe does.
  assert.deepEqual(await violations(page, { 'color-contrast': { enabled: full || language === languages[0] } }), [], name);
}
