// Wiring: every control once, then the first drawing.
for (const id of ['controls', 'bar', 'glance', 'heat']) $(`#${id}`).hidden = false;
rows.forEach((row, i) => {
  row.box.disabled = false;
  row.box.addEventListener('change', () => pick(i, row.box.checked));
  row.name.addEventListener('click', () => openRow(i, !state.open.has(i)));
  if (decisions[people[i].id]) showDecision(i);
});
for (const th of document.querySelectorAll('#rows th[data-sort]')) {
  const b = el('button', {type: 'button'}, th.textContent);
  b.addEventListener('click', () => sortBy(th.dataset.sort, state.sort.key === th.dataset.sort && !state.sort.down));
  th.replaceChildren(b);
}
for (const b of document.querySelectorAll('#rubrics button')) b.addEventListener('click', () => chooseRubric(Number(b.dataset.rubric)));
$('#f-sort').addEventListener('change', (e) => sortBy(e.target.value, false));
$('#f-text').addEventListener('input', applyFilters);
$('#f-bands').addEventListener('change', applyFilters);
for (const id of ['f-stack', 'f-lean', 'f-decision']) $(`#${id}`).addEventListener('change', applyFilters);
$('#f-criterion').addEventListener('change', () => { applyFilters(); drawShows(); });
$('#controls').addEventListener('submit', (e) => e.preventDefault());
$('#controls').addEventListener('reset', () => setTimeout(() => { sortBy('rank', false); drawShows(); }));
$('#clear').addEventListener('click', () => $('#controls').reset());
$('#compare').addEventListener('click', compare);
$('#export-csv').addEventListener('click', exportCSV);
$('#export-json').addEventListener('click', exportJSON);
$('#print').addEventListener('click', () => window.print());
$('#open-all').addEventListener('click', () => {
  const all = [...state.shown].slice(0, 200);
  const close = all.every((i) => state.open.has(i));
  all.forEach((i) => openRow(i, !close));
  $('#open-all').textContent = close ? 'Open all shown' : 'Close all shown';
  if (state.shown.size > all.length) announce(`The first ${all.length} of ${state.shown.size} are open.`);
});
addEventListener('resize', () => spans());
addEventListener('beforeprint', () => { pending.splice(0).forEach((i) => showRow(i, true)); spans(true); });
addEventListener('afterprint', () => spans());
document.addEventListener('keydown', (e) => {
  if (e.ctrlKey || e.metaKey || e.altKey || $('#side').open) return;
  const typing = e.target.closest?.('input:not([type=checkbox]):not([type=radio]), textarea, select');
  if (typing) {
    if (e.key === 'Escape') e.target.blur();
    return;
  }
  const at = rows.findIndex((r) => r.name === document.activeElement);
  if (e.key === '/') $('#f-text').focus();
  else if (e.key === 'j') step(1);
  else if (e.key === 'k') step(-1);
  else if (e.key === 'x' && at >= 0) pick(at, !state.picked.has(at));
  else return;
  e.preventDefault();
});
places = ranks(); // the rows are filled already
fillCriteria();
current = order();
spans();
applyFilters();
drawHistogram();
drawShows();

// What a first search needs is made ready while nothing else happens.
(function ready(i) {
  if (i < rows.length && window.requestIdleCallback) requestIdleCallback((idle) => { while (i < rows.length && idle.timeRemaining() > 2) words(i++); ready(i); });
})(0);
