/* Folds: the address of one opens it, and all of a page open and close at once. */
(function () {
  "use strict"

  function lead() {
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    var fold = place && place.closest("details")
    if (!fold || fold.open) return
    for (; fold; fold = fold.parentElement.closest("details")) fold.open = true
    place.scrollIntoView()
  }
  addEventListener("hashchange", lead)
  lead()

  var folds = document.querySelectorAll("article details")
  if (!folds.length) return

  function closed() { return [].some.call(folds, function (fold) { return !fold.open }) }

  /* What is being read stays where it is, though folds above it open. */
  function turn() {
    var open = closed()
    var shown = [].find.call(document.querySelectorAll("article :is(h1, h2, h3, p, li)"), function (element) {
      return element.checkVisibility() && element.getBoundingClientRect().bottom > 100 &&
        (open || !element.closest("details > :not(summary)"))
    })
    var was = shown && shown.getBoundingClientRect().top
    folds.forEach(function (fold) { fold.open = open })
    if (shown && scrollY) scrollBy(0, shown.getBoundingClientRect().top - was)
    guide.say(open ? "All folds are open" : "All folds are closed")
  }
  guide.key("s", "Show or hide all folds", turn)

  var list = document.querySelector(".section-list")
  if (!list) return
  var button = document.createElement("button")
  button.type = "button"
  button.className = "section-list__folds"
  button.addEventListener("click", function () {
    list.hidePopover()
    turn()
  })
  function name() { button.textContent = closed() ? "Show all folds" : "Hide all folds" }
  list.addEventListener("beforetoggle", name)
  name()
  list.prepend(button)
})()
