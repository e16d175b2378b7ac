/* From text to the terms that are compared: the same way for what is written on a page and for what a reader types. */
var searchWords = (function () {
  "use strict"

  var WORD = /[\p{L}\p{N}∂]+(?:[._'’‑–-][\p{L}\p{N}]+)*/gu
  // What formulas are typed with: a symbol and its step (h_t, h_{t-1}, h(t), h[t-1]) or what it is a function of (T(x)),
  // the rest of a share (1 - z), and letters below the line.
  var STEP = new RegExp("(?<![\\p{L}\\p{N}_])(\\p{L})(?:_\\{?(\\p{L})(?:\\s*[-−–]\\s*1(?=\\}))?\\}?|" +
    "[([](\\p{L})(?:\\s*[-−–]\\s*1)?[)\\]])(?!\\p{L})", "gu")
  var REST = /(?<![\p{L}\p{N}.])1\s*[-−–]\s*(?![dD])(\p{L})(?!\p{L})/gu
  var BELOW = /([ₐₑₒₓₕₖₗₘₙₚₛₜᵢⱼᵣᵤᵥ])(₋₁)?/gu
  var PLAIN = /^[a-z]+$/ // most words are, and take no more thought
  // Parts of a name such as BasicLSTMCell or ConvLSTM2D.
  var PART = /\p{Lu}{2,}s?(?!\p{Ll})|\p{Lu}?\p{Ll}+|\p{Lu}|\p{N}+\p{Lu}?/gu
  var SMALL = new Set(("a about after all also am an and any are as at be because been before being but by can could did " +
    "do does doing done down each else ever every exactly explain for from get gets go goes had has have how i if in " +
    "into is isn it its itself just know let like ll made make makes may me mean more most much must my need not " +
    "of off on only or other our out over own really s same say see should so some such t take tell than that the " +
    "their them then there these they thing things this those through to too up us use used uses using very want was " +
    "way we well were what when where whether which while who whose why will with without would you your describe " +
    "vs versus explain discuss give work works don doesn").split(" "))

  /* The words of a text, small letters all: a compound whole and in its parts. */
  function split(text) {
    var found = []
    text = text.replace(BELOW, "_$1 ").normalize("NFKC").replace(STEP, " $1_$2$3 ").replace(REST, " 1_$1 ")
    var compounds = (text.replace(/(\d),(?=\d{3}(?!\d))/g, "$1").match(WORD) || [])
    compounds.forEach(function (word) {
      if (PLAIN.test(word)) return found.push(word)
      word = word.replace(/['’](s|re|ve|ll|d|m|t)$/i, "").replace(/[‑–]/g, "-")
      if (/^[\p{N}.]+$/u.test(word)) return found.push(word.toLowerCase())
      var pieces = word.split(/[._'’-]/)
      var parts = pieces.flatMap(function (piece) {
        if (piece === piece.toLowerCase() || /^\p{Lu}+s?$/u.test(piece) || /^\p{Lu}\p{Ll}+$/u.test(piece)) return [piece]
        return piece.match(PART) || [piece]
      })
      var whole = word.toLowerCase().replace(/-/g, "")
      found.push(whole)
      if (parts.length > 1) {
        parts.forEach(function (part) { if (part.length > 1) found.push(part.toLowerCase()) })
        pieces.length > 1 && pieces.forEach(function (piece, i) {
          if (piece.length > 1 && parts.indexOf(piece) < 0) found.push(piece.toLowerCase())
        })
      }
    })
    return found
  }

  /* One spelling for both sides of the Atlantic. */
  function spelt(word) {
    if (word.length < 5) return word
    return word
      .replace(/^(formul|schem)a(e|ta)$/, "$1a")
      .replace(/trices$/, "trix")
      .replace(/^(learn|burn)t$/, "$1ed")
      .replace(/([a-z]{2})yz(e|ed|es|er|ing)$/, "$1ys$2")
      .replace(/([a-z]{3})iz(|e|ed|es|er|ers|ing|able|ation|ations|ational)$/, "$1is$2")
      .replace(/([a-z]{2})our(|s|ed|ing|al|able|ite|ful|less)$/, "$1or$2")
      .replace(/([a-z]{2})ogue(s?)$/, "$1og$2")
      .replace(/([a-z]{2})(b|t)re(s?)$/, "$1$2er$3")
      .replace(/([a-z]{2})ence(s?)$/, "$1ense$2")
      .replace(/^(grey|artefact|ageing|judgement|acknowledgement|sceptic)/, function (part) {
        return { grey: "gray", artefact: "artifact", ageing: "aging", judgement: "judgment",
          acknowledgement: "acknowledgment", sceptic: "skeptic" }[part]
      })
  }

  // The first that fits is taken off.
  var ENDINGS = [
    [/^(.{3,}is)(?:ation|ational)$/, "$1"],
    [/^(.{3,}if)(?:ication|ier|ied|y|ying)$/, "$1"],
    [/^(.{4,})(?:ation|ating|ated|ative|ator|ate)$/, "$1"],
    [/^(.{3,}[cp]t)ion$/, "$1"],
    [/^(.{3,}s)ion$/, "$1"],
    [/^(.{4,})(?:ment|ly)$/, "$1"],
    [/^(.{5,})(?:ent|ant|ense|ance|ency|ancy)$/, "$1"],
    [/^(.{3,}?)(?:ing|ered|ed|er|able|ability)$/, "$1"],
    [/^(.{4,}s)is$/, "$1"],
  ]

  /* The stem: plurals and the endings of verbs go, and of the nouns made of them. */
  function stem(word) {
    if (word.length < 4 || /[\p{N}._]/u.test(word)) return word
    word = spelt(word)
    if (/ies$/.test(word) && word.length > 4) word = word.slice(0, -3) + "y"
    else if (/(ss|sh|ch|x|z)es$/.test(word)) word = word.slice(0, -2)
    else if (/[^suia]s$|(ul|em|e|et|igm|bd)as$/.test(word) || word.length === 4 && /us$/.test(word)) word = word.slice(0, -1)
    var rule = ENDINGS.find(function (rule) { return rule[0].test(word) })
    var shorter = rule ? word.replace(rule[0], rule[1]) : word
    if (/[aeiouy]/.test(shorter)) word = shorter
    return word.replace(/(..)([b-df-hj-np-tv-z])\2$/, "$1$2").replace(/^(.{3,})e$/, "$1").replace(/^(.{3,})y$/, "$1i")
  }

  var known = new Map()
  function term(word) {
    if (!known.has(word)) known.set(word, stem(word))
    return known.get(word)
  }

  return { split: split, spelt: spelt, term: term, small: function (word) { return SMALL.has(word) } }
})()
