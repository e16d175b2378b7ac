/* What a query means: the words of it that count, each with the terms of the pages that it may stand for. */
var searchQuery = (function () {
  "use strict"

  // How much a term counts that is not what was typed: a slip away from it, a half of it, two words of it in one, what
  // its letters are short for, what the thesaurus has for it, the same where no page has the word itself.
  var SLIP = 0.8, HALF = 0.6, JOINED = 0.6, LETTERS = 0.55, MEANT = 0.25, INSTEAD = 0.8
  var LETTERS_OF = {
    asr: "speech recognition", bilstm: "bidirectional lstm", birnn: "bidirectional rnn",
    bptt: "backpropagation through time", cec: "constant error carousel", crf: "conditional random field",
    ctc: "connectionist temporal classification", cv: "cross validation", gru: "gated recurrent unit",
    hpo: "hyperparameter search", lm: "language model", mtl: "multi task learning", nmt: "machine translation",
    oom: "out of memory", rl: "reinforcement learning", seq2seq: "sequence to sequence encoder decoder",
    ssm: "state space model", tbptt: "truncated backpropagation through time", wer: "word error rate",
  }
  var words = searchWords

  /* Whether one slip of the fingers makes one of the other: a letter more, less, another, or two that changed places. */
  function near(a, b) {
    if (Math.abs(a.length - b.length) > 1 || a === b) return false
    var start = 0, end = 0, most = Math.min(a.length, b.length)
    while (start < most && a[start] === b[start]) start++
    while (end < most - start && a[a.length - 1 - end] === b[b.length - 1 - end]) end++
    var left = a.slice(start, a.length - end), right = b.slice(start, b.length - end)
    if (left.length <= 1 && right.length <= 1) return true
    return left.length === 2 && right.length === 2 && left[0] === right[1] && left[1] === right[0]
  }
  function swapped(a, b) { // two letters that changed places, and nothing else
    return a.length === b.length && near(a, b) && Array.from(a).sort().join() === Array.from(b).sort().join()
  }
  function twice(a, b) { // two slips, the first letter being right
    if (b.length < 7 || a[0] !== b[0]) return false
    for (var cut = 1; cut < a.length; cut++) if (near(a.slice(0, cut) + a.slice(cut + 1), b)) return true
    return false
  }

  /* `counts` says how often each word stands on the pages, `has` whether a term does. */
  function reader(counts, has, thesaurus) {
    var meant = new Map(), corrected = new Map()
    Object.keys(thesaurus).forEach(function (word) { meant.set(words.term(word), words.split(thesaurus[word])) })

    /* The words of the pages that a slip makes of this one; the most common first. */
    function close(word) {
      if (corrected.has(word)) return corrected.get(word)
      var spelt = words.spelt(word), all = Array.from(counts.keys())
      var found = all.filter(word.length < 4
        ? function (other) { return swapped(word, other) }
        : function (other) { return other.length > 3 && (near(word, other) || near(spelt, other)) })
      // Another of three letters makes another word, and a fourth is missing while a longer word is being typed.
      if (word.length < 4 && !found.length && !all.some(function (other) { return other.startsWith(word) }))
        found = all.filter(function (other) { return other.length > 3 && other[0] === word[0] && near(word, other) })
      if (!found.length && word.length > 8)
        found = all.filter(function (other) { return other.length > 3 && twice(word, other) })
      found.sort(function (a, b) { return (b[0] === word[0]) - (a[0] === word[0]) || counts.get(b) - counts.get(a) })
      corrected.set(word, found.slice(0, 2))
      return corrected.get(word)
    }
    function options(word) {
      var term = words.term(word)
      if (has(term)) return [[term, 1]]
      if (meant.has(term) || word.length < 3 || /[\p{N}_]/u.test(word)) return []
      var found = close(word).map(function (one) { return [words.term(one), SLIP] })
      for (var at = 3; !found.length && at <= word.length - 3; at++) {
        var halves = [word.slice(0, at), word.slice(at)]
        if (halves.every(function (half) { return counts.has(half) }))
          found = halves.map(function (half) { return [words.term(half), HALF] })
      }
      return found
    }

    return function (query) {
      var typed = words.split(query), units = new Map()
      var kept = typed.filter(function (word) { return !words.small(word) })
      if (!kept.length) kept = typed
      function add(word, weight, unfinished) {
        var term = words.term(word), known = units.get(term)
        if (known) known.weight = Math.max(known.weight, weight)
        else units.set(term, { word: word, weight: weight, options: options(word), unfinished: unfinished })
      }
      var last = /\S$/.test(query) && typed[typed.length - 1]
      kept.forEach(function (word) { add(word, 1, word === last && word.length > 1) })
      typed.forEach(function (word, at) {
        var joined = word + typed[at + 1]
        if (at + 1 < typed.length && joined.length > 5 && counts.has(joined)) add(joined, JOINED)
        words.split(LETTERS_OF[word] || "").forEach(function (one) { if (!words.small(one)) add(one, LETTERS) })
      })
      kept.forEach(function (word) {
        var terms = meant.get(words.term(word)) || []
        var weight = has(words.term(word)) ? MEANT : INSTEAD
        terms.forEach(function (one) { add(one, weight / Math.sqrt(terms.length)) })
      })
      return Array.from(units.values())
    }
  }

  return { near: near, reader: reader }
})()
