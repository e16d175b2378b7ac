/* Which pages answer a query, best first, and which of their parts. It knows of no document and no box. */
var searchEngine = (function () {
  "use strict"

  var LAST = 45 // of the alphabet's digits, those below it end a number
  // How much a word counts where it stands: what an interviewer calls a thing counts most.
  var PAGE = { name: 3, question: 5, aliases: 3.5, keywords: 4, asked: 1.5, heads: 0.8, heart: 0.8, short: 1.5,
    answer: 2.2, body: 1 }
  var PART = { heading: 4, body: 1 }
  // Found with tests/browser/queries and not by reason. A rare word counts more by this power of its rarity, and a page
  // or part less that has fewer of the words; a page takes a share of its best part's score. One of its names makes it
  // count more the nearer the query comes to it, and again where the two are nearly the same.
  var RARE = 0.5, PAGE_COVER = 0.3, PART_COVER = 1.5, BEST_PART = 0.35, NAMED = 1.5, SAME = 2, UNFINISHED = 1
  var SURE = 3 // pages that are always shown; of the others,
  var FAR = 0.12 // of the best page's score: what has less is no answer
  var LIKE = 0.5 // of the best part's score: what has more is shown below its page
  var words = searchWords

  /* Of a word that `some` of all parts have. One that stands only among the names of a page is as rare as can be. */
  function rarity(some, all) {
    some = Math.max(some, 1)
    return Math.log(1 + (all - some + 0.5) / (some + 0.5))
  }

  /* For each word the data name the bags that it is in; here each bag of words comes back to its page or part. */
  function unpack(data) {
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
    return bags.map(function (bag) { return bag.join(" ") })
  }

  function create(data) {
    var counts = new Map(), written = new Map() // of a word how often it stands, of a term the words that it stands for
    function processed(word) {
      var term = words.term(word)
      if (!written.has(term)) written.set(term, new Set())
      written.get(term).add(word)
      counts.set(word, (counts.get(word) || 0) + 1)
      return term
    }
    function index(fields) {
      return new MiniSearch({ fields: Object.keys(fields), tokenize: words.split, processTerm: processed })
    }
    function terms(text) {
      var found = words.split(text).filter(function (word) { return !words.small(word) })
      return Array.from(new Set(found.map(words.term)))
    }

    var byPage = index(PAGE), byPart = index(PART)
    var parts = [], names = [], bags = unpack(data), next = 0
    var ready = 0
    /* Learn the next page; false when there is none. A thousand parts take a phone a second: whoever calls shares it out. */
    function learn() {
      if (ready === data.pages.length) return false
      var at = ready++, page = data.pages[at]
      var answer = bags[next++], asked = [], heads = [], heart = "", body = [answer]
      page.parts.forEach(function (part) {
        var kind = part[1], heading = part[2], bag = bags[next++]
        ;(kind === "follow-up" ? asked : heads).push(heading)
        if (kind === "heart") heart = bag
        body.push(bag)
        byPart.add({ id: parts.length, heading: heading, body: bag })
        parts.push({ page: at, anchor: part[0], kind: kind, heading: heading, preview: part[3] })
      })
      byPage.add({ id: at, name: page.name, question: page.title, aliases: page.aliases.join(" . "),
        keywords: page.keywords.join(" . "), asked: asked.join(" . "), heads: heads.join(" . "), heart: heart,
        short: page.short, answer: answer, body: body.join(" ") })
      names.push([page.name, page.title].concat(page.aliases, page.keywords, asked).map(terms))
      return true
    }
    var understood = searchQuery.reader(counts, function (term) { return written.has(term) }, data.thesaurus)

    var exact = { tokenize: function (term) { return [term] }, processTerm: function (term) { return term } }
    var rarities = new Map()
    function rare(term) {
      if (!rarities.has(term)) rarities.set(term, rarity(byPart.search(term, exact).length, parts.length))
      return rarities.get(term)
    }

    /* Of each document that has any of the words: its score, and which share of the words it covers. */
    function scores(index, fields, units, total) {
      var found = new Map(), all = 0
      units.forEach(function (unit) {
        var mine = new Map()
        function look(term, weight, prefix) {
          index.search(term, Object.assign({ boost: fields, prefix: prefix }, exact)).forEach(function (hit) {
            mine.set(hit.id, Math.max(mine.get(hit.id) || 0, hit.score * weight))
          })
        }
        unit.options.forEach(function (option) { look(option[0], option[1] * unit.weight, false) })
        if (unit.unfinished) look(words.term(unit.word), UNFINISHED, true)
        // Of the parts, which come first; what stands on no page has no weight.
        if (unit.rare === undefined) unit.rare = unit.options.length || mine.size ? rarity(mine.size, total) : 0
        all += unit.rare * unit.weight
        mine.forEach(function (score, id) {
          var entry = found.get(id) || { score: 0, cover: 0 }
          entry.score += score * Math.pow(unit.rare, RARE)
          entry.cover += unit.rare * unit.weight
          found.set(id, entry)
        })
      })
      found.forEach(function (entry) { entry.cover /= all || 1 })
      return found
    }

    /* How near a query comes to one of the names of a page, from 0 to 1: the cosine of the two, rare words weighed. */
    function likeness(units) {
      var asked = new Map(), length = 0
      units.forEach(function (unit) {
        if (unit.weight === 1) length += unit.rare * unit.rare
        unit.options.forEach(function (option) {
          if (unit.weight > 0.5) asked.set(option[0], Math.max(asked.get(option[0]) || 0, unit.weight * option[1]))
        })
      })
      return function (at) {
        var best = 0
        names[at].forEach(function (name) {
          var common = 0, own = 0
          name.forEach(function (term) {
            var square = rare(term) * rare(term)
            own += square
            common += square * (asked.get(term) || 0)
          })
          if (common) best = Math.max(best, Math.min(1, common / Math.sqrt(own * (length || 1))))
        })
        return best
      }
    }

    /* How the words begin that were looked for, as they are written on the pages; the most common are left out. */
    function marks(units) {
      var found = new Set()
      units.forEach(function (unit) {
        if (unit.weight < 1 || unit.rare < 1.2) return
        unit.options.forEach(function (option) { found.add(beginning(Array.from(written.get(option[0])))) })
        if (!unit.options.length) found.add(unit.word)
      })
      return Array.from(found).filter(function (one) { return one.length > 1 || found.size === 1 })
    }
    function beginning(all) {
      var length = all[0].length
      all.forEach(function (one) { while (one.slice(0, length) !== all[0].slice(0, length)) length-- })
      return all[0].slice(0, length)
    }

    /* The pages that answer, best first, each with the parts that speak most of it; and what is to be marked there. */
    function find(query) {
      var units = understood(query), best = new Map(), leading = 0
      scores(byPart, PART, units, parts.length).forEach(function (entry, id) {
        var score = entry.score * Math.pow(entry.cover, PART_COVER), page = parts[id].page
        if (!best.has(page)) best.set(page, [])
        best.get(page).push({ part: parts[id], score: score })
        leading = Math.max(leading, score)
      })
      var like = likeness(units), pages = []
      scores(byPage, PAGE, units, data.pages.length).forEach(function (entry, at) {
        var own = (best.get(at) || []).sort(function (a, b) { return b.score - a.score }), near = like(at)
        var score = entry.score * Math.pow(entry.cover, PAGE_COVER) + BEST_PART * (own.length ? own[0].score : 0)
        score *= (1 + NAMED * near + SAME * Math.pow(near, 8)) * data.pages[at].boost
        own = own.filter(function (one) { return one.score > leading * LIKE })
        pages.push({ page: data.pages[at], score: score, parts: own.map(function (one) { return one.part }) })
      })
      pages.sort(function (a, b) { return b.score - a.score })
      pages = pages.filter(function (one, at) { return at < SURE || one.score > pages[0].score * FAR })
      return { pages: pages, marks: marks(units) }
    }
    return { find: find, learn: learn }
  }

  return { create: create }
})()
