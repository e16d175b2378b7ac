/* Tabs for what a page shows in two libraries. The choice holds for all of them, here and on the pages to come; a hidden
   panel is still found by the browser's own search, which shows it. */
(function () {
  "use strict"

  var sets = []

  function choose(name) {
    sets.forEach(function (set) {
      var at = set.panels.findIndex(function (panel) { return panel.dataset.library === name })
      if (at < 0) return
      set.panels.forEach(function (panel, index) {
        if (index === at) panel.removeAttribute("hidden")
        else panel.setAttribute("hidden", "until-found")
        set.tabs[index].setAttribute("aria-selected", String(index === at))
        set.tabs[index].tabIndex = index === at ? 0 : -1
      })
    })
  }

  /* The tab that was chosen stays where it is, though panels above it change. */
  function chosen(tab, name) {
    var was = tab.getBoundingClientRect().top
    choose(name)
    scrollBy(0, tab.getBoundingClientRect().top - was)
    guide.keep("library", name)
  }

  document.querySelectorAll(".libraries").forEach(function (box, number) {
    var bar = document.createElement("div")
    var set = { panels: [].slice.call(box.children), tabs: [] }
    bar.className = "libraries__tabs"
    bar.setAttribute("role", "tablist")
    bar.setAttribute("aria-label", "Library")
    set.panels.forEach(function (panel, index) {
      var name = panel.dataset.library, tab = document.createElement("button")
      panel.id = "library-" + number + "-" + index
      tab.id = panel.id + "-tab"
      tab.type = "button"
      tab.textContent = name
      tab.setAttribute("role", "tab")
      tab.setAttribute("aria-controls", panel.id)
      tab.addEventListener("click", function () { chosen(tab, name) })
      panel.setAttribute("role", "tabpanel")
      panel.setAttribute("aria-labelledby", tab.id)
      panel.addEventListener("beforematch", function () { choose(name) })
      set.tabs.push(tab)
      bar.append(tab)
    })
    bar.addEventListener("keydown", function (event) {
      var count = set.tabs.length, at = set.tabs.indexOf(event.target)
      var to = { ArrowRight: at + 1, ArrowLeft: at - 1 + count, Home: 0, End: count - 1 }[event.key]
      if (to === undefined) return
      event.preventDefault()
      set.tabs[to % count].focus()
      set.tabs[to % count].click()
    })
    box.prepend(bar)
    box.classList.add("libraries--ready")
    sets.push(set)
  })
  if (!sets.length) return

  choose("PyTorch")
  choose(guide.kept("library", "PyTorch"))

  function lead() { // to a place in a panel
    var place = location.hash && document.getElementById(decodeURIComponent(location.hash.slice(1)))
    var panel = place && place.closest(".library[hidden]")
    if (!panel) return
    choose(panel.dataset.library)
    place.scrollIntoView()
  }
  addEventListener("hashchange", lead)
  lead()
})()
