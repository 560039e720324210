// What stands between the talk and the field: letters on their way, and replies that wait for a second person.

import { call } from "./desk-api.js";
import { ask, button, fill, h } from "./desk-dom.js";

const NEWER = "De burger schreef hierna nog iets.";

export class Pending {
	constructor(pane) {
		this.pane = pane;
		this.node = h("ul", { class: "pending" });
	}

	draw() {
		const { conversation, desk, drafts, outbox } = this.pane;
		const checks = desk.checks().filter((draft) => draft.conversation === conversation);
		const own = drafts.filter((draft) => draft.own);
		const lapsed = desk.lapsed().filter((draft) => draft.conversation === conversation);
		fill(this.node, JSON.stringify([outbox.letters, checks, own, lapsed, this.pane.mine]), () => [
			...checks.map((draft) => this.check(draft)), ...own.map((draft) => this.own(draft)),
			...lapsed.map((draft) => this.lapsed(draft)), ...outbox.letters.map((letter) => this.letter(letter)),
		]);
	}

	letter(letter) {
		const { outbox, field } = this.pane;
		return h("li", { class: "letter" }, h("p", {}, letter.text), letter.waits
			? h("p", { class: "small", role: "status" }, "Nog niet verstuurd, ik probeer het opnieuw. ",
				button("Probeer nu", () => outbox.now(), { "data-key": `now${letter.client_id}` }),
				button("Haal terug", () => field.giveBack(outbox.take(letter), letter.kind), { "data-key": `take${letter.client_id}` }))
			: h("p", { class: "small" }, "Wordt verstuurd …"));
	}

	own(draft) {
		return h("li", { class: "letter" }, h("p", {}, draft.text),
			h("p", { class: "small", role: "status" }, "Wacht op een tweede paar ogen. ", draft.newer > 0 && h("strong", {}, NEWER)),
			h("p", { class: "row" }, button("Haal terug", () => this.takeBack(draft), { "data-key": `back${draft.id}` })));
	}

	lapsed(draft) {
		return h("li", { class: "letter" }, h("p", { class: "small" }, h("strong", {}, `Niet verstuurd: ${draft.why}.`)), h("p", {}, draft.text),
			h("p", { class: "row" }, button(this.pane.mine ? "Haal terug" : "Gezien", () => this.takeBack(draft), { "data-key": `back${draft.id}` })));
	}

	check(draft) {
		return h("li", { class: "letter" }, h("p", { class: "small" }, `${draft.by} wil dit antwoorden:`), h("p", {}, draft.text),
			draft.newer > 0 && h("p", { class: "small" }, h("strong", {}, `${NEWER} Past dit antwoord nog?`)),
			h("p", { class: "row" },
				h("button", { type: "button", onclick: () => this.decide(draft, "approve", { seen: this.pane.lastSeq ?? 0 }), "data-key": `yes${draft.id}` }, draft.newer ? "Verstuur toch" : "Verstuur"),
				button("Geef terug", () => this.reject(draft), { "data-key": `no${draft.id}` })));
	}

	async reject(draft) {
		const said = await ask("Geef het antwoord terug", h("label", {}, "Wat kan beter?", h("textarea", { name: "remark", rows: "3", required: true })), { yes: "Geef terug" });
		if (said) this.decide(draft, "reject", { remark: said.remark });
	}

	/** Gives the writer the text back: in the field when the conversation is still theirs. */
	async takeBack(draft) {
		const taken = await this.decide(draft, "take_back", {});
		if (taken && this.pane.mine) this.pane.field.giveBack(taken.text, "reply");
	}

	async decide(draft, path, body) {
		let done = null;
		try {
			done = await call(`drafts/${draft.id}/${path}`, body);
		} catch (failed) {
			this.pane.say(failed.message);
		}
		this.pane.load();
		return done;
	}
}
