/* What the other scripts share. It comes first; they call it `guide`. */
var guide = (function () {
  "use strict"

  var script = document.currentScript
  var keys = [], notice, hides

  function typing(target) {
    return target.closest?.("input, textarea, select, [contenteditable]")
  }

  addEventListener("keydown", function (event) {
    if (event.ctrlKey || event.metaKey || event.altKey || event.defaultPrevented || typing(event.target)) return
    if (document.querySelector("dialog[open]")) return // what lies below it is not to be moved
    var found = keys.find(function (key) { return key.letter === event.key })
    if (!found) return
    event.stopPropagation()
    if (!guide.kept("keys", true)) return // turned off, see keys.js
    event.preventDefault()
    found.act()
  }, true) // before anyone else hears of it

  return {
    /* The address that the site lies at, whichever page this is. */
    base: new URL("../../", script.src),

    /* The keys that do something on this page: { letter, does, act }. */
    keys: keys,

    /* Let a key, pressed outside any field, do something; `does` says in a few words what. */
    key: function (letter, does, act) { keys.push({ letter: letter, does: does, act: act }) },

    /* Where a place begins, in pixels below the upper edge of the screen. What is folded, or not laid out yet, is where
       its box is: asked for itself, it would be laid out for the answer, with all the formulas around it. */
    top: function (place) {
      while (place.checkVisibility && !place.checkVisibility({ contentVisibilityAuto: true }) && place.parentElement)
        place = place.parentElement
      return place.getBoundingClientRect().top
    },

    /* Say for a moment, to the eye and to a screen reader, what has just happened. */
    say: function (text) {
      if (!notice) {
        notice = document.createElement("p")
        notice.className = "notice"
        notice.setAttribute("role", "status")
        document.body.append(notice)
      }
      clearTimeout(hides)
      notice.textContent = text
      notice.classList.add("notice--shown")
      hides = setTimeout(function () {
        notice.classList.remove("notice--shown")
        notice.textContent = ""
      }, 3000)
    },

    /* Copy a text, and say that it is done. */
    copy: function (text) {
      if (!navigator.clipboard) return guide.say("This browser does not let a page copy")
      navigator.clipboard.writeText(text).then(
        function () { guide.say("Copied") },
        function () { guide.say("This browser does not let a page copy") },
      )
    },

    /* What is kept on this device under `name`, or `otherwise` where nothing is, or where the browser keeps nothing. */
    kept: function (name, otherwise) {
      try {
        return JSON.parse(localStorage.getItem(guide.base.pathname + name)) ?? otherwise
      } catch {
        return otherwise
      }
    },

    /* Keep a value on this device under `name`; false where the browser keeps nothing. */
    keep: function (name, value) {
      try {
        localStorage.setItem(guide.base.pathname + name, JSON.stringify(value))
        return true
      } catch {
        return false
      }
    },
  }
})()
