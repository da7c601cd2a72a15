// What only a script can add: lists are filtered while typing, texts are copied, "/" leads to the search, and menus
// close. Every page works without it.

const scripted = (name, attributes) => {
    const element = Object.assign(document.createElement(name), attributes);
    element.classList.add("scripted");
    return element;
};

function filterList(list) {
    const items = [...list.querySelectorAll(list.dataset.items || "tbody tr")];
    const groups = [...list.querySelectorAll("details, section")];
    const wereOpen = new Map(groups.map((group) => [group, group.open]));
    const input = scripted("input", { type: "search", ariaLabel: `Filter ${list.dataset.filter}` });
    input.placeholder = `Filter these ${list.dataset.filter} …`;
    const count = scripted("span", { role: "status", className: "number" });
    const row = scripted("p", { className: "quick-filter" });
    row.append(input, " ", count);
    list.before(row);
    input.addEventListener("input", () => {
        const words = input.value.toLowerCase().split(/\s+/).filter(Boolean);
        const fits = (item) => words.every((word) => item.textContent.toLowerCase().includes(word));
        const shown = items.filter((item) => (item.hidden = !fits(item)) === false);
        for (const group of groups) {
            const own = group.querySelector("summary, h2");
            group.hidden = !shown.some((item) => group.contains(item)) && !(own && fits(own));
            if ("open" in group) group.open = words.length ? !group.hidden : wereOpen.get(group);
        }
        count.textContent = words.length ? `${shown.length} of ${items.length}` : "";
    });
}

function copyButton(label, text) {
    const button = scripted("button", { type: "button", className: "copy", textContent: label });
    button.addEventListener("click", async () => {
        await navigator.clipboard.writeText(text());
        button.textContent = "Copied";
        setTimeout(() => (button.textContent = label), 2000);
    });
    return button;
}

function addCopyButtons() {
    for (const pre of document.querySelectorAll("pre.cite, pre.code")) pre.after(copyButton("Copy", () => pre.textContent));
    const canonical = document.querySelector("link[rel=canonical]");
    for (const place of document.querySelectorAll("header .curate")) {
        if (canonical) place.append(copyButton("Copy link", () => canonical.href));
    }
}

function closeMenus(besides) {
    for (const menu of document.querySelectorAll("details.menu[open]")) if (menu !== besides) menu.open = false;
}

document.querySelectorAll("[data-filter]").forEach(filterList);
if (navigator.clipboard) addCopyButtons();
document.addEventListener("click", (event) => closeMenus(event.target.closest("details.menu")));
document.addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
        const menu = document.activeElement.closest("details.menu[open]");
        closeMenus();
        menu?.querySelector("summary").focus();
    }
    const isTyping = event.target.closest("input, textarea, select, [contenteditable]");
    if (event.key === "/" && !isTyping && !event.ctrlKey && !event.metaKey && !event.altKey) {
        event.preventDefault();
        document.getElementById("site-search").focus();
    }
});
