/* The words that a result was found by are marked on the page that it leads to: ?h= names how they begin. */
var searchMarks = (function () {
  "use strict"

  /* Words that begin like one of these. */
  function pattern(beginnings) {
    var escaped = beginnings.filter(Boolean).map(function (one) { return one.replace(/[^\p{L}\p{N}_]/gu, "\\$&") })
    return escaped.length ? new RegExp("(?<![\\p{L}\\p{N}_])(?:" + escaped.join("|") + ")[\\p{L}\\p{N}_]*", "giu") : null
  }

  function mark(root, words) {
    var walker = document.createTreeWalker(root, NodeFilter.SHOW_TEXT), texts = []
    for (var node; (node = walker.nextNode());) {
      words.lastIndex = 0
      if (words.test(node.data) && !node.parentElement.closest("math, pre, svg, script, button, .facts, .correct, .turn"))
        texts.push(node)
    }
    texts.forEach(function (text) {
      var parts = [], at = 0
      for (var found of text.data.matchAll(words)) {
        var made = document.createElement("mark")
        made.textContent = found[0]
        parts.push(text.data.slice(at, found.index), made)
        at = found.index + found[0].length
      }
      parts.push(text.data.slice(at))
      text.replaceWith.apply(text, parts)
    })
  }

  var asked = new URLSearchParams(location.search).get("h"), article = document.querySelector("article")
  var words = asked && article && pattern(asked.split(" ").slice(0, 12))
  if (words) mark(article, words)
  return { pattern: pattern }
})()
