// Nodes and words that the parts of the desk share. Data only ever becomes text, never markup.

/** Makes an element; functions become properties, false attributes and children are left out. */
export function h(tag, attributes, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (typeof value === "function") node[name] = value;
		else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
	}
	node.append(...children.flat().filter((child) => child || child === 0));
	return node;
}

export const byId = (id) => document.getElementById(id);

export const button = (text, onclick, attributes) => h("button", { type: "button", class: "plain", onclick, ...attributes }, text);

export const hidden = (text) => h("span", { class: "hidden" }, text);

/** Says something to who cannot see it. */
export function announce(text) {
	const region = byId("said");
	region.append(h("p", {}, text));
	while (region.childElementCount > 5) region.firstChild.remove();
}

export const timeOf = (at) => new Date(at).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");

export const dateOf = (at) => new Date(`${at}T12:00`).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });

/** A clock that counts on from so many seconds. */
export function clock(seconds, label) {
	const node = h("time", { class: "clock", "data-since": Date.now() - 1000 * seconds, "data-label": label });
	tick(node);
	return node;
}

function tick(node) {
	const seconds = Math.max(0, Math.floor((Date.now() - node.dataset.since) / 1000));
	const [hours, minutes] = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60];
	const short = hours ? `${hours} u ${minutes} min` : `${minutes}:${String(seconds % 60).padStart(2, "0")}`;
	if (node.textContent !== short) node.textContent = short;
}

setInterval(() => document.querySelectorAll(".clock").forEach(tick), 1000);

/** Puts new nodes in a list when they differ, and keeps the focus where it was: nodes are known by data-key. */
export function fill(list, mark, make) {
	if (list.dataset.mark === mark) return;
	list.dataset.mark = mark;
	const key = list.contains(document.activeElement) ? document.activeElement.dataset.key : undefined;
	list.replaceChildren(...make());
	if (key) (list.querySelector(`[data-key="${CSS.escape(key)}"]`) ?? list.querySelector("button"))?.focus();
}

/**
 * Shows a dialog and returns a promise of what was chosen: the fields by name, or null when it was closed.
 * `safe` makes `no` the main button, with the focus: who presses Enter without reading does no harm.
 */
export function ask(title, content, { yes = "Bewaar", no = "Annuleer", grave = false, safe = false } = {}) {
	return new Promise((resolve) => {
		const before = document.activeElement;
		let answer = null;
		const form = h("form", { method: "dialog", class: "stack" }, h("h2", { id: "dialog-title" }, title), content,
			h("div", { class: "row" }, safe && button(no, () => dialog.close(), { class: "", autofocus: true }),
				yes && h("button", { class: grave ? "grave" : safe ? "plain" : "" }, yes), !safe && button(no, () => dialog.close())));
		const dialog = h("dialog", { class: "box", "aria-labelledby": "dialog-title" }, form);
		form.addEventListener("submit", () => { answer = Object.fromEntries(new FormData(form)); });
		dialog.addEventListener("close", () => {
			dialog.remove();
			if (before?.isConnected) before.focus();
			resolve(answer);
		});
		document.body.append(dialog);
		dialog.showModal();
	});
}
