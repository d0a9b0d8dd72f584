// Two to five candidates side by side.
function compare() {
  const chosen = [...state.picked].sort((a, b) => a - b);
  const k = state.rubric >= 0 ? state.rubric : best(chosen[0]);
  const rubric = head.rubrics[k];
  const cells = (says) => chosen.map((i) => el('td', {}, says(i)));
  const row = (title, says) => el('tr', {}, el('th', {scope: 'row'}, title), cells(says));
  const fact = (i) => el('span', {class: 'grade'}, detail(i).h.join(' · '));
  const scored = (i) => { const r = people[i].r[k]; return [el('b', {}, r.p), ' ', el('span', {class: `pill ${r.t === 'scored' ? r.b : 'apart'}`}, r.t === 'scored' ? r.b : r.t)]; };
  const body = el('tbody', {}, row('Score', scored), row('In all', fact),
    row('Decision', (i) => { const d = decisionOf(i); return d.decision || d.note ? [d.decision ? el('b', {}, d.decision) : '', d.note ? ` ${d.note}` : ''] : '–'; }));
  rubric.criteria.forEach((c, j) => {
    const points = chosen.map((i) => parseFloat(detail(i).f[k].c?.[j]?.p ?? 0));
    const most = Math.max(...points);
    body.append(el('tr', {}, el('th', {scope: 'row'}, c.title, el('small', {}, ` of ${c.weight}`)), chosen.map((i, n) => {
      const d = detail(i), o = d.f[k].c?.[j];
      if (!o) return el('td', {}, '–');
      const h = o.h?.[0];
      return el('td', {}, el('span', {class: points[n] === most && most > 0 && Math.min(...points) < most ? 'best' : ''}, o.p), ' ', el('span', {class: `state ${o.s}`}, stateWords[o.s] ?? o.s),
        h ? el('div', {}, el('q', {}, quoteAt(d, h[2]) || h[0]), ' ', el('span', {class: 'at'}, at(d.q[h[2]][0], d.q[h[2]][1]))) : '');
    })));
  });
  body.append(row('Roles', (i) => list((detail(i).r ?? []).slice(0, 6).map((r) => [r.t, r.f, r.y].filter(Boolean).join(', ')))),
    row('To look at', (i) => { const d = detail(i); const all = [...(d.g ?? []), ...(d.t ? [`thin: ${d.t}`] : []), ...(d.d ?? [])]; return all.length ? list(all) : '–'; }));
  const box = $('#side');
  box.replaceChildren(el('button', {type: 'button', class: 'close', onclick: () => box.close()}, 'Close'),
    el('h2', {id: 'side-h'}, `Side by side: ${rubric.title}`),
    el('p', {class: 'note'}, 'Points come from rules that people wrote. A person decides.'),
    el('div', {class: 'sidewrap', tabindex: 0, role: 'region', 'aria-label': 'Comparison'}, el('table', {class: 'side'}, el('thead', {}, el('tr', {}, el('td', {}), chosen.map((i) => el('th', {scope: 'col'}, people[i].n)))), body)));
  box.showModal();
}

const mostCompared = 5;

function pick(i, on) {
  if (on && state.picked.size >= mostCompared) {
    rows[i].box.checked = false;
    announce(`At most ${mostCompared} can be compared.`);
    return;
  }
  if (on) state.picked.add(i); else state.picked.delete(i);
  rows[i].box.checked = on;
  const n = state.picked.size, b = $('#compare');
  b.disabled = n < 2;
  b.textContent = n ? `Compare ${n}` : 'Compare';
}
