/** From message data to nodes. Data only ever becomes text, never markup. */
import { texts } from "./texts.nl.js";

const ICONS = {
	chat: "M4 4h16v12H9l-5 4z",
	menu: "M4 7h16M4 12h16M4 17h16",
	close: "M6 6l12 12M18 6L6 18",
	send: "M5 12h14M13 6l6 6-6 6",
	person: "M12 12a4 4 0 1 0 0-8 4 4 0 0 0 0 8zM4 20c1-4 4-5 8-5s7 1 8 5",
	up: "M7 11l4-8c2 0 2 1 2 3v3h6l-1 11H7zM7 11H4v9h3",
	down: "M7 13l4 8c2 0 2-1 2-3v-3h6l-1-11H7zM7 13H4V4h3",
};
// [title](https://...), https://..., 0800 - 0543 or +31 555 385 385, "bel 113"
const LINKS = /\[([^\]\n]+)\]\((https:\/\/[^\s)]+)\)|https:\/\/[^\s<>"]*[^\s<>".,;:!?)]|(?:\+31|\b0\d{2,3}) ?-? ?\d(?: ?\d){3,8}\b|\bbel 11[23]\b/gi;

/** Makes an element; attributes and children that are false are left out. */
export function h(tag, attributes, ...children) {
	const node = document.createElement(tag);
	for (const [name, value] of Object.entries(attributes ?? {})) {
		if (typeof value === "function") node[name] = value;
		else if (value !== false && value != null) node.setAttribute(name, value === true ? "" : value);
	}
	node.append(...children.flat().filter(Boolean));
	return node;
}

export const button = (content, onclick, kind = "", attributes) =>
	h("button", { type: "button", class: `button ${kind}`, onclick, ...attributes }, content);

export const field = (attributes) => h("textarea", { spellcheck: "false", autocomplete: "off", ...attributes });

const hidden = (text) => h("span", { class: "visually-hidden" }, text);

export function icon(name) {
	const [svg, path] = ["svg", "path"].map((tag) => document.createElementNS("http://www.w3.org/2000/svg", tag));
	svg.setAttribute("viewBox", "0 0 24 24");
	svg.setAttribute("aria-hidden", "true");
	path.setAttribute("d", ICONS[name]);
	svg.append(path);
	return svg;
}

const day = (at) => new Date(at).toLocaleDateString("nl-NL", { day: "numeric", month: "long", year: "numeric" });
const clock = (at) => new Date(at).toLocaleTimeString("nl-NL", { hour: "2-digit", minute: "2-digit" }).replace(":", ".");
const checked = (date) => (date ? texts.checked(day(`${date}T12:00`)) : "");

/** One list item per message: who, bubbles, and what belongs under them. */
export function turn({ role, by = "", at, text = "", sources, choices, slip, masked }, choose) {
	const plain = role === "burger"; // a citizen's text gets no links
	return h("li", { class: `turn turn--${role}` },
		h("p", { class: "meta" }, h("span", {}, `${texts.who[role]} ${by}`), hidden(texts.says[role]), at && h("time", { datetime: at }, ` ${clock(at)}`)),
		text.split(/\n\s*\n/).map((part) => h("div", { class: "bubble" }, lines(part.trim(), plain))),
		plain && masked?.length > 0 && h("p", { class: "small" }, texts.masked),
		slip && slipCard(slip),
		sources?.length > 0 && sourceList(sources),
		choices?.length > 0 && h("div", { class: "choices", role: "group", "aria-label": texts.choices },
			choices.map((choice) => button(choice.label, () => choose(choice)))));
}

// Consecutive "1. " or "- " lines become a list, the others lines of a paragraph.
function lines(part, plain) {
	const nodes = [];
	for (const line of part.split("\n")) {
		const [, number, item] = (!plain && /^\s*(?:(\d\d?)\.|-)\s+(.*)$/.exec(line)) || [];
		const tag = item === undefined ? "p" : number ? "ol" : "ul";
		let block = nodes.at(-1);
		if (block?.localName !== tag) nodes.push((block = h(tag, { start: number > 1 && number })));
		else if (tag === "p") block.append(h("br"));
		const content = plain ? [line] : inline(item ?? line);
		block.append(...(tag === "p" ? content : [h("li", {}, content)]));
	}
	return nodes;
}

/** Text with its links and phone numbers as links. */
export function inline(text) {
	const nodes = [];
	let from = 0;
	for (const { 0: found, 1: label, 2: url, index } of text.matchAll(LINKS)) {
		nodes.push(text.slice(from, index));
		if (/^(\[|https)/i.test(found)) nodes.push(outward(url ?? found, label ?? found.slice(8)));
		else nodes.push(h("a", { href: `tel:${found.replace(/[^\d+]/g, "")}` }, found));
		from = index + found.length;
	}
	return [...nodes, text.slice(from)];
}

// https only: anything else (javascript:, http:) stays plain text.
function outward(url, label) {
	try {
		const { href, protocol } = new URL(url);
		if (protocol === "https:") return h("a", { href, target: "_blank", rel: "noopener noreferrer" }, label, hidden(texts.newTab));
	} catch {}
	return label;
}

function sourceList(sources) {
	const line = (source) => {
		const link = outward(source.url, source.title);
		return [link, link.hostname ? ` (${link.hostname.replace(/^www\./, "")}).` : ".", checked(source.checked)];
	};
	if (sources.length === 1) return h("p", { class: "small" }, texts.source, line(sources[0]));
	return h("details", { class: "small" },
		h("summary", {}, texts.sources(sources.length)),
		h("ul", {}, sources.map((source) => h("li", {}, line(source)))));
}

function slipCard({ title, lines: rows = [], code }) {
	const plain = [title, ...rows, ...(code ? [texts.slipCode + code] : [])].join("\n");
	return h("section", { class: "slip", "aria-label": title },
		h("h3", {}, title),
		h("ul", {}, rows.map((row) => h("li", {}, inline(row)))),
		code && h("p", {}, texts.slipCode, h("strong", {}, code)),
		button(texts.saveSlip, () => download(texts.slipFile, plain)));
}

/** A thumb, then an optional remark; `send({helpful, remark?})` happens once. */
export function feedback(seq, send) {
	let helpful;
	let sent = false;
	const remark = field({ id: `remark-${seq}`, rows: 2, maxlength: 500 });
	const form = h("div", { class: "remark", hidden: true },
		h("label", { for: remark.id }, texts.remark), remark,
		button(texts.sendRemark, () => submit(true)));
	const thumbs = ["yes", "no"].map((word) =>
		button([icon(word === "yes" ? "up" : "down"), texts[word]], () => pick(word), "thumb", { "aria-pressed": "false" }));
	const node = h("div", { class: "feedback", role: "group", "aria-label": texts.helped }, h("span", {}, texts.helped), thumbs, form);

	function pick(word) {
		node.touched = true;
		helpful = word === "yes";
		thumbs.forEach((thumb, i) => thumb.setAttribute("aria-pressed", helpful === (i === 0)));
		form.hidden = false;
		remark.focus();
	}

	async function submit(focus) {
		if (sent || !node.touched) return;
		sent = true;
		const text = remark.value.trim();
		const done = h("p", { tabindex: "-1" }, texts.thanks);
		try {
			await send({ helpful, ...(text && { remark: text }) });
			node.replaceChildren(done);
		} catch {
			sent = false;
			done.textContent = texts.notThanked;
			form.append(done);
		}
		if (focus) done.focus();
	}

	/** Sends a thumb whose remark was left unfinished. */
	node.flush = () => submit(false);
	return node;
}

/** The conversation as plain text. */
export const transcript = (title, messages) => [title, ...messages.map(({ at, role, text, sources }) => [
	`${day(at)}, ${clock(at)} - ${texts.who[role]}:`,
	text,
	...(sources ?? []).map((s) => `${texts.source}${s.title}, ${s.url}.${checked(s.checked)}`),
].join("\n"))].join("\n\n");

export function download(name, text) {
	const url = URL.createObjectURL(new Blob([`${text}\n`], { type: "text/plain;charset=utf-8" }));
	h("a", { href: url, download: name }).click();
	setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
