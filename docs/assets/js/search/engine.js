/* Which pages answer a query, best first, and which of their parts. It knows of no document and no box. */
var searchEngine = (function () {
  "use strict"

  var words = searchWords
  // How much a word counts where it stands; what an interviewer calls a thing counts most.
  var PAGE = { name: 4.5, question: 5, aliases: 4.5, keywords: 3, asked: 1.7, heads: 0.9, heart: 0.8, short: 2.6, answer: 2.4, body: 1.4 }
  var PART = { heading: 3, body: 1 }
  var LAST = 45 // of the alphabet's digits, those below it end a number
  var W = { prefix: 0.4, fuzzy: 0.8, part: 0.5, cover: 0.75, whole: 0.35, joined: 1, expand: 0.6, pcover: 1, rare: 0.5, hint: 0.3 }
  var SHORT = {
    asr: "speech recognition", bilstm: "bidirectional lstm", birnn: "bidirectional rnn",
    bptt: "backpropagation through time", cec: "constant error carousel", crf: "conditional random field",
    ctc: "connectionist temporal classification", cv: "cross validation", gru: "gated recurrent unit",
    hpo: "hyperparameter search", lm: "language model", mtl: "multi task learning", nmt: "machine translation",
    oom: "out of memory", rl: "reinforcement learning", seq2seq: "sequence to sequence encoder decoder",
    ssm: "state space model", tbptt: "truncated backpropagation through time", ts: "time series",
    wer: "word error rate",
  }

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

  /* For each word the data name the bags that it is in; here each bag of words comes back to its page or part. */
  function unpacked(data) {
    var digits = new Map(Array.from(data.alphabet, function (letter, at) { return [letter, at] }))
    var bags = Array.from({ length: data.bags }, function () { return [] })
    var places = data.places.split(" "), more = data.alphabet.length - LAST
    data.words.split(" ").forEach(function (word, at) {
      var bag = -1, step = 0, scale = 1
      for (var letter of places[at]) {
        var digit = digits.get(letter)
        if (digit >= LAST) {
          step += (digit - LAST) * scale
          scale *= more
        } else {
          bag += step + digit * scale + 1
          step = 0
          scale = 1
          bags[bag].push(word)
        }
      }
    })
    var next = 0
    data.pages.forEach(function (page) {
      page.words = bags[next++].join(" ")
      page.parts.forEach(function (part) { part[4] = bags[next++].join(" ") })
    })
  }

  function create(data) {
    var surfaces = new Map(), spelt = new Map() // a term's words; how many documents have a word
    function processed(word) {
      var term = words.term(word)
      if (!surfaces.has(term)) surfaces.set(term, new Set())
      surfaces.get(term).add(word)
      spelt.set(word, (spelt.get(word) || 0) + 1)
      return term
    }
    function index(fields) { return new MiniSearch({ fields: fields, tokenize: words.split, processTerm: processed }) }

    unpacked(data)
    var pages = data.pages, parts = [], hints = new Map()
    Object.keys(data.thesaurus).forEach(function (word) {
      hints.set(words.term(word), words.split(data.thesaurus[word]))
    })
    var byPage = index(Object.keys(PAGE)), byPart = index(Object.keys(PART))
    pages.forEach(function (page, at) {
      var fields = { name: page.name, question: page.title, aliases: page.aliases.join(" . "),
        keywords: page.keywords, short: page.short,
        answer: page.words, asked: "", heads: "", heart: "", body: page.words }
      page.parts.forEach(function (part) {
        var kind = part[1], where = kind === "follow-up" ? "asked" : "heads"
        fields[where] += " . " + part[2]
        if (kind === "heart") fields.heart += " " + part[4]
        fields.body += " " + part[4]
        byPart.add({ id: parts.length, heading: part[2], body: part[4] })
        parts.push({ page: at, anchor: part[0], kind: kind, heading: part[2], preview: part[3] })
      })
      fields.id = at
      byPage.add(fields)
    })

    /* The words of a query that count, each with the terms that it may stand for. */
    function understood(query) {
      var raw = words.split(query), typing = /\S$/.test(query)
      var kept = raw.filter(function (word) { return !words.small(word) })
      if (!kept.length) kept = raw
      var units = new Map()
      function add(word, weight, prefix) {
        var term = words.term(word), has = surfaces.has(term)
        var known = units.get(term)
        if (known) { known.weight = Math.max(known.weight, weight); return }
        var options = has ? [[term, 1]] : []
        if (!has && word.length >= 4 && !/\p{N}/u.test(word)) {
          options = close(word).map(function (one) { return [words.term(one), W.fuzzy] })
          if (!options.length) options = halves(word)
        }
        units.set(term, { word: word, weight: weight, options: options, prefix: prefix && (word.length > 1) })
      }
      kept.forEach(function (word, at) { add(word, 1, typing && word === raw[raw.length - 1]) })
      raw.forEach(function (word, at) {
        var joined = word + raw[at + 1]
        if (at + 1 < raw.length && joined.length > 5 && spelt.has(joined)) add(joined, W.joined)
        if (SHORT[word]) words.split(SHORT[word]).forEach(function (one) { if (!words.small(one)) add(one, W.expand) })
      })
      kept.forEach(function (word) {
        var meant = hints.get(words.term(word))
        if (meant) meant.forEach(function (one) { add(one, W.hint / Math.sqrt(meant.length)) })
      })
      return Array.from(units.values())
    }

    /* The words of the pages that a slip makes of this one; the most common first. */
    function close(word) {
      var found = []
      spelt.forEach(function (count, other) { if (other.length > 3 && near(word, other)) found.push(other) })
      if (!found.length && word.length > 8) spelt.forEach(function (count, other) {
        if (other.length < 7 || other[0] !== word[0]) return
        for (var cut = 1; cut < word.length; cut++) {
          if (near(word.slice(0, cut) + word.slice(cut + 1), other)) { found.push(other); break }
        }
      })
      found.sort(function (a, b) {
        return (b[0] === word[0]) - (a[0] === word[0]) || spelt.get(b) - spelt.get(a)
      })
      return found.slice(0, 2)
    }

    function halves(word) {
      for (var at = 3; at <= word.length - 3; at++) {
        var a = word.slice(0, at), b = word.slice(at)
        if (spelt.has(a) && spelt.has(b)) return [[words.term(a), 0.6], [words.term(b), 0.6]]
      }
      return []
    }

    var same = function (text) { return [text] }, exact = { tokenize: same, processTerm: function (t) { return t } }
    function scores(index, boost, units, total) {
      var found = new Map()
      units.forEach(function (unit) {
        var mine = new Map()
        function look(term, weight, prefix) {
          index.search(term, Object.assign({ boost: boost, prefix: prefix, bm25: data.bm25 || { k: 1.2, b: 0.7, d: 0.5 } }, exact)).forEach(function (hit) {
            var score = hit.score * weight
            if (prefix && hit.queryTerms.length && hit.terms.indexOf(term) < 0) score *= W.prefix / 0.375
            mine.set(hit.id, Math.max(mine.get(hit.id) || 0, score))
          })
        }
        unit.options.forEach(function (option) { look(option[0], option[1] * unit.weight, false) })
        if (unit.prefix) look(words.term(unit.word), unit.weight, true)
        unit.hits = mine.size
        if (unit.rare === undefined) unit.rare = mine.size ? Math.log(1 + (total - mine.size + 0.5) / (mine.size + 0.5)) : 0
        var factor = Math.pow(unit.rare / 7.35, W.rare)
        mine.forEach(function (score, id) {
          var entry = found.get(id) || { score: 0, cover: 0 }
          entry.score += score * factor
          entry.cover += unit.rare * unit.weight
          found.set(id, entry)
        })
      })
      var all = units.reduce(function (sum, unit) { return sum + unit.rare * unit.weight }, 0) || 1
      found.forEach(function (entry) { entry.cover /= all })
      return found
    }

    /* The pages that have any of the words, best first: { page, score, parts }. */
    function find(query) {
      var units = understood(query), results = []
      results.marks = []
      if (!units.length) return results
      var ofParts = scores(byPart, PART, units, parts.length), best = new Map()
      ofParts.forEach(function (entry, id) {
        var score = entry.score * Math.pow(entry.cover, W.pcover), page = parts[id].page
        if (!best.has(page)) best.set(page, [])
        best.get(page).push({ part: parts[id], score: score })
      })
      scores(byPage, PAGE, units, pages.length).forEach(function (entry, at) {
        var own = (best.get(at) || []).sort(function (a, b) { return b.score - a.score })
        var score = entry.score * Math.pow(entry.cover, W.cover) + W.whole * (own.length ? own[0].score : 0)
        results.push({ page: pages[at], score: score * pages[at].boost, parts: own.slice(0, 3) })
      })
      results.sort(function (a, b) { return b.score - a.score })
      results.marks = marks(units)
      return results
    }
    /* How the words begin that were looked for, as they are written on the pages; the most common are left out. */
    function marks(units) {
      var found = new Set()
      units.forEach(function (unit) {
        if (unit.weight < 1 || unit.rare < 1.2) return
        unit.options.forEach(function (option) { found.add(beginning(Array.from(surfaces.get(option[0])))) })
        if (!unit.options.length && unit.hits) found.add(unit.word)
      })
      return Array.from(found).filter(function (one) { return one.length > 1 || found.size === 1 })
    }
    function beginning(all) {
      var first = all[0], length = first.length
      all.forEach(function (one) {
        while (one.slice(0, length) !== first.slice(0, length)) length--
      })
      return first.slice(0, length)
    }

    return { find: find, understood: understood, pages: pages }
  }

  return { create: create, PAGE: PAGE, PART: PART, W: W }
})()
