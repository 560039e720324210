// One conversation on the desk: the masked transcript, the reply field, and what one may do with it.

import { call, Outbox } from "./desk-api.js";
import { announce, ask, button, clock, fill, h } from "./desk-dom.js";
import { Field } from "./desk-field.js";
import { Moves, OUTCOMES } from "./desk-moves.js";
import { Pending } from "./desk-pending.js";
import { awayOf } from "./desk-side.js";
import { sourceList, turn } from "./desk-turn.js";

const STATES = {
	waiting: "wacht in de rij", later: "vraag voor later", with_staff: "bij een medewerker", offered: "kiest nog",
	with_bot: "bij de chatbot", closed: "afgesloten",
};

export class Pane {
	/** `desk` is what desk.js gives its parts. */
	constructor(conversation, desk) {
		Object.assign(this, { conversation, desk, item: null, messages: [], unsure: [], sources: [], drafts: [], gone: false, stale: true });
		this.outbox = new Outbox(conversation, {
			changed: () => this.pending.draw(),
			sent: (letter, answer) => {
				if (answer.draft) announce("Je antwoord wacht op een collega.");
				if (answer.named?.length) this.say(`${answer.named.join(" en ")} ziet in de werkbak dat je fluistert, en kan meekijken.`);
				this.load();
			},
			refused: (failed) => this.say(failed.message),
			back: (text, kind) => this.field.giveBack(text, kind),
			confirm: (letter, failed) => this.confirm(letter, failed),
		});
		this.field = new Field(this);
		this.moves = new Moves(this);
		this.pending = new Pending(this);
		this.build();
		this.load();
	}

	build() {
		this.title = h("h2", { class: "pane-title", tabindex: "-1" }, "Gesprek");
		this.about = h("p", { class: "small about" });
		this.warning = h("p", { class: "warn", role: "alert", hidden: true });
		this.log = h("ol", { class: "log", tabindex: "0", "aria-label": "Gesprek" });
		this.aside = h("div", { class: "bot-knew small" });
		this.foot = h("p", { class: "small typing" });
		this.deeds = h("div", { class: "deeds" });
		this.node = h("section", { class: "pane", "aria-label": "Gesprek" },
			h("header", {}, h("div", {}, this.title, this.about),
				button("✕", () => this.desk.close(this), { "aria-label": "Haal dit venster weg", class: "plain icon", "aria-keyshortcuts": "Alt+X" })),
			this.aside, this.warning, this.log, this.foot, this.pending.node, this.field.node, this.deeds);
		this.atEnd = true;
		this.top = 0;
		this.log.addEventListener("scroll", () => {
			const { scrollTop, scrollHeight, clientHeight } = this.log;
			// Only who scrolls up leaves the end; a field that grows moves it too.
			if (scrollHeight - scrollTop - clientHeight < 40) this.atEnd = true;
			else if (scrollTop < this.top - 2) this.atEnd = false;
			this.top = scrollTop;
		});
		// The field below grows and shrinks; who was reading the newest words keeps seeing them.
		new ResizeObserver(() => this.toEnd()).observe(this.log);
		this.node.addEventListener("focusin", () => this.desk.focused(this));
	}

	get mine() {
		return this.item?.state === "with_staff" && this.item.owner?.id === this.desk.me.id;
	}

	get waits() {
		return this.item?.state === "waiting" || this.item?.state === "later";
	}

	/** Whether something would be lost when this is thrown away. */
	get unsent() {
		return this.outbox.letters.length > 0 || this.field.filled || this.drafts.some((draft) => draft.own);
	}

	say(text) {
		this.warning.textContent = text;
		this.warning.hidden = !text;
	}

	/** Reads the conversation again; two at a time become one more. */
	load() {
		if (this.loading) this.again = true;
		else this.loading = this.readAll();
		return this.loading;
	}

	async readAll() {
		do {
			this.again = false;
			await this.read();
		} while (this.again);
		this.loading = null;
	}

	async read() {
		try {
			const found = await call(`conversations/${encodeURIComponent(this.conversation)}`);
			const first = !this.messages.length;
			const heard = !first ? found.messages.filter((m) => m.role === "burger" && m.seq > this.lastSeq) : [];
			Object.assign(this, { drafts: [], ...found, stale: false });
			this.lastSeq = Math.max(0, ...found.messages.map((m) => m.seq));
			for (const message of heard) announce(`Burger, gesprek ${this.item?.code ?? ""}: ${message.text}`);
			this.draw();
			if (heard.length || first) this.desk.look(this);
		} catch (failed) {
			if (failed.status === 404 || failed.status === 410) this.vanish(failed.message);
			else if (failed.passing) setTimeout(() => this.load(), 2000);
			else this.say(failed.message);
		}
	}

	/** The citizen erased the conversation: nothing of it stays on the screen but what was being typed. */
	vanish(told) {
		this.gone = true;
		if (this.drafts.some((draft) => draft.own)) told += " Je antwoord dat op controle wachtte is ook weg.";
		Object.assign(this, { item: null, messages: [], unsure: [], sources: [], drafts: [] });
		this.log.replaceChildren();
		this.aside.replaceChildren();
		this.title.textContent = "Dit gesprek is er niet meer";
		this.about.textContent = "";
		this.say(told);
		announce(told);
		this.draw();
	}

	/** Takes over what the desk knows of it without a look at the words. */
	update(item) {
		const before = JSON.stringify(this.item);
		if (item) this.item = { ...this.item, ...item };
		if (JSON.stringify(this.item) !== before) this.drawHead();
	}

	draw() {
		this.drawHead();
		this.drawLog();
		this.drawAside();
		this.pending.draw();
	}

	drawHead() {
		const { item } = this;
		if (item) {
			this.title.textContent = item.topic_title || item.reason_label || "Gesprek";
			this.node.setAttribute("aria-label", `Gesprek ${item.code}: ${this.title.textContent}`);
			const who = item.state === "with_staff" && item.owner ? (this.mine ? "van jou" : `van ${item.owner.name}`) : STATES[item.state];
			this.about.replaceChildren(...[item.code && h("strong", {}, item.code), who, item.reason_label].filter(Boolean)
				.flatMap((part, i) => (i ? [" · ", part] : [part])));
			if (this.waits) this.about.append(" · ", clock(item.waited, "wacht"));
		}
		const later = this.mine && !item.left ? " Die leest je antwoord later." : "";
		this.foot.textContent = !item ? "" : this.mine && item.typing ? "De burger typt …" : awayOf(item) && awayOf(item) + later;
		this.field.show(this.mine || (this.waits && "note") || (item?.state === "with_staff" && "note"), this.gone);
		const mark = JSON.stringify([this.mine, this.waits, this.gone, item?.state]);
		fill(this.deeds, mark, () => this.deedsNow());
		fill(this.field.moves, mark, () => (this.mine ? this.movesNow() : []));
	}

	deedsNow() {
		if (this.gone) return [button("Haal dit venster weg", () => this.desk.close(this))];
		if (this.waits) return [h("button", { type: "button", "data-key": "take", onclick: () => this.desk.claim(this.conversation), "aria-keyshortcuts": "Alt+N" }, "Neem over")];
		if (!this.mine) return [];
		return [
			h("div", { class: "row closes", role: "group", "aria-label": "Sluit af met één klik" }, h("span", { class: "small" }, "Sluit af:"),
				Object.entries(OUTCOMES).map(([outcome, label]) => button(label, () => this.moves.finish(outcome), { "data-key": outcome }))),
		];
	}

	movesNow() {
		return [
			button("Draag over", () => this.moves.transfer(), { "data-key": "transfer", "aria-keyshortcuts": "Alt+O" }),
			button("Naar chatbot", () => this.moves.handBack(), { "data-key": "back", "aria-keyshortcuts": "Alt+T" }),
			button("Naar de rij", () => this.moves.release(), { "data-key": "release" }),
		];
	}

	drawLog() {
		const keyed = this.messages.map((m) => [`${m.role}:${m.seq}:${m.client_id ?? ""}:${m.at}`, m]);
		const shown = [...this.log.children].map((node) => node.dataset.key);
		const same = shown.every((key, i) => keyed[i]?.[0] === key);
		if (!same) this.log.replaceChildren();
		for (const [key, message] of keyed.slice(same ? shown.length : 0)) this.log.append(turn(key, message));
		this.toEnd();
	}

	toEnd() {
		if (this.atEnd) this.log.scrollTop = this.log.scrollHeight;
	}

	drawAside() {
		const parts = [];
		if (this.unsure.length) {
			parts.push(h("details", {}, h("summary", {}, `Chatbot twijfelde (${this.unsure.length})`), h("ul", {},
				this.unsure.map((u) => h("li", {}, u.title, u.confidence != null && ` · ${Math.round(100 * u.confidence)}% zeker`)))));
		}
		if (this.sources.length) {
			parts.push(h("details", {}, h("summary", {}, `Bronnen (${this.sources.length})`), sourceList(this.sources)));
		}
		this.aside.replaceChildren(...parts);
	}

	async confirm(letter, failed) {
		const { private: found = [], asks_bsn: asks } = failed.data;
		const what = found.length > 0 && h("p", { class: "small" }, `Gevonden: ${found.join(", ")}.`);
		const yes = !found.length ? "Verstuur toch" : asks ? "Verstuur toch, zonder die gegevens" : "Verstuur zonder die gegevens";
		const said = await ask("Kijk je antwoord na", h("div", {}, h("p", {}, failed.message), what), { yes, no: "Pas het aan", safe: true });
		this.field.focus();
		return said !== null;
	}

	async mayLeave() {
		if (!this.unsent) return true;
		const waits = this.drafts.some((draft) => draft.own) && "Een antwoord wacht nog op een tweede paar ogen. Als je doorgaat wordt het niet verstuurd.";
		const typed = (this.outbox.letters.length > 0 || this.field.filled) && "Wat je typte is niet verstuurd. Als je doorgaat is het weg.";
		const said = await ask("Je hebt nog tekst staan", [waits, typed].filter(Boolean).map((text) => h("p", {}, text)), { yes: "Ga door", no: "Blijf hier", grave: true });
		return said !== null;
	}
}
