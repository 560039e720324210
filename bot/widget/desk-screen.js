// Which conversations are on the screen: up to three side by side, and the empty middle when there is none.

import { byId, button, fill, h } from "./desk-dom.js";
import { Pane } from "./desk-pane.js";

const WIDEST = 3; // conversations side by side
const NARROWEST = 370; // px a conversation needs to read well

export class Screen {
	/** `desk` is what the panes need of the whole; `on` has changed(), next() and here(). */
	constructor(desk, on) {
		Object.assign(this, { desk, on, shown: [], current: null });
		this.panes = new Map(); // conversation → Pane, also those that are not on the screen: their drafts live here
		window.addEventListener("resize", () => this.shrink());
		window.addEventListener("beforeunload", (event) => {
			if ([...this.panes.values()].some((pane) => pane.unsent)) event.preventDefault();
		});
		document.addEventListener("visibilitychange", () => { if (!document.hidden) this.refresh(); });
	}

	get room() {
		return Math.max(1, Math.min(WIDEST, Math.floor(byId("panes").clientWidth / NARROWEST)));
	}

	has(conversation) {
		return this.shown.some((pane) => pane.conversation === conversation);
	}

	/** Puts a conversation on the screen, in the place of the one that was left longest ago when there is no room. */
	open(conversation, focus = true) {
		const pane = this.panes.get(conversation) ?? this.begin(conversation);
		pane.update(this.desk.item(conversation));
		if (!this.shown.includes(pane)) {
			while (this.shown.length >= this.room) this.shown.splice(this.shown.indexOf([...this.shown].sort((a, b) => (a.seen ?? 0) - (b.seen ?? 0))[0]), 1);
			this.shown.push(pane);
		}
		pane.seen = Date.now();
		this.current = pane;
		this.layOut();
		if (pane.stale) pane.load();
		if (focus) (pane.mine && !pane.field.node.hidden ? pane.field : pane.title).focus();
		this.on.changed();
		return pane;
	}

	begin(conversation) {
		const pane = new Pane(conversation, this.desk);
		this.panes.set(conversation, pane);
		const typed = this.desk.typed(conversation);
		if (typed) pane.field.restore(typed);
		return pane;
	}

	/** Takes a conversation off the screen; `done` also forgets what was typed in it. */
	async close(pane, done = false) {
		if (!done && !pane.mine && pane.unsent && !(await pane.mayLeave())) return;
		this.shown = this.shown.filter((other) => other !== pane);
		if (done || !pane.mine) this.panes.delete(pane.conversation);
		if (this.current === pane) this.current = this.shown.at(-1) ?? null;
		this.layOut();
		this.on.changed();
		(this.current?.title ?? document.querySelector("#own button, #queue button") ?? byId("q")).focus();
	}

	focused(pane) {
		if (this.current === pane) return;
		this.current = pane;
		this.on.changed();
	}

	/** Takes over what the site says of the desk. */
	take() {
		for (const pane of this.panes.values()) {
			const item = this.desk.item(pane.conversation);
			// Gone from the desk: closed, handed back, erased, or given to a colleague. The conversation itself tells which.
			if (!item && pane.item && (pane.mine || pane.waits)) pane.load();
			else if (item && pane.item && (item.state !== pane.item.state || item.owner?.id !== pane.item.owner?.id)) pane.load();
			pane.update(item);
			pane.pending.draw();
		}
		this.drawNothing();
	}

	/** Something was said or noted in a conversation. */
	heard(conversation) {
		const pane = this.panes.get(conversation);
		if (!pane) return;
		pane.stale = true;
		if (this.shown.includes(pane) && !document.hidden) pane.load();
	}

	/** Reads again what is on the screen; `all` also when nothing was said of it. */
	refresh(all = false) {
		for (const pane of this.panes.values()) {
			pane.stale ||= all;
			if (pane.stale && this.shown.includes(pane)) pane.load();
		}
	}

	shrink() {
		if (this.shown.length <= this.room) return;
		this.shown = this.shown.filter((pane) => pane !== this.current).slice(0, this.room - 1).concat(this.current ?? []);
		this.layOut();
		this.on.changed();
	}

	layOut() {
		const area = byId("panes");
		const nodes = this.shown.map((pane) => pane.node);
		if (!nodes.length) nodes.push(h("div", { class: "empty", id: "nothing" }));
		for (const node of [...area.children]) if (!nodes.includes(node)) node.remove();
		nodes.forEach((node, i) => { if (area.children[i] !== node) area.insertBefore(node, area.children[i] ?? null); });
		area.style.setProperty("--panes", nodes.length);
		this.drawNothing();
	}

	drawNothing() {
		const node = byId("nothing");
		const desk = this.desk.now();
		if (!node || !desk) return;
		const waiting = desk.queue.length;
		fill(node, JSON.stringify([waiting, desk.me.presence]), () => [
			...(waiting ? [h("p", {}, h("strong", {}, waiting === 1 ? "Er wacht 1 gesprek." : `Er wachten ${waiting} gesprekken.`)), button("Neem de volgende", () => this.on.next(), { class: "", "data-key": "next" }), h("p", { class: "small" }, "Of druk op Alt+N.")]
				: [h("p", {}, h("strong", {}, "Er wacht niemand.")), h("p", {}, "Een nieuw gesprek verschijnt hier vanzelf.")]),
			...(desk.me.presence === "aanwezig" ? [] : [h("p", {}, "Je staat niet op aanwezig. De chatbot biedt alleen een medewerker aan als er iemand is."), button("Zet mij op aanwezig", () => this.on.here(), { "data-key": "here" })]),
			h("p", { class: "small" }, "Een publieke vraag van X of Facebook? Ga naar ", h("a", { href: "/webcare/openbaar" }, "Openbaar antwoorden"), ". Druk op ? voor alle toetsen."),
		]);
	}
}
