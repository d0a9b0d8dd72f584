// What the page knows and what the reader has chosen. The parts of this script share one scope, in the order of
// pageScripts in html.go; none of them loads or sends anything.
const $ = (selector, root = document) => root.querySelector(selector);
const head = JSON.parse($('#head').textContent);
const people = head.people;
const bandNames = ['strong', 'good', 'possible', 'low'];

const state = {
  rubric: head.rankedBy, // index, or -1 for the better fit
  sort: {key: 'rank', down: false},
  picked: new Set(), // rows to compare
  open: new Map(), // row -> its detail element
};

// detail is what an opened row shows; it is parsed when it is first asked for.
let lines = null;
const parsed = [];
function detail(i) {
  lines ??= $('#details').textContent.split('\n');
  return parsed[i] ??= JSON.parse(lines[i]);
}

// quoteAt is the text of quote q of a detail: its own, or the whole line that it names.
function quoteAt(d, q) {
  const [page, line, text] = d.q[q];
  if (text !== undefined) return text;
  const l = d.x.find((l) => l[0] === page && l[1] === line);
  return l ? l.slice(2).map((t) => typeof t === 'string' ? t : t[0]).join('') : '';
}

// words is all that a search looks through for one candidate, in lower case, made when first searched.
const searched = [];
function words(i) {
  if (searched[i] === undefined) {
    lines ??= $('#details').textContent.split('\n');
    const p = people[i];
    searched[i] = [p.n, p.f, p.id, ...(p.a ?? []), lines[i]].join('\n').toLowerCase();
  }
  return searched[i];
}

// rating is what row i shows under the chosen rubric: that rubric's, or the better one, scored before apart.
function rating(i) {
  const all = people[i].r;
  return all[best(i)];
}

function best(i) {
  if (state.rubric >= 0) return state.rubric;
  const all = people[i].r;
  let at = 0;
  for (let k = 1; k < all.length; k++) if (better(all[k], all[at])) at = k;
  return at;
}

function better(a, b) {
  const order = (r) => (r.t === 'scored' ? 0 : r.t === 'apart' ? 10 : 20) + Math.max(0, bandNames.indexOf(r.b));
  return order(a) < order(b) || order(a) === order(b) && a.s > b.s;
}

// bandOf is the group that a row stands in.
function bandOf(i) {
  const r = rating(i);
  return r.t === 'scored' ? r.b : 'apart';
}

// ranks gives every scored row its rank under the chosen rubric; the same points in the same band share one.
function ranks() {
  const order = people.map((_, i) => i).filter((i) => rating(i).t === 'scored');
  const place = (i) => bandNames.indexOf(rating(i).b);
  order.sort((a, b) => place(a) - place(b) || rating(b).s - rating(a).s || (people[a].f < people[b].f ? -1 : people[a].f > people[b].f ? 1 : a - b));
  const out = new Map();
  order.forEach((i, k) => {
    const before = order[k - 1];
    const tie = k > 0 && place(before) === place(i) && parseInt(rating(before).p, 10) === parseInt(rating(i).p, 10);
    out.set(i, {rank: tie ? out.get(before).rank : k + 1, order: k});
  });
  return out;
}
