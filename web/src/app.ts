// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Every page is whole without this. Each island looks for its own marks in the page and does nothing where there
// are none, or where the browser lacks what it needs.

import { applyFiltersAtOnce } from './filters.ts';
import { checkReceipt } from './receipt.ts';
import { sortTables } from './sort.ts';
import { suggestWhileTyping } from './suggest.ts';
import { keepTheFile } from './validate.ts';

for (const island of [applyFiltersAtOnce, suggestWhileTyping, sortTables, keepTheFile, checkReceipt])
  try {
    island();
  } catch (fault) {
    console.warn(fault); // the page goes on without it
  }
