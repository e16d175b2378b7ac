/* The results in the box: pages, and below each the parts of it that speak most of what was asked. */
searchBox.ready = function (data) {
  "use strict"

  var MOST = 12, PARTS = 3
  var engine = searchEngine.create(data)
  var input = searchBox.input, said = searchBox.said, idle = said.textContent
  var list = searchBox.box.querySelector(".search__results"), shown

  function address(page, anchor, marks) {
    var url = new URL(page.url, guide.base)
    if (marks) url.searchParams.set("h", marks)
    if (anchor) url.hash = anchor
    return url.href
  }
  function element(name, css, text) {
    var made = document.createElement(name)
    made.className = css
    if (text) made.textContent = text
    return made
  }
  function marked(made, text, pattern) {
    var at = 0
    if (pattern) for (var found of text.matchAll(pattern)) {
      made.append(text.slice(at, found.index), element("mark", "", found[0]))
      at = found.index + found[0].length
    }
    made.append(text.slice(at))
    return made
  }
  function item(result, marks, pattern) {
    var page = result.page, one = element("li", "search__result")
    var link = element("a", "search__page")
    link.href = address(page, "", marks)
    var number = /^questions\/(\d+)/.exec(page.url)
    var title = element("span", "search__title")
    if (number) title.append(element("span", "search__number", String(+number[1])), " ")
    link.append(marked(title, page.title, pattern))
    if (page.short) link.append(marked(element("span", "search__short"), page.short, pattern))
    one.append(link)
    if (result.parts.length) {
      var parts = element("ul", "search__parts")
      result.parts.slice(0, PARTS).forEach(function (part) {
        var inside = element("li", ""), way = element("a", "search__part")
        way.href = address(page, part.anchor, marks)
        way.append(marked(element("span", "search__heading"), part.heading, pattern))
        if (part.preview) way.append(marked(element("span", "search__short"), part.preview, pattern))
        inside.append(way)
        parts.append(inside)
      })
      one.append(parts)
    }
    return one
  }

  function show() {
    var query = input.value.trim()
    if (query === shown) return
    shown = query
    list.parentElement.scrollTop = 0
    if (!query) {
      list.replaceChildren()
      said.textContent = idle
      return
    }
    var answer = engine.find(input.value), found = answer.pages
    var marks = answer.marks.join(" "), pattern = searchMarks.pattern(answer.marks)
    list.replaceChildren.apply(list, found.slice(0, MOST).map(function (one) { return item(one, marks, pattern) }))
    said.textContent = found.length > MOST ? "The best " + MOST + " of " + found.length + " pages"
      : found.length === 1 ? "1 page" : found.length ? found.length + " pages" : "No page has any of these words"
  }

  function links() { return Array.from(list.querySelectorAll("a")) }
  input.form.addEventListener("submit", function (event) {
    event.preventDefault()
    if (searchBox.find) show()
    var first = links()[0]
    if (first) first.click()
  })
  input.form.addEventListener("reset", function () {
    setTimeout(function () {
      if (searchBox.find) show()
      input.focus()
    })
  })
  searchBox.box.addEventListener("keydown", function (event) {
    var step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (!step || event.altKey || event.ctrlKey || event.metaKey) return
    var all = [input].concat(links()), next = all.indexOf(document.activeElement) + step
    event.preventDefault()
    all[Math.max(0, Math.min(next, all.length - 1))].focus()
  })
  list.addEventListener("click", function (event) {
    var link = event.target.closest("a")
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey || event.button) return
    searchBox.shut() // a part of this very page lies below the results
    link.blur()
  })
  input.addEventListener("input", function () { if (searchBox.find) show() })
  function learn() {
    var until = performance.now() + 20
    while (engine.learn()) if (performance.now() > until) return setTimeout(learn) // what is typed meanwhile is drawn
    searchBox.find = engine.find
    searchBox.places = data.pages.flatMap(function (page) {
      return page.parts.map(function (part) { return [page.url, part[0]] })
    })
    said.textContent = idle
    show()
  }
  said.textContent = "Reading the index …"
  learn()
}
