/* The bar of a narrow screen says which section is being read, and leads to the ones before and after, at the ends of the
   page to the pages before and after. It lies over the page, so it moves nothing when it comes and goes. */
(function () {
  "use strict"

  var bar = document.querySelector(".section-bar")
  if (!bar) return
  var list = bar.querySelector(".section-list"), here = bar.querySelector(".section-bar__here")
  var before = bar.querySelector(".section-bar__step--previous"), after = bar.querySelector(".section-bar__step--next")
  var narrow = matchMedia("(max-width: 59.9844em)")
  var asked = -1, shown = -2, waiting = false

  /* Where one can stop: the sections, and the answer, which has no heading but its band's. */
  var stops = []
  list.querySelectorAll("a").forEach(function (link) {
    var place = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    var band = link.closest("ul ul")?.parentElement.firstElementChild.textContent ?? ""
    var isBand = link.classList.contains("section-list__band")
    if (!place || (isBand && place.nextElementSibling?.localName === "h2")) return
    stops.push({ link: link, place: place, name: isBand ? "In 30 seconds" : link.textContent, band: isBand ? link.textContent : band })
  })
  if (!stops.length) return

  function reading() {
    var line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8
    var at = stops.findLastIndex(function (stop) { return guide.top(stop.place) <= line })
    var rest = document.documentElement.scrollHeight - scrollY - innerHeight
    if (rest > 2) asked = -1
    return Math.max(at, asked) // what is asked for may be too near the end to reach the top
  }

  function part(name, text) {
    var made = document.createElement("span")
    made.className = "section-bar__" + name
    made.textContent = text
    return made
  }

  function lead(link, kind, stop, page) {
    var to = stop ? stop.link : page
    if (!to) return link.removeAttribute("href")
    link.href = to.getAttribute("href")
    var name = stop ? stop.name : page.querySelector(".turn__title").textContent
    link.setAttribute("aria-label", kind + (stop ? " section: " : " page: ") + name)
  }

  function show() {
    waiting = false
    if (!narrow.matches) return
    var at = reading()
    if (at === shown) return
    shown = at
    bar.hidden = at < 0
    if (at < 0) return
    here.replaceChildren(part("band", stops[at].band), part("name", stops[at].name)) // new ones: old ones would move
    stops.forEach(function (stop, index) {
      if (index === at) stop.link.setAttribute("aria-current", "location")
      else stop.link.removeAttribute("aria-current")
    })
    lead(before, "Previous", stops[at - 1], document.querySelector(".turn a[rel=prev]"))
    lead(after, "Next", stops[at + 1], document.querySelector(".turn a[rel=next]"))
  }

  function soon() {
    if (waiting) return
    waiting = true
    requestAnimationFrame(show)
  }

  /* Steps are not kept in the history: back leads to where the reader came from. */
  bar.addEventListener("click", function (event) {
    var link = event.target.closest("a[href^='#']")
    if (!link) return
    asked = stops.findIndex(function (stop) { return stop.link.hash === link.hash })
    if (list.contains(link)) list.hidePopover()
    else {
      event.preventDefault()
      document.getElementById(decodeURIComponent(link.hash.slice(1))).scrollIntoView()
      history.replaceState(history.state, "", link.hash)
    }
    soon()
  })
  addEventListener("scroll", soon, { passive: true })
  addEventListener("resize", soon)
  addEventListener("hashchange", function () {
    asked = stops.findIndex(function (stop) { return stop.link.hash === location.hash })
    soon()
  })
  soon()
})()
