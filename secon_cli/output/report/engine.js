// What depends on weights, computed as Python computes it: the same numbers to the last bit, the same printed texts.
// Facts, measures, the gate and the study of robustness stay with Python. tests/output/report/test_engine_js.py holds
// every function here to the engine.
const Engine = (() => {
  "use strict";
  const TIE = 1e-9;

  // math.fsum: exact partial sums after J. R. Shewchuk (1997), with CPython's correction of halfway cases.
  function fsum(values) {
    const partials = [];
    for (let x of values) {
      let kept = 0;
      for (let y of partials) {
        if (Math.abs(x) < Math.abs(y)) [x, y] = [y, x];
        const high = x + y, low = y - (high - x);
        if (low !== 0) partials[kept++] = low;
        x = high;
      }
      partials.length = kept;
      if (x !== 0) partials.push(x);
    }
    let n = partials.length;
    if (n === 0) return 0;
    let high = partials[--n], low = 0;
    while (n > 0) {
      const x = high, y = partials[--n];
      high = x + y;
      low = y - (high - x);
      if (low !== 0) break;
    }
    if (n > 0 && ((low < 0 && partials[n - 1] < 0) || (low > 0 && partials[n - 1] > 0))) {
      const twice = low * 2, x = high + twice;
      if (twice === x - high) high = x;
    }
    return high;
  }

  function shares(weights) {
    const total = fsum(weights);
    return weights.map((weight) => (total ? weight / total : 0));
  }

  // practices: {id, fails, scores, highs}. In the order of the ranking, each with its place in `practices`.
  function ranking(practices, weights, bands) {
    const share = shares(weights);
    const mean = (scores) => fsum(scores.map((score, k) => share[k] * score));
    const rows = practices.map((practice, place) => {
      const total = mean(practice.scores);
      return { place, id: practice.id, fails: practice.fails, total, high: mean(practice.highs), band: band(total, bands), rank: 0 };
    });
    const byId = (a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0);
    rows.sort((a, b) => a.fails - b.fails || b.total - a.total || byId(a, b));
    const ranked = [];
    for (let start = 0; start < rows.length; ) {
      let end = start + 1;
      while (end < rows.length && rows[end].fails === rows[start].fails && rows[end - 1].total - rows[end].total <= TIE) end++;
      const group = rows.slice(start, end).sort(byId);
      for (const row of group) row.rank = start + 1;
      ranked.push(...group);
      start = end;
    }
    return ranked;
  }

  // bands: [{name, atLeast}]. The highest that the total reaches; null below the lowest.
  function band(total, bands) {
    let best = null;
    for (const one of bands) if (total >= one.atLeast - TIE && (best === null || one.atLeast > best.atLeast)) best = one;
    return best && best.name;
  }

  // A side of a comparison: the mean of its practices.
  function mean(values) {
    return fsum(values) / values.length;
  }

  // The shares of one weight between which no practice overtakes the first, the others in proportion; ends included.
  function firstHolds(practices, weights, at, rows = ranking(practices, weights, [])) {
    const own = shares(weights)[at];
    if (own >= 1) return [0, 1];
    let low = 0, high = 1;
    for (const fails of [true, false]) {
      const first = rows.filter((row) => row.rank === 1 && row.fails === fails);
      const others = rows.filter((row) => row.rank > 1 && row.fails === fails);
      for (const a of first) {
        for (const b of others) {
          const level = crossing(practices, a, b, own, at);
          if (level.leadScore < -TIE) high = Math.min(high, level.share);
          if (level.leadRest < -TIE) low = Math.max(low, level.share);
        }
      }
    }
    return [low, high];
  }

  // The shares of one weight at which two neighbours of any ranking are level, the others in proportion.
  function levels(practices, weights, at, rows = ranking(practices, weights, [])) {
    const own = shares(weights)[at], found = [];
    if (own >= 1) return found;
    for (let i = 0; i < rows.length; i++) {
      for (let j = i + 1; j < rows.length && rows[j].fails === rows[i].fails; j++) {
        const { share, leadRest, leadScore } = crossing(practices, rows[i], rows[j], own, at);
        if (Math.abs(leadRest - leadScore) > TIE && share > 0 && share < 1) found.push(share);
      }
    }
    return found.sort((a, b) => a - b);
  }

  // A total is a straight line in the share of one weight; two lines cross at most once.
  function crossing(practices, a, b, own, at) {
    const rest = (row) => (row.total - own * practices[row.place].scores[at]) / (1 - own);
    const leadRest = rest(a) - rest(b), leadScore = practices[a.place].scores[at] - practices[b.place].scores[at];
    return { share: leadRest / (leadRest - leadScore), leadRest, leadScore };
  }

  // --- Numbers as Python prints them ---------------------------------------------------------------------------------

  // f"{value:.{decimals}f}": toFixed rounds an exact tie away from zero, Python to the even digit.
  function fixed(value, decimals) {
    const sign = value < 0 || Object.is(value, -0) ? "-" : "", size = Math.abs(value);
    let text = size.toFixed(decimals);
    // Only a number with few binary digits can be an exact tie, and toFixed shows up to 100 decimals exactly.
    const exact = size.toFixed(Math.min(decimals + 30, 100));
    if (/^50*$/.test(exact.slice(exact.length - 30)) && Number(exact) === size) {
      const lower = exact.slice(0, exact.length - 30).replace(/\.$/, "");
      if (Number(lower[lower.length - 1]) % 2 === 0) text = lower;
    }
    return sign + text;
  }

  // round(value): to the even number where it is a tie.
  function whole(value) {
    const low = Math.floor(value), rest = value - low;
    return rest < 0.5 || (rest === 0.5 && low % 2 === 0) ? low : low + 1;
  }

  function asPrinted(value, decimals = 1) {
    const unit = 10 ** (6 - decimals);
    const steps = Math.floor((2 * whole(Math.abs(value) * 1e6) + unit) / (2 * unit));
    const size = steps / 10 ** decimals;
    return (value >= 0 ? size : -size) + 0;
  }

  const points = (score) => fixed(asPrinted(score), 1);

  // With as many decimals as it needs not to print as a bound that it does not reach.
  function decided(value, bounds) {
    let text = "";
    for (let decimals = 1; decimals < 7; decimals++) {
      text = fixed(asPrinted(value, decimals), decimals);
      if (bounds.every((bound) => Number(text) >= bound === value >= bound - TIE)) break;
    }
    return text;
  }

  const percent = (share) => `${fixed(100 * share, 1).replace(/\.0$/, "")} %`;
  const signed = (value) => (Math.abs(value) > 1e-9 ? (value < 0 ? "" : "+") + fixed(value, 1) : "0.0");
  const differenceOf = (first, second) => Number(fixed(asPrinted(first) - asPrinted(second), 1)) + 0;

  function apportioned(parts, to, decimals = 1) {
    const unit = 10 ** decimals;
    const scaled = parts.map((part) => Number(fixed(part * unit, 6)));
    const floors = scaled.map(Math.floor);
    const missing = whole(asPrinted(to === undefined ? fsum(parts) : to, decimals) * unit) - floors.reduce((a, b) => a + b, 0);
    const order = parts.map((_, k) => k).sort((a, b) => floors[a] - scaled[a] - (floors[b] - scaled[b]) || a - b);
    // As Python's slices: a negative count is taken from the end.
    for (const k of order.slice(0, Math.max(missing, 0))) floors[k] += 1;
    if (missing < 0) for (const k of order.slice(missing)) floors[k] -= 1;
    return floors.map((floor) => floor / unit);
  }

  // Parts rounded so that they sum to the total: mirrored where all signs are, zero where there is nothing.
  function addingUp(parts, total) {
    const places = parts.map((_, k) => k).filter((k) => Math.abs(parts[k]) > 1e-9);
    const leading = [total, ...places.map((k) => parts[k])].find((value) => Math.abs(value) > 1e-9);
    const sign = leading === undefined || leading > 0 ? 1 : -1;
    const printed = parts.map(() => 0);
    apportioned(places.map((k) => sign * parts[k]), sign * total).forEach((part, n) => {
      printed[places[n]] = sign * part + 0;
    });
    return printed;
  }

  // Two sides under other weights: their totals, and the difference of each criterion in points of the total.
  function comparison(first, second, weights) {
    const share = shares(weights);
    const difference = differenceOf(first.total, second.total);
    const weighted = share.map((part, k) => part * (first.scores[k] - second.scores[k]));
    return { difference, weighted, points: addingUp(weighted, difference) };
  }

  return { fsum, shares, ranking, band, mean, firstHolds, levels, fixed, whole, asPrinted, points, decided, percent, signed,
    differenceOf, apportioned, addingUp, comparison };
})();
