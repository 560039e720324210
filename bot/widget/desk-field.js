// The field in which a colleague writes: a reply or a whisper, with sneltoetsen, hints and a sign that somebody types.

import { call } from "./desk-api.js";
import { h } from "./desk-dom.js";

const SIGN_EVERY = 3000; // ms between two signs that somebody types; never the words
const LOOK_AFTER = 600; // ms of silence before the draft is looked at
const LABELS = { reply: "Je antwoord", note: "Notitie, alleen voor collega's" };
const EXAMPLES = { reply: "Typ / voor sneltoetsen", note: "De burger leest dit nooit. Noem een collega bij naam: die ziet een teken en kan meekijken." };

export class Field {
	constructor(pane) {
		Object.assign(this, { pane, mode: "reply", drafts: { reply: "", note: "" }, signed: 0, timer: 0, picks: [], at: 0 });
		const id = `field-${pane.conversation}`;
		this.label = h("label", { for: id }, LABELS.reply);
		this.area = h("textarea", {
			id, rows: "3", "aria-describedby": `${id}-hints`, "aria-autocomplete": "list", "aria-controls": `${id}-list`,
			"aria-keyshortcuts": "Alt+A", autocomplete: "off", placeholder: EXAMPLES.reply,
		});
		this.list = h("ul", { id: `${id}-list`, class: "picks", role: "listbox", "aria-label": "Sneltoetsen", hidden: true });
		this.hints = h("ul", { id: `${id}-hints`, class: "hints small" });
		this.send = h("button", { type: "submit" }, "Verstuur");
		this.whisper = h("button", { type: "button", class: "plain", "aria-pressed": "false", "aria-keyshortcuts": "Alt+I" }, "Fluister");
		this.moves = h("div", { class: "row moves", role: "group", "aria-label": "Geef door" });
		this.node = h("form", { class: "field", hidden: true }, this.label, this.list, this.area, this.hints, h("div", { class: "row" }, this.send, this.whisper, this.moves));
		this.whisper.onclick = () => this.turnTo(this.mode === "reply" ? "note" : "reply");
		this.node.onsubmit = (event) => { event.preventDefault(); this.post(); };
		this.area.oninput = () => this.changed();
		this.area.onkeydown = (event) => this.key(event);
		this.area.onblur = () => setTimeout(() => this.offer([]), 150);
	}

	get filled() {
		return Boolean(this.area.value.trim() || Object.values(this.drafts).some((text) => text.trim()));
	}

	/** Shows the field for both, for whispers only ("note"), or not at all. */
	show(how, gone) {
		this.node.hidden = !how && !(gone && this.filled);
		this.area.readOnly = Boolean(gone);
		this.node.querySelector(".row").hidden = Boolean(gone);
		this.whisper.hidden = how === "note";
		if (how === "note" && this.mode === "reply") this.turnTo("note", false);
		if (how === true && this.only) this.turnTo("reply", false);
		this.only = how === "note";
	}

	turnTo(mode, focus = true) {
		this.drafts[this.mode] = this.area.value;
		this.mode = mode;
		this.area.value = this.drafts[mode];
		this.drafts[mode] = "";
		this.label.textContent = LABELS[mode];
		this.area.placeholder = EXAMPLES[mode];
		this.send.textContent = mode === "note" ? "Bewaar notitie" : "Verstuur";
		this.whisper.setAttribute("aria-pressed", String(mode === "note"));
		this.node.classList.toggle("whispering", mode === "note");
		this.hints.replaceChildren();
		if (focus) this.focus();
		this.look();
	}

	/** Returns what stands here, to put back with `restore` after a reload. */
	kept() {
		return { ...this.drafts, [this.mode]: this.area.value };
	}

	restore(drafts) {
		this.drafts = { reply: "", note: "", ...drafts };
		this.area.value = this.drafts[this.mode];
		this.drafts[this.mode] = "";
	}

	focus() {
		this.area.focus();
	}

	/** Puts a text at the cursor. */
	insert(text) {
		const { selectionStart: start, selectionEnd: end, value } = this.area;
		const gap = start && !/\s$/.test(value.slice(0, start)) ? " " : "";
		this.area.setRangeText(gap + text, start, end, "end");
		this.focus();
		this.changed();
	}

	/** Gives a text back that was not sent; what was typed in the meantime stays behind it. */
	giveBack(text, mode) {
		if (this.mode !== mode) this.turnTo(mode, false);
		this.area.value = this.area.value.trim() ? `${text}\n${this.area.value}` : text;
		this.focus();
		this.changed();
	}

	post() {
		const text = this.area.value.trim();
		if (!text) return;
		this.area.value = "";
		this.hints.replaceChildren();
		clearTimeout(this.timer);
		this.pane.say("");
		this.pane.desk.keep();
		this.pane.outbox.add(this.mode, text);
		this.focus();
	}

	changed() {
		if (this.mode === "reply" && this.area.value && Date.now() - this.signed > SIGN_EVERY) {
			this.signed = Date.now();
			call(`conversations/${this.pane.conversation}/typing`, {}).catch(() => {});
		}
		this.pane.desk.keep();
		this.offerShortcuts();
		clearTimeout(this.timer);
		this.timer = setTimeout(() => this.look(), LOOK_AFTER);
	}

	/** Offers the sneltoetsen that begin with what stands behind a slash. */
	offerShortcuts() {
		const typed = /(?:^|\s)\/(\w*)$/.exec(this.area.value.slice(0, this.area.selectionStart));
		if (!typed) return this.offer([]);
		const begin = typed[1].toLowerCase();
		if (!begin) this.pane.desk.freshen().then((asked) => asked && this.offerShortcuts());
		this.offer(this.pane.desk.shortcuts.filter((s) => s.name.startsWith(begin) || (begin.length > 2 && s.title.toLowerCase().includes(begin))));
	}

	async look() {
		const text = this.area.value;
		if (this.mode === "note" || !text.trim()) { this.hints.replaceChildren(); return; }
		try {
			const { hints, private: found, asks_bsn: asks } = await call("hints", { text });
			if (text !== this.area.value) return;
			const grave = [];
			if (asks) grave.push("Vraag niet om een burgerservicenummer. De burger mag het hier niet typen.");
			if (found.length) grave.push(`Hier lijkt ${found.map((label) => label.replace(/^je /, "een ")).join(" en ")} te staan. Dat halen we weg.`);
			this.hints.replaceChildren(...grave.map((hint) => h("li", { class: "grave" }, hint)), ...hints.map((hint) => h("li", {}, hint.text)));
		} catch {
			this.hints.replaceChildren(); // without hints one can write as well
		}
	}

	offer(picks) {
		this.picks = picks;
		this.at = 0;
		this.list.hidden = !picks.length;
		this.list.replaceChildren(...picks.map((pick, i) => {
			const node = h("li", { role: "option", id: `${this.list.id}-${i}` }, h("strong", {}, `/${pick.name}`), ` ${pick.title}`, h("span", { class: "small" }, pick.text));
			node.onmousedown = (event) => { event.preventDefault(); this.pick(pick); };
			return node;
		}));
		this.mark();
	}

	mark() {
		[...this.list.children].forEach((node, i) => node.setAttribute("aria-selected", String(i === this.at)));
		const now = this.list.children[this.at];
		if (now) this.area.setAttribute("aria-activedescendant", now.id);
		else this.area.removeAttribute("aria-activedescendant");
		now?.scrollIntoView({ block: "nearest" });
	}

	pick(pick) {
		const end = this.area.selectionStart;
		const start = this.area.value.slice(0, end).lastIndexOf("/");
		this.area.setRangeText(pick.text, start, end, "end");
		this.offer([]);
		this.changed();
	}

	key(event) {
		if (event.isComposing) return;
		const { key } = event;
		if (this.picks.length) {
			const step = { ArrowDown: 1, ArrowUp: -1 }[key];
			if (step) this.at = (this.at + step + this.picks.length) % this.picks.length;
			else if (key === "Enter" || key === "Tab") this.pick(this.picks[this.at]);
			else if (key === "Escape") this.offer([]);
			else return;
			event.preventDefault();
			event.stopPropagation();
			if (step) this.mark();
		} else if (key === "Enter" && !event.shiftKey && !event.altKey) {
			event.preventDefault();
			this.post();
		}
	}
}
