/* A classic script: pages opened from disk load no modules. */
(function () {
  "use strict"

  /* The menu button of the theme is a label: give it the keyboard of the button that it says it is. */
  var drawer = document.querySelector("label.md-header__button[for=__drawer]")
  var state = document.getElementById("__drawer")
  if (drawer && state) {
    var report = function () { drawer.setAttribute("aria-expanded", String(state.checked)) }
    drawer.addEventListener("keydown", function (event) {
      if (event.key !== "Enter" && event.key !== " ") return
      event.preventDefault()
      state.click()
    })
    state.addEventListener("change", report)
    report()
  }

  /* What scrolls sideways is reached with the keyboard. The theme does this for code, not for tables. */
  var reach = new ResizeObserver(function (entries) {
    entries.forEach(function (entry) {
      var box = entry.target
      if (box.scrollWidth > box.clientWidth) box.setAttribute("tabindex", "0")
      else box.removeAttribute("tabindex")
    })
  })
  document.querySelectorAll(".md-typeset__scrollwrap").forEach(function (box) { reach.observe(box) })
})()
