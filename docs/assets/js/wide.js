/* What is wider than the text scrolls in a box of its own, which the keyboard reaches. Tables and code have their boxes
   from the build; a formula within a sentence gets one here.

   Nothing is measured before the browser has laid it out by itself: to ask earlier would make it lay out every formula of
   the page before the first view. An observer tells of each box when that is done. */
(function () {
  "use strict"

  var SHORT = 14 // letters: no formula of so few is wider than the narrowest column
  var laid = new Set()

  function fit(boxes) {
    var formulas = boxes.filter(function (box) { return box.localName === "span" })
    formulas.forEach(function (formula) { formula.classList.remove("wide") })
    var wide = boxes.map(function (box) {
      return box.localName === "span"
        ? box.offsetWidth > box.closest("p, li, td, th, figcaption, div").clientWidth
        : box.scrollWidth > box.clientWidth
    })
    boxes.forEach(function (box, index) {
      if (box.localName === "span") box.classList.toggle("wide", wide[index])
      if (wide[index]) box.setAttribute("tabindex", "0")
      else box.removeAttribute("tabindex")
    })
  }
  function again() { fit([...laid]) }

  var observer = new IntersectionObserver(function (entries) {
    var come = []
    entries.forEach(function (entry) {
      if (!entry.isIntersecting) return laid.delete(entry.target)
      if (!laid.has(entry.target)) come.push(entry.target)
      laid.add(entry.target)
    })
    fit(come)
  }, { rootMargin: "1000000px" }) // wherever on the page
  document.querySelectorAll("span.math, .md-typeset__scrollwrap, pre > code").forEach(function (box) {
    if (box.localName !== "span" || box.textContent.length > SHORT) observer.observe(box)
  })
  var width = 0
  new ResizeObserver(function (entries) { // of the width alone: what unfolds makes nothing wider
    var now = entries[0].contentRect.width
    if (width && now !== width) again()
    width = now
  }).observe(document.querySelector(".md-content"))
  document.fonts.ready.then(function () { if (laid.size) again() })
})()
