// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// The rules of the Prometheus text format 0.0.4, and those of promtool that concern names.

const name = '[a-zA-Z_:][a-zA-Z0-9_:]*';
const value = String.raw`(?:[+-]?(?:\d+\.?\d*|\.\d+)(?:[eE][+-]?\d+)?|[+-]?Inf|NaN)`;
const label = String.raw`[a-zA-Z_][a-zA-Z0-9_]*="(?:[^"\\\n]|\\[\\"n])*"`;
const helpLine = new RegExp(`^# HELP (${name}) (.*)$`);
const typeLine = new RegExp(`^# TYPE (${name}) (counter|gauge|histogram|summary|untyped)$`);
const sampleLine = new RegExp(`^(${name})(?:\\{((?:${label})?(?:,${label})*),?\\})? (${value})(?: -?\\d+)?$`);

const number = (text) => (/Inf$/.test(text) ? (text.startsWith('-') ? -Infinity : Infinity) : Number(text));

/** The family a sample belongs to: those of a histogram and a summary have endings of their own. */
function familyOf(sample, families) {
  const base = sample.replace(/_(bucket|sum|count)$/, '');
  const kind = families.get(base)?.type;
  const endings = { histogram: /_(bucket|sum|count)$/, summary: /_(sum|count)$/ }[kind];
  return base !== sample && endings?.test(sample) ? base : sample;
}

/** The buckets of one histogram under one set of other labels. */
function faultsOfBuckets(where, buckets, count) {
  const faults = [];
  buckets.forEach(({ le, counted }, i) => {
    if (i > 0 && le <= buckets[i - 1].le) faults.push(`${where}: its buckets are not in order`);
    if (i > 0 && counted < buckets[i - 1].counted) faults.push(`${where}: its buckets do not add up`);
  });
  if (buckets.at(-1)?.le !== Infinity) faults.push(`${where}: there is no bucket +Inf`);
  else if (buckets.at(-1).counted !== count) faults.push(`${where}: the bucket +Inf is not its count`);
  return faults;
}

/** What is wrong with an exposition, a sentence each; nothing where all is well. */
export function faultsOfExposition(text) {
  const faults = [];
  const families = new Map();
  const seen = new Set();
  let current = null; // the family whose lines are being read
  if (!text.endsWith('\n')) faults.push('the last line does not end');
  const enter = (key, what) => {
    const known = families.get(key);
    if (known && current !== key) faults.push(`${key}: its lines do not stand together`);
    current = key;
    const family = known ?? { histograms: new Map(), samples: 0 };
    families.set(key, family);
    if (what === 'sample') family.samples += 1;
    else if (family.samples > 0) faults.push(`${key}: its ${what} comes after its samples`);
    return family;
  };
  for (const line of text.replace(/\n$/, '').split('\n')) {
    const help = helpLine.exec(line);
    const type = typeLine.exec(line);
    const sample = sampleLine.exec(line);
    if (help) {
      const family = enter(help[1], 'HELP');
      if (family.help !== undefined) faults.push(`${help[1]}: two HELP`);
      if (help[2].trim() === '') faults.push(`${help[1]}: its HELP says nothing`);
      if (help[2].replace(/\\[\\n]/g, '').includes('\\')) faults.push(`${help[1]}: an escape in its HELP that is none`);
      family.help = help[2];
    } else if (type) {
      const family = enter(type[1], 'TYPE');
      if (family.type) faults.push(`${type[1]}: two TYPE`);
      family.type = type[2];
    } else if (line.startsWith('#') && !/^# *(HELP|TYPE)\b/.test(line)) {
      continue; // a remark
    } else if (!sample) {
      faults.push(`not a line of the format: ${line}`);
    } else {
      const key = familyOf(sample[1], families);
      const family = enter(key, 'sample');
      const labels = (sample[2] ?? '').match(new RegExp(label, 'g')) ?? [];
      const names = labels.map((one) => one.split('=')[0]);
      if (new Set(names).size !== names.length) faults.push(`${sample[1]}: a label twice`);
      const series = `${sample[1]}{${labels.toSorted().join()}}`;
      if (seen.has(series)) faults.push(`${series}: twice`);
      seen.add(series);
      if (family.type === 'counter' && !(number(sample[3]) >= 0)) faults.push(`${series}: a counter below nothing`);
      if (family.type !== 'histogram') continue;
      const le = labels.find((one) => one.startsWith('le='));
      const rest = labels.filter((one) => one !== le).toSorted().join();
      const one = family.histograms.get(rest) ?? { buckets: [] };
      family.histograms.set(rest, one);
      if (sample[1].endsWith('_bucket')) {
        if (!le) faults.push(`${series}: a bucket without le`);
        else one.buckets.push({ le: number(le.slice(4, -1)), counted: number(sample[3]) });
      } else if (sample[1].endsWith('_count')) one.count = number(sample[3]);
    }
  }
  for (const [key, family] of families) {
    if (family.help === undefined) faults.push(`${key}: no HELP`);
    if (!family.type) faults.push(`${key}: no TYPE`);
    if (!family.samples) faults.push(`${key}: no sample`);
    if (family.type === 'counter' && !key.endsWith('_total')) faults.push(`${key}: a counter's name ends in _total`);
    if (family.type === 'gauge' && key.endsWith('_total')) faults.push(`${key}: only a counter's name ends in _total`);
    for (const [rest, { buckets, count }] of family.histograms) faults.push(...faultsOfBuckets(`${key}{${rest}}`, buckets, count));
  }
  return faults;
}
