/* The box of the search: it opens and closes, and loads what answers when a reader first turns to it. */
var searchBox = (function () {
  "use strict"

  var box = document.querySelector(".md-search"), open = document.getElementById("__search")
  if (!box || !open) return {}
  var input = box.querySelector("input"), button = document.querySelector(".search__open")
  var below = document.querySelector(".md-container"), narrow = matchMedia("(max-width: 59.984375em)")
  var said = box.querySelector(".search__said"), loading

  function load() {
    if (loading) return
    loading = document.createElement("script")
    loading.src = box.dataset.index
    loading.addEventListener("error", function () {
      said.textContent = "The search could not be loaded. Try again once there is a network."
      loading.remove()
      loading = null
    })
    document.head.append(loading)
  }
  function turn(to) {
    open.checked = to
    button.setAttribute("aria-expanded", String(to))
    if (below) below.inert = to && narrow.matches // what lies under a box of the whole screen is no stop of the keyboard
    if (to) load()
  }
  function close() {
    if (!open.checked) return
    turn(false)
    if (box.contains(document.activeElement)) {
      document.activeElement.blur()
      if (button.getClientRects().length) button.focus({ preventScroll: true })
    }
  }
  function enter() {
    turn(true)
    input.focus()
    input.select()
  }

  turn(false) // a browser that comes back to a page keeps the state of its boxes
  button.addEventListener("click", enter)
  guide.key("/", "Search", enter)
  box.querySelector(".search__close").addEventListener("click", close)
  open.addEventListener("change", function () { if (!open.checked) close() })
  input.addEventListener("focus", function () { if (!open.checked) turn(true) })
  box.addEventListener("focusout", function (event) {
    if (event.relatedTarget && !box.contains(event.relatedTarget)) turn(false)
  })
  addEventListener("keydown", function (event) {
    if (event.key !== "Escape" || !open.checked) return
    event.preventDefault()
    close()
  })
  addEventListener("pageshow", function (event) { if (event.persisted) turn(false) })

  narrow.addEventListener("change", function () { turn(open.checked) })

  return { box: box, input: input, said: said, shut: function () { turn(false) } }
})()
