// SPDX-FileCopyrightText: The Entente authors
// SPDX-License-Identifier: Apache-2.0

// Tables that are whole on their page (table[data-sort]) can be sorted by their columns. Figures and dates carry
// what they are sorted by in data-v; words are compared as the page's language has it. What is empty comes last.

type Way = 'ascending' | 'descending';

export function sortTables(): void {
  const words = new Intl.Collator(document.documentElement.lang, { numeric: true, sensitivity: 'base' });
  for (const table of document.querySelectorAll<HTMLTableElement>('table[data-sort]')) {
    const [head, body] = [table.tHead?.rows[0], table.tBodies[0]];
    // A cell that spans rows belongs to more than one place in an order.
    if (!head || !body || table.tBodies.length > 1 || body.rows.length < 2 || body.querySelector('[rowspan]')) continue;
    const asMade = [...body.rows];

    const sort = (column: number, way: Way | undefined): void => {
      const keyed = asMade.map((row) => {
        const cell = row.cells[column];
        return { row, key: cell?.dataset['v'] ?? (cell?.querySelector('.absent') ? '' : (cell?.textContent?.trim() ?? '')) };
      });
      const filled = keyed.filter(({ key }) => key);
      const inFigures = filled.every(({ key }) => !Number.isNaN(Number(key)));
      const sign = way === 'descending' ? -1 : 1;
      if (way) filled.sort((a, b) => sign * (inFigures ? Number(a.key) - Number(b.key) : words.compare(a.key, b.key)));
      body.append(...(way ? [...filled, ...keyed.filter(({ key }) => !key)] : keyed).map(({ row }) => row));
    };

    [...head.cells].forEach((cell, column) => {
      if (!cell.textContent?.trim() || cell.colSpan > 1 || cell.dataset['sort'] === 'off') return;
      const button = document.createElement('button');
      button.type = 'button';
      button.append(...cell.childNodes);
      cell.append(button);
      button.addEventListener('click', () => {
        const was = cell.getAttribute('aria-sort');
        // Up, down, and as the page had it.
        const way = was === 'ascending' ? 'descending' : was === 'descending' ? undefined : 'ascending';
        for (const other of head.cells) other.removeAttribute('aria-sort');
        if (way) cell.setAttribute('aria-sort', way);
        sort(column, way);
      });
    });
  }
}
