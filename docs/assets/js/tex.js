/* A button beside a formula copies its TeX. It stands in the space above the formula's box, and shows while the mouse, the
   keyboard or a finger is there. */
(function () {
  "use strict"

  document.querySelectorAll("article div.math").forEach(function (box) {
    var tex = box.querySelector("math")?.dataset.tex
    if (!tex) return
    var place = document.createElement("div"), button = document.createElement("button")
    place.className = "tex"
    button.type = "button"
    button.textContent = "TeX"
    button.setAttribute("aria-label", "Copy this formula as TeX")
    button.addEventListener("click", function () { guide.copy(tex) })
    place.append(button)
    box.before(place)
  })
})()
