/* The theme opens the contents with a label, which no keyboard reaches. */
(function () {
  "use strict"

  var label = document.querySelector("label.md-header__button[for=__drawer]")
  var drawer = document.getElementById("__drawer")
  if (label && drawer) {
    var menu = document.createElement("button")
    menu.type = "button"
    menu.className = label.className + " menu"
    menu.setAttribute("aria-label", "Contents")
    menu.append(...label.childNodes)
    var report = function () {
      menu.setAttribute("aria-expanded", String(drawer.checked))
      document.querySelectorAll(".md-content, .md-sidebar--secondary, .footer").forEach(function (below) {
        below.inert = drawer.checked // what lies under the contents is no stop of the keyboard
      })
    }
    var close = function () { if (drawer.checked) drawer.click() }
    menu.addEventListener("click", function () { drawer.click() })
    drawer.addEventListener("change", report)
    addEventListener("keydown", function (event) {
      if (event.key !== "Escape" || !drawer.checked) return
      close()
      menu.focus()
    })
    matchMedia("(min-width: 76.25em)").addEventListener("change", close) // there the contents stand beside the text
    document.querySelector(".contents")?.addEventListener("click", function (event) {
      if (event.target.closest("a[href^='#']")) close()
    })
    report()
    label.replaceWith(menu)
  }
})()
