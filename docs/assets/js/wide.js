/* What is wider than the text scrolls in a box of its own, which the keyboard reaches. The theme sees to this for code;
   tables are put into their boxes by it, and a formula within a sentence gets one here. */
(function () {
  "use strict"

  function reachable(box, scrolls) {
    if (scrolls) box.setAttribute("tabindex", "0")
    else box.removeAttribute("tabindex")
  }
  function fit() {
    document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (box) {
      reachable(box, box.scrollWidth > box.clientWidth)
    })
    var formulas = document.querySelectorAll("span.math")
    formulas.forEach(function (formula) { formula.classList.remove("wide") })
    var wide = [].map.call(formulas, function (formula) {
      return formula.offsetWidth > formula.closest("p, li, td, th, figcaption, div").clientWidth
    })
    formulas.forEach(function (formula, index) {
      formula.classList.toggle("wide", wide[index])
      reachable(formula, wide[index])
    })
  }
  addEventListener("DOMContentLoaded", function () { // by then the theme has put tables into boxes
    new ResizeObserver(fit).observe(document.querySelector(".md-content"))
    document.fonts.ready.then(fit)
  })
})()
