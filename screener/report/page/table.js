// The table of candidates: the rows stand in the page already; here they are sorted, filtered, filled anew and opened.
const tbody = $('#rows tbody');
const rows = [];
for (const tr of tbody.querySelectorAll('tr.row')) {
  const [pickCell, rank, whoCell, ...rest] = tr.children;
  const n = head.rubrics.length;
  rows[Number(tr.dataset.i)] = {tr, box: $('input', pickCell), rank, name: $('.name', whoCell), scores: rest.slice(0, n), band: rest[n], ev: rest[n + 3], lack: rest[n + 4], dec: rest[n + 5]};
}
const bandRows = Object.fromEntries([...tbody.querySelectorAll('.bandrow')].map((tr) => [tr.dataset.band, tr]));

function announce(text) { $('#count').textContent = text; }

// fillRows writes what depends on the chosen rubric.
let places = new Map();
function fillRows() {
  places = ranks();
  rows.forEach((row, i) => {
    const r = rating(i), k = best(i);
    row.rank.textContent = places.has(i) ? String(places.get(i).rank) : '–';
    row.scores.forEach((cell, j) => cell.classList.toggle('minor', j !== k));
    const band = bandOf(i);
    row.band.replaceChildren(el('span', {class: `pill ${band}`}, band));
    row.ev.replaceChildren(...(r.q ? [el('q', {}, r.q), ' ', el('span', {class: 'at'}, r.a)] : []));
    row.lack.textContent = r.l ?? '';
  });
}

const keys = {
  rank: (i) => places.has(i) ? places.get(i).order : 1e6 + i,
  name: (i) => people[i].n.toLowerCase(),
  score: (i) => -rating(i).s,
  stack: (i) => people[i].s,
  lean: (i) => -people[i].e,
  decision: (i) => decisionOf(i).decision || '~',
};

function sortKey(key) {
  if (key.startsWith('score-')) { const k = Number(key.slice(6)); return (i) => people[i].r[k].t === 'none' ? 1 : -people[i].r[k].s; }
  return keys[key];
}

// order is all rows in the chosen order; ties by rank.
function order() {
  const of = sortKey(state.sort.key);
  const all = rows.map((_, i) => [of(i), keys.rank(i), i]);
  const sign = state.sort.down ? -1 : 1;
  all.sort((a, b) => sign * (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0) || a[1] - b[1]);
  return all.map((x) => x[2]);
}

function sortBy(key, down) {
  state.sort = {key, down};
  for (const th of document.querySelectorAll('#rows th[data-sort]')) {
    if (th.dataset.sort === key) th.setAttribute('aria-sort', down ? 'descending' : 'ascending'); else th.removeAttribute('aria-sort');
  }
  $('#f-sort').value = key.startsWith('score') ? 'score' : key;
  arrange();
}

// arrange puts the rows into order, with the headings of bands while they are by rank.
let current = [];
function arrange() {
  current = order();
  const grouped = state.sort.key === 'rank' && !state.sort.down;
  const parts = [];
  let band = '';
  for (const i of current) {
    const b = bandOf(i);
    if (grouped && b !== band) {
      band = b;
      bandRows[b] ??= el('tr', {class: 'bandrow', 'data-band': b}, el('th', {scope: 'rowgroup', colspan: 9 + head.rubrics.length}, b[0].toUpperCase() + b.slice(1)));
      parts.push(bandRows[b]);
    }
    parts.push(rows[i].tr);
    if (state.open.has(i)) parts.push(state.open.get(i));
  }
  tbody.replaceChildren(...parts);
  applyFilters();
}

function applyFilters() {
  const text = $('#f-text').value.trim().toLowerCase().split(/\s+/).filter(Boolean);
  const bands = new Set([...document.querySelectorAll('#f-bands input:checked')].map((b) => b.value));
  const stack = $('#f-stack').value, lean = $('#f-lean').value, decision = $('#f-decision').value, criterion = $('#f-criterion').value;
  const [, sign, k, j] = /^([+-])(\d+)\.(\d+)$/.exec(criterion) ?? [];
  const shown = [];
  const seen = new Set();
  const hidden = [];
  current.forEach((i) => {
    const p = people[i], row = rows[i];
    const fits = bands.has(bandOf(i)) && (!stack || p.s === stack) && (!lean || p.l === lean) &&
      (!decision || (decision === 'none' ? !decisionOf(i).decision : decisionOf(i).decision === decision)) &&
      (!sign || (p.r[k].c?.[j] > 0) === (sign === '+')) && text.every((t) => words(i).includes(t));
    if (!fits) showRow(i, false);
    else if (row.tr.hidden) hidden.push(i);
    if (fits) { shown.push(i); seen.add(bandOf(i)); }
  });
  for (const [b, tr] of Object.entries(bandRows)) tr.hidden = !seen.has(b);
  reveal(hidden);
  $('#none').hidden = shown.length > 0;
  announce(shown.length === rows.length ? `${rows.length} candidates` : `${shown.length} of ${rows.length} candidates shown`);
  state.shown = new Set(shown);
  heatLater();
}

function showRow(i, on) {
  if (rows[i].tr.hidden === on) rows[i].tr.hidden = !on;
  if (state.open.has(i)) state.open.get(i).hidden = !on;
}

// reveal shows rows again: what fits into a window at once, so that typing stays light, the rest in turns.
let pending = [];
const atOnce = 150;
function reveal(list) {
  const turn = pending = list.slice(atOnce);
  list.slice(0, atOnce).forEach((i) => showRow(i, true));
  const go = () => {
    if (turn !== pending || !turn.length) return;
    turn.splice(0, 3 * atOnce).forEach((i) => showRow(i, true));
    setTimeout(go);
  };
  setTimeout(go);
}

// heatLater redraws the heat map once the table is painted.
let heatWaits = 0;
function heatLater() {
  clearTimeout(heatWaits);
  heatWaits = setTimeout(() => drawHeat(current.filter((i) => state.shown.has(i))), 60);
}

function openRow(i, on) {
  const row = rows[i];
  if (on === state.open.has(i)) return;
  if (on) {
    const tr = el('tr', {class: 'detail', id: `detail-${i}`}, el('td', {}, drawDetail(i)));
    state.open.set(i, tr);
    row.tr.after(tr);
    spans();
  } else {
    state.open.get(i).remove();
    state.open.delete(i);
  }
  row.tr.classList.toggle('open', on);
  row.name.setAttribute('aria-expanded', String(on));
  if (on) row.name.setAttribute('aria-controls', `detail-${i}`); else row.name.removeAttribute('aria-controls');
}

// spans makes headings and details as wide as the columns that are shown: the narrower the window, the fewer.
function spans(all) {
  const heads = [...document.querySelectorAll('#rows > thead th')];
  const n = all ? heads.length : heads.filter((th) => th.offsetParent !== null).length || heads.length;
  for (const tr of Object.values(bandRows)) tr.firstElementChild.colSpan = n;
  for (const tr of state.open.values()) tr.firstElementChild.colSpan = n;
}

function focusRow(i) {
  rows[i].name.focus();
  rows[i].tr.scrollIntoView({block: 'center'});
}

// step moves the focus to the next or previous shown candidate.
function step(by) {
  const shown = current.filter((i) => state.shown.has(i));
  if (!shown.length) return;
  const here = shown.findIndex((i) => rows[i].name === document.activeElement || state.open.get(i)?.contains(document.activeElement));
  rows[shown[Math.min(shown.length - 1, Math.max(0, here + by))]].name.focus();
}

function chooseRubric(k) {
  state.rubric = k;
  for (const b of document.querySelectorAll('#rubrics button')) b.setAttribute('aria-pressed', String(Number(b.dataset.rubric) === k));
  for (const i of [...state.open.keys()]) { openRow(i, false); openRow(i, true); }
  fillRows();
  fillCriteria();
  arrange();
  drawHistogram();
  drawShows();
}

// fillCriteria offers the criteria of the shown rubric to filter by.
function fillCriteria() {
  const k = criteriaRubric(), select = $('#f-criterion');
  const was = select.value;
  const options = (sign, says) => el('optgroup', {label: says}, head.rubrics[k].criteria.map((c, j) => el('option', {value: `${sign}${k}.${j}`}, c.title)));
  select.replaceChildren(el('option', {value: ''}, 'all'), options('+', 'shows'), options('-', 'does not show'));
  select.value = was;
  if (select.selectedIndex < 0) select.value = '';
}
