/* The theme opens the contents of a narrow screen with a label, which no keyboard reaches. While they are open they have
   the focus, and nothing else can have it; Escape closes them, and so does a tap beside them or on a section. */
(function () {
  "use strict"

  var label = document.querySelector("label.md-header__button[for=__drawer]")
  var drawer = document.getElementById("__drawer")
  var contents = document.querySelector(".contents")
  if (!label || !drawer || !contents) return

  function button(css, name) {
    var made = document.createElement("button")
    made.type = "button"
    made.className = css
    made.setAttribute("aria-label", name)
    made.addEventListener("click", turn)
    return made
  }
  function turn() {
    drawer.checked = !drawer.checked
    report()
  }
  function report() {
    var open = drawer.checked
    menu.setAttribute("aria-expanded", String(open))
    document.querySelectorAll(
      ".md-skip, .md-header, .section-bar, .md-content, .md-sidebar--secondary, .footer",
    ).forEach(function (below) { below.inert = open })
    if (open) (contents.querySelector("[aria-current]") ?? shut).focus()
    else if (was) menu.focus({ preventScroll: true })
    was = open
  }
  function close() { if (drawer.checked) turn() }

  var was = false
  var menu = button(label.className + " menu", "Contents")
  var shut = button("contents__close", "Close the contents")
  menu.append(...label.childNodes)
  label.replaceWith(menu)
  contents.prepend(shut)
  drawer.addEventListener("change", report)
  addEventListener("keydown", function (event) { if (event.key === "Escape") close() })
  matchMedia("(min-width: 76.25em)").addEventListener("change", close) // there the contents stand beside the text
  contents.addEventListener("click", function (event) { if (event.target.closest("a[href^='#']")) close() })
  report()
})()
