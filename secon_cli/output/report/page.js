// What moves on the page. Everything is in the document already; this computes again what depends on weights.
(() => {
  "use strict";
  const at = (id) => document.getElementById(id);
  const all = (selector, within = document) => [...within.querySelectorAll(selector)];
  const data = JSON.parse(at("data").textContent);
  for (const practice of data.practices) practice.fails = practice.gate === "not met";
  const bounds = data.bands.map((band) => band.atLeast);
  const count = data.criteria.length;
  const LARGEST = 1e6;
  const NARROWEST = 12; // As in page.py.
  const FEW = 100; // Practices up to which every change of places gets a tick.

  let weights = data.weights.slice();
  let sortedBy = null; // The place of a criterion; null for the rank.
  let shown = data.firstRows;

  const ownRanks = ranksBy(data.own);
  const sliders = data.criteria.map((_, k) => at(`w-${k}`));
  const numbers = data.criteria.map((_, k) => at(`n-${k}`));
  const rows = new Map(all(".ranking tr[data-place]").map((row) => [Number(row.dataset.place), row]));
  const fixed = all(".fixed");
  const pairRows = all(".pair tbody tr, .pair tfoot tr");
  // The last rules of the style sheet. Properties of an element would make a browser look at all elements in it again.
  const [widths, ...bars] = [...document.styleSheets[0].cssRules].slice(-count - 1);
  const sideRows = all("#sides tr[data-side]");
  const choices = [at("side-0"), at("side-1")].filter(Boolean);

  function ranksBy(weights) {
    const ranks = [];
    for (const row of Engine.ranking(data.practices, weights, [])) ranks[row.place] = row.rank;
    return ranks;
  }

  function text(element, value) {
    if (element.textContent !== value) element.textContent = value;
  }

  // As Python writes a number with at most six decimals, which `--weight` takes back.
  function plain(weight) {
    return weight.toFixed(6).replace(/\.?0+$/, "");
  }

  const same = (a, b) => a.every((value, k) => value === b[k]);

  function update() {
    const ranking = Engine.ranking(data.practices, weights, data.bands);
    const shares = Engine.shares(weights);
    widths.style.gridTemplateColumns = shares.map((share) => `minmax(1.95rem, ${100 * share}fr)`).join(" ");
    shares.forEach((share, k) => { bars[k].style.width = `${100 * Math.min(NARROWEST * share, 1)}%`; });
    showWeights(ranking, shares);
    showRanking(ranking);
    showRegions(ranking);
    const changed = !same(weights, data.own);
    at("changed").hidden = !changed;
    text(at("changed").lastElementChild, data.criteria.map((criterion, k) => [criterion.title, k]).filter(([, k]) => weights[k] !== data.own[k])
      .map(([title, k]) => `${title} ${Engine.percent(shares[k])} instead of ${Engine.percent(Engine.shares(data.own)[k])}`).join(", "));
    for (const note of fixed) note.hidden = same(weights, data.weights);
  }

  // --- Weights --------------------------------------------------------------------------------------------------------

  function showWeights(ranking, shares) {
    const ranks = [];
    for (const row of ranking) ranks[row.place] = row.rank;
    data.criteria.forEach((_, k) => {
      if (document.activeElement !== numbers[k]) numbers[k].value = plain(weights[k]);
      sliders[k].value = Math.min(weights[k], Number(sliders[k].max));
      const percent = Engine.percent(shares[k]);
      sliders[k].setAttribute("aria-valuetext", `${plain(weights[k])}, ${percent} of all`);
      text(sliders[k].parentElement.querySelector("output"), percent);
      showHold(k, ranking);
    });
    const moves = ranks.filter((rank, place) => rank !== ownRanks[place]).length;
    const practices = `${data.practices.length} practice${data.practices.length === 1 ? "" : "s"}`;
    text(at("moves"), same(weights, data.own) ? "These are the rubric’s weights." : `${moves} of ${practices} change place against the rubric’s weights.`);
    const options = data.criteria.filter((_, k) => weights[k] !== data.own[k]).map(({ key }) => ` --weight ${key}=${plain(weights[data.criteria.findIndex((one) => one.key === key)])}`);
    text(at("command"), data.made.command + options.join(""));
  }

  // The strip under a slider, in the slider's own units: a share of all becomes the weight that gives it.
  function showHold(k, ranking) {
    const rest = Engine.fsum(weights.filter((_, other) => other !== k));
    const largest = Number(sliders[k].max);
    const place = (share) => (share >= 1 ? 1000 : Math.round(Math.min((1000 * share * rest) / (1 - share) / largest, 1000) * 10) / 10);
    const [low, high] = Engine.firstHolds(data.practices, weights, k, ranking);
    const [, hold, marks] = sliders[k].parentElement.querySelectorAll(".holds path");
    hold.setAttribute("d", rest ? `M${place(low)} 4H${place(high)}` : "M0 4H1000");
    const ticks = rest && data.practices.length <= FEW ? Engine.levels(data.practices, weights, k, ranking).map(place).filter((x) => x < 1000) : [];
    marks.setAttribute("d", [...new Set(ticks)].map((x) => `M${x} 1V7`).join(""));
    // Rounded inwards, so that it claims no more than is true.
    const from = Engine.percent(Math.max(Math.ceil(low * 1000 - 1e-6), 0) / 1000), to = Engine.percent(Math.floor(high * 1000 + 1e-6) / 1000);
    at(`h-${k}`).classList.toggle("vh", low <= 0 && high >= 1);
    text(at(`h-${k}`), low <= 0 && high >= 1 ? "First place holds at any weight" : `First place holds from ${from} to ${to}`);
  }

  function set(next) {
    if (!next.some((weight) => weight > 0)) return;
    weights = next;
    update();
    const hash = same(weights, data.weights) ? "" : `#weights=${data.criteria.map(({ key }, k) => `${key}:${plain(weights[k])}`).join(",")}`;
    if (hash || location.hash.startsWith("#weights=")) history.replaceState(null, "", hash || location.pathname + location.search);
  }

  // The weights in the address; whatever is not exactly what this page writes is ignored.
  function fromAddress() {
    const match = /^#weights=([a-z0-9_:.,-]{1,2000})$/.exec(location.hash);
    if (!match) return null;
    const parts = match[1].split(",").map((part) => /^([a-z0-9_-]+):([0-9]{1,7}(?:\.[0-9]{1,6})?)$/.exec(part));
    if (parts.length !== count || parts.some((part, k) => !part || part[1] !== data.criteria[k].key)) return null;
    const found = parts.map((part) => Number(part[2]));
    return found.every((weight) => weight <= LARGEST) && found.some((weight) => weight > 0) ? found : null;
  }

  function change(k, value) {
    const weight = Math.round(Number(value) * 1e6) / 1e6;
    if (value === "" || !(weight >= 0 && weight <= LARGEST)) return;
    set(weights.map((old, other) => (other === k ? weight : old)));
  }

  sliders.forEach((slider, k) => slider.addEventListener("input", () => change(k, slider.value)));
  numbers.forEach((number, k) => {
    number.addEventListener("input", () => change(k, number.value));
    number.addEventListener("blur", () => { number.value = plain(weights[k]); });
  });
  at("by-rubric").addEventListener("click", () => set(data.own.slice()));
  at("all-equal").addEventListener("click", () => {
    const step = Number(sliders[0].step), mean = Engine.fsum(data.own) / count;
    set(weights.map(() => Math.max(Math.round(mean / step) * step, step)));
  });

  // --- Ranking --------------------------------------------------------------------------------------------------------

  function showRanking(ranking) {
    const listed = ranking.filter((row) => rows.has(row.place));
    if (sortedBy !== null) {
      const score = (row) => data.practices[row.place].scores[sortedBy];
      listed.sort((a, b) => score(b) - score(a) || a.rank - b.rank);
    }
    for (const [body, fails] of [[at("passing"), false], [at("failing"), true]]) {
      if (!body) continue;
      const visible = listed.filter((row) => row.fails === fails).slice(0, shown);
      for (const row of visible) showRow(rows.get(row.place), row);
      const elements = visible.map((row) => rows.get(row.place));
      if (elements.length !== body.children.length || elements.some((element, n) => element !== body.children[n])) body.replaceChildren(...elements);
    }
    const most = Math.max(...[false, true].map((fails) => listed.filter((row) => row.fails === fails).length));
    at("more").parentElement.hidden = most <= shown;
    text(at("more"), `Show ${Math.min(most - shown, 10 * data.firstRows)} more`);
    showFirst(listed);
  }

  function showRow(element, row) {
    const up = ownRanks[row.place] - row.rank, high = Engine.points(row.high);
    text(element.querySelector(".rank b"), String(row.rank));
    text(element.querySelector(".moved"), up > 0 ? `▲${up}` : up < 0 ? `▼${-up}` : "");
    text(element.querySelector(".total b"), Engine.decided(row.total, bounds));
    text(element.querySelector(".upto"), high === Engine.points(row.total) ? "" : `up to ${high}`);
    text(element.querySelector(".band"), row.band || "–");
    element.querySelector(".total .possible").style.setProperty("--v", row.high);
    element.querySelector(".total .sure").style.setProperty("--v", row.total);
  }

  function showFirst(listed) {
    const byRank = listed.slice().sort((a, b) => a.rank - b.rank);
    const first = byRank[0], level = byRank.filter((row) => row.rank === first.rank).length;
    const name = data.practices[first.place].title, total = Engine.decided(first.total, bounds);
    const lead = same(weights, data.own) ? "" : "With these weights, ";
    text(at("first"), lead + (first.rank > 1 ? `${name} has the highest total shown: rank ${first.rank}, ${total} of 100 points`
      : level > 1 ? `${level} practices share the first rank with ${total} of 100 points` : `${name} ranks first with ${total} of 100 points`));
  }

  const sorters = all(".ranking thead button");
  for (const button of sorters) {
    button.addEventListener("click", () => {
      sortedBy = button.dataset.criterion === undefined ? null : Number(button.dataset.criterion);
      for (const other of sorters) other.setAttribute("aria-pressed", String(other === button));
      update();
    });
  }
  at("more").addEventListener("click", () => { shown += 10 * data.firstRows; update(); });

  // --- Regions --------------------------------------------------------------------------------------------------------

  function showRegions(ranking) {
    if (!choices.length) return;
    const totals = [], highs = [];
    for (const row of ranking) [totals[row.place], highs[row.place]] = [row.total, row.high];
    const sides = data.sides.map((side) => ({
      ...side, total: Engine.mean(side.practices.map((place) => totals[place])), high: Engine.mean(side.practices.map((place) => highs[place])) }));
    const order = sides.map((_, k) => k).sort((a, b) => sides[b].total - sides[a].total || a - b);
    for (const row of sideRows) text(row.lastElementChild, Engine.points(sides[Number(row.dataset.side)].total));
    const body = sideRows[0].parentElement;
    const ordered = order.map((k) => sideRows.find((row) => Number(row.dataset.side) === k));
    if (ordered.some((row, n) => row !== body.children[n])) body.replaceChildren(...ordered);
    text(at("regions-title"), extremes(sides));
    showPair(...choices.map((choice) => sides[Number(choice.value)]));
  }

  function extremes(sides) {
    const totals = sides.map((side) => side.total), high = Math.max(...totals), low = Math.min(...totals);
    if (high - low <= 1e-9) return `${sides.length} regions with the same mean total, ${Engine.points(high)}`;
    const names = (total) => sides.filter((side) => Math.abs(side.total - total) <= 1e-9).map((side) => side.name).join(" and ");
    return `${names(high)} has the highest mean total (${Engine.points(high)}), ${names(low)} the lowest (${Engine.points(low)})`;
  }

  function showPair(first, second) {
    const { difference, points } = Engine.comparison(first, second, weights);
    const open = (low, high) => (low > 1e-9 || high < -1e-9 || Math.max(Math.abs(low), Math.abs(high)) <= 1e-9 ? "" : " ≈");
    const most = Math.max(...points.map(Math.abs));
    const parts = points.map((part, k) => [first.scores[k], second.scores[k], part, open(first.scores[k] - second.highs[k], first.highs[k] - second.scores[k])]);
    const sign = open(first.total - second.high, first.high - second.total);
    [...parts, [first.total, second.total, difference, sign]].forEach(([a, b, part, sign], k) => {
      const [left, right] = all("td.num", pairRows[k]);
      text(left, Engine.points(a));
      text(right, Engine.points(b));
      [left.dataset.label, right.dataset.label] = [first.name, second.name];
      text(pairRows[k].querySelector("b"), Engine.signed(part) + sign);
      const bar = pairRows[k].querySelector(".diverging i");
      if (bar) {
        bar.className = part > 0 ? "first" : "second";
        bar.style.setProperty("--v", most ? (100 * Math.abs(part)) / most : 0);
        bar.hidden = !part;
      }
    });
    [first, second].forEach((side, k) => text(document.querySelector(`.pair th[data-side="${k}"]`), side.name));
    text(document.querySelector(".pair [data-lead]"), `◂ ${first.name} ahead · ${second.name} ahead ▸`);
    text(at("pair-title"), verdict(first, second, difference, sign));
  }

  function verdict(first, second, difference, sign) {
    const range = (side) => (Engine.points(side.total) === Engine.points(side.high) ? Engine.points(side.total) : `${Engine.points(side.total)}–${Engine.points(side.high)}`);
    if (first.name === second.name) return "Choose two regions";
    if (sign) return `≈ The totals of ${first.name} (${range(first)}) and ${second.name} (${range(second)}) cannot be told apart: unknown facts decide who is ahead`;
    if (Math.abs(first.total - second.total) <= 1e-9) return `${first.name} and ${second.name} have the same total, ${Engine.points(first.total)}`;
    const [high, low] = first.total > second.total ? [first, second] : [second, first];
    const gap = difference ? Engine.points(Math.abs(difference)) : "less than 0.1";
    return `${high.name} is ahead of ${low.name} by ${gap} points: ${Engine.points(high.total)} and ${Engine.points(low.total)} of 100`;
  }

  for (const choice of choices) {
    choice.addEventListener("change", update);
    // The verdict is read out where someone chooses, and not with every step of a slider.
    choice.addEventListener("focus", () => at("pair-title").setAttribute("aria-live", "polite"));
    choice.addEventListener("blur", () => at("pair-title").removeAttribute("aria-live"));
  }

  // --- Details, links and print ---------------------------------------------------------------------------------------

  const sheets = all("details.practice");

  // The words of the facts that counted, in place of the numbers that lead to them; the rows of the sheet have them.
  function spell(sheet) {
    if (sheet.dataset.spelt) return;
    sheet.dataset.spelt = true;
    for (const counted of all(".criteria li p", sheet)) {
      let points = "";
      for (const link of all("a", counted)) {
        const fact = [...at(link.getAttribute("href").slice(1)).childNodes], line = link.textContent, before = link.previousSibling;
        if (/^\d+$/.test(line)) {
          // What follows in small letters are details and citations, in bold the numbers of notes.
          const end = fact.findIndex((part) => part.nodeName === "I" || /^ \(\d+\)$/.test(part.textContent));
          link.textContent = fact.slice(0, end < 0 ? fact.length : end).map((part) => part.textContent).join("");
          link.after(` line\u00a0${line}`);
        }
        const match = before && /^(.*?)(, )?(\+[0-9.]+ )?$/.exec(before.textContent);
        if (!match) continue;
        points = match[3] || points;
        if (match[2]) before.before(match[1], document.createElement("br"));
        before.textContent = points;
      }
    }
  }
  for (const sheet of sheets) sheet.addEventListener("toggle", () => spell(sheet));

  function reveal(id) {
    const row = [...rows.values()].find((one) => one.id === id);
    if (row && !row.isConnected) {
      shown = Infinity;
      update();
    }
    for (let element = at(id); element; element = element.parentElement) {
      if (element.tagName !== "DETAILS") continue;
      element.open = true;
      if (sheets.includes(element)) spell(element);
    }
  }

  document.addEventListener("click", (event) => {
    const link = event.target.closest && event.target.closest('a[href^="#"]');
    if (link) reveal(decodeURIComponent(link.getAttribute("href").slice(1)));
  });
  addEventListener("hashchange", () => {
    const found = fromAddress();
    if (found) set(found);
  });
  at("open-all").addEventListener("click", () => {
    const open = at("open-all").getAttribute("aria-pressed") !== "true";
    for (const sheet of sheets) sheet.open = open;
    at("open-all").setAttribute("aria-pressed", String(open));
    text(at("open-all"), open ? "Close all" : "Open all");
  });

  let opened = [];
  addEventListener("beforeprint", () => {
    opened = sheets.filter((sheet) => !sheet.open);
    for (const sheet of opened) sheet.open = true;
    sheets.forEach(spell);
  });
  addEventListener("afterprint", () => {
    for (const sheet of opened) sheet.open = false;
  });

  // A browser that computes otherwise than the engine, or data that were changed: no sliders, and the page as written.
  const computed = Engine.ranking(data.practices, data.weights, data.bands);
  if (computed.some((row) => row.total !== data.practices[row.place].total || row.rank !== data.practices[row.place].rank)) {
    text(at("no-sliders"), "The sliders are off: this page’s data do not give its own totals.");
    return;
  }
  document.documentElement.classList.add("live");
  weights = fromAddress() || weights;
  update();
  if (location.hash.length > 1 && !location.hash.startsWith("#weights=")) {
    try {
      reveal(decodeURIComponent(location.hash.slice(1)));
    } catch {
      // An address that is no text leads nowhere.
    }
  }
})();
