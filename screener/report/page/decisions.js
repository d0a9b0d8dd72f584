// Notes and decisions. They are kept in the browser's storage where it allows that, else as long as the page is open.
// Nothing is preset, and nothing leaves the page but by the reader's own export.
const choices = ['advance', 'hold', 'talk first'];
const storeKey = `shortlist ${head.run}`;
let decisions = {};
let kept = true;
try {
  decisions = JSON.parse(localStorage.getItem(storeKey) ?? '{}');
  localStorage.setItem(storeKey, JSON.stringify(decisions));
} catch {
  kept = false;
}

function decisionOf(i) { return decisions[people[i].id] ?? {decision: '', note: ''}; }

function decideOn(i, change) {
  const now = {...decisionOf(i), ...change};
  if (now.decision || now.note) decisions[people[i].id] = now; else delete decisions[people[i].id];
  try { if (kept) localStorage.setItem(storeKey, JSON.stringify(decisions)); } catch { kept = false; }
  showDecision(i);
}

function showDecision(i) {
  const {decision, note} = decisionOf(i);
  rows[i].dec.replaceChildren(...[decision ? el('span', {class: `pill ${decision.split(' ')[0]}`}, decision) : '', note ? el('span', {class: 'grade', title: note}, decision ? ' ✎ note' : '✎ note') : ''].filter(Boolean));
}

// decide is the form in an opened row.
function decide(i, d) {
  const {decision, note} = decisionOf(i);
  const name = `decision-${i}`;
  const radio = (value, says) => el('label', {}, el('input', {type: 'radio', name, value, checked: decision === value, onchange: () => decideOn(i, {decision: value})}), says);
  const text = el('textarea', {id: `note-${i}`, 'aria-label': `Note on ${people[i].n}`, placeholder: 'Your note', oninput: (e) => decideOn(i, {note: e.target.value})});
  text.value = note;
  return el('div', {class: 'decide'},
    el('fieldset', {}, el('legend', {}, 'Your decision'), el('div', {class: 'choices'}, choices.map((c) => radio(c, c)), radio('', 'none yet'))),
    el('div', {}, text, d.w ? el('p', {class: 'facts'}, `Before: ${d.w}`) : '', kept ? '' : el('small', {class: 'noted'}, 'This browser keeps nothing: export before you close the page.')));
}

function decided() {
  return people.map((p, i) => ({i, p, ...decisionOf(i)})).filter((x) => x.decision || x.note);
}

function exportJSON() {
  const out = {schema: 'shortlist.decisions/1', run: head.run, as_of: head.asOf,
    decisions: decided().map(({i, p, decision, note}) => ({id: p.id, file: p.f ?? '', name: head.blind ? '' : p.n, rubric: head.rubrics[best(i)].name, score: rating(i).s, decision, note}))};
  download(`decisions-${head.asOf}.json`, 'application/json', JSON.stringify(out, null, 1) + '\n');
}

// csv quotes a cell and defuses what a spreadsheet would take for a formula.
function csv(value) {
  let s = String(value ?? '');
  if (/^[=+\-@\t\r]/.test(s)) s = `'${s}`;
  return `"${s.replaceAll('"', '""')}"`;
}

function exportCSV() {
  const table = [['id', 'file', 'name', 'rubric', 'score', 'decision', 'note'],
    ...decided().map(({i, p, decision, note}) => [p.id, p.f, head.blind ? '' : p.n, head.rubrics[best(i)].name, rating(i).s, decision, note])];
  download(`decisions-${head.asOf}.csv`, 'text/csv', '\ufeff' + table.map((r) => r.map(csv).join(',')).join('\r\n') + '\r\n');
}
