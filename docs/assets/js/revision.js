/* The bar of a revision page: it turns the cards, opens them all and says where the reader is. */
(function () {
  "use strict"

  var bar = document.querySelector(".revision-bar")
  if (!bar) return
  var cards = [].slice.call(document.querySelectorAll(".revision .card"))
  var place = bar.querySelector(".revision-place"), all = bar.querySelector(".revision-all")
  var last = -1 // the card that was turned to, or tapped

  function opened() {
    return cards.every(function (card) { return card.open })
  }

  function at(card) {
    last = card
    place.textContent = card + 1 + " of " + cards.length
  }

  /* The card that is being read: the last one, unless the reader has scrolled away from it. */
  function here() {
    var box = last < 0 ? null : cards[last].getBoundingClientRect()
    if (box && box.bottom > 0 && box.top < bar.getBoundingClientRect().top) return last
    var line = parseFloat(getComputedStyle(document.documentElement).scrollPaddingTop) + 8
    return cards.findLastIndex(function (card) { return card.getBoundingClientRect().top < line })
  }

  function turn(step) {
    var from = here()
    at(from < 0 && step < 0 ? cards.length - 1 : (from + step + cards.length) % cards.length)
    cards[last].open = true
    cards[last].querySelector("summary").focus({ preventScroll: true })
    cards[last].scrollIntoView()
  }

  bar.querySelector(".revision-next").addEventListener("click", function () { turn(1) })
  bar.querySelector(".revision-previous").addEventListener("click", function () { turn(-1) })
  guide.key("j", "next card", function () { turn(1) })
  guide.key("k", "previous card", function () { turn(-1) })

  all.addEventListener("click", function () {
    var open = !opened(), stays = cards[Math.max(here(), 0)], top = stays.getBoundingClientRect().top
    cards.forEach(function (card) { card.open = open })
    scrollBy(0, stays.getBoundingClientRect().top - top)
    place.textContent = open ? "all open" : "all folded"
  })

  cards.forEach(function (card, index) {
    card.querySelector("summary").addEventListener("click", function () { at(index) })
    card.addEventListener("toggle", function () { all.textContent = opened() ? "Hide all" : "Reveal all" })
  })
})()
