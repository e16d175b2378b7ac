/* Where the reader is: the contents on the right mark the section that is being read, and the header names the page once
   its heading is out of sight. */
(function () {
  "use strict"

  var TOP = 72 // pixels under the header, at which a heading counts as reached
  var title = document.querySelector("[data-md-component=header-title]")
  var heading = document.querySelector("article h1")
  if (title && heading) {
    new IntersectionObserver(function (entries) {
      var entry = entries[entries.length - 1]
      title.classList.toggle("md-header__title--active", !entry.isIntersecting && entry.boundingClientRect.top < TOP)
    }, { rootMargin: -TOP + "px 0px 0px" }).observe(heading)
  }

  var links = new Map() // of the headings, in the order of the page
  document.querySelectorAll(".md-nav--secondary a[href^='#']").forEach(function (link) {
    var target = document.getElementById(decodeURIComponent(link.hash.slice(1)))
    if (target) links.set(target, link)
  })
  if (!links.size) return

  var shown = matchMedia("(min-width: 60em)"), active, waiting

  function mark() {
    waiting = false
    if (!shown.matches) return
    var last
    links.forEach(function (link, target) { if (guide.top(target) < TOP + 1) last = link })
    if (last === active) return
    active?.classList.remove("md-nav__link--active")
    active?.removeAttribute("aria-current")
    last?.classList.add("md-nav__link--active")
    last?.setAttribute("aria-current", "location")
    active = last
    follow(last?.closest(".md-sidebar__scrollwrap"), last)
  }
  /* The list moves within its own box: the page must not. */
  function follow(box, link) {
    if (!box || box.scrollHeight <= box.clientHeight) return
    var place = link.getBoundingClientRect(), frame = box.getBoundingClientRect()
    if (place.top < frame.top + 40 || place.bottom > frame.bottom - 40)
      box.scrollTop += place.top - frame.top - frame.height / 2
  }
  function soon() {
    if (!waiting) requestAnimationFrame(mark)
    waiting = true
  }
  addEventListener("scroll", soon, { passive: true })
  shown.addEventListener("change", soon)
  soon()
})()
