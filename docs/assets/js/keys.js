/* Keys that lead through the guide, and a list of all that do something on the page, whose lines can be clicked as well.
   The list can turn them off: single keys get in the way of those who speak to their computer. */
(function () {
  "use strict"

  function leads(letter, does, rel) {
    var link = document.querySelector(".turn a[rel=" + rel + "]")
    if (link) guide.key(letter, does, function () { link.click() })
  }
  leads("n", "Next page", "next")
  leads("p", "Previous page", "prev")
  guide.key("?", "These keys", list)

  var sheet

  function made() {
    sheet = document.createElement("dialog")
    sheet.className = "sheet sheet--keys"
    sheet.setAttribute("aria-labelledby", "keys-title")
    sheet.innerHTML = '<p class="sheet__title" id="keys-title">Keyboard shortcuts</p><ul class="sheet__keys"></ul>' +
      '<p class="sheet__ways"><label><input type="checkbox"> Use these keys</label>' +
      '<button type="button">Close</button></p>'
    var wanted = sheet.querySelector("input")
    wanted.checked = guide.kept("keys", true)
    wanted.addEventListener("change", function () { guide.keep("keys", wanted.checked) })
    sheet.addEventListener("click", function (event) {
      if (event.target === sheet || event.target.closest(".sheet__ways button")) sheet.close()
    })
    guide.keys.forEach(function (key) {
      if (key.act === list) return
      var item = document.createElement("li"), button = document.createElement("button")
      var letter = document.createElement("kbd")
      letter.textContent = key.letter
      button.type = "button"
      button.append(letter, " " + key.does)
      button.addEventListener("click", function () {
        sheet.close()
        key.act()
      })
      item.append(button)
      sheet.querySelector("ul").append(item)
    })
    document.body.append(sheet)
  }

  function list() {
    if (!sheet) made()
    sheet.showModal()
  }

  var entry = document.createElement("button")
  entry.type = "button"
  entry.className = "footer__keys"
  entry.textContent = "Keys"
  entry.addEventListener("click", list)
  document.querySelector(".footer__line")?.append(" ", entry)
})()
