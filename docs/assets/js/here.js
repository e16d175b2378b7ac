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

  var reached = new Set(), active
  function mark() {
    var last
    links.forEach(function (link, target) { if (reached.has(target)) last = link })
    if (last === active) return
    active?.classList.remove("md-nav__link--active")
    active?.removeAttribute("aria-current")
    last?.classList.add("md-nav__link--active")
    last?.setAttribute("aria-current", "location")
    active = last
    /* The list follows, within its own box: the page must not move. */
    var box = last?.closest(".md-sidebar__scrollwrap")
    if (!box || box.scrollHeight <= box.clientHeight) return
    var place = last.getBoundingClientRect(), frame = box.getBoundingClientRect()
    if (place.top < frame.top + 40 || place.bottom > frame.bottom - 40)
      box.scrollTop += place.top - frame.top - frame.height / 2
  }
  var observer = new IntersectionObserver(function (entries) {
    entries.forEach(function (entry) {
      if (entry.boundingClientRect.height && entry.boundingClientRect.top < TOP + 1) reached.add(entry.target)
      else reached.delete(entry.target)
    })
    mark()
  }, { rootMargin: -TOP + "px 0px 0px" })
  links.forEach(function (link, target) { observer.observe(target) })
})()
