// Knowledge at hand: the three best answers for what the citizen said last, or for what one looks for.

import { call } from "./desk-api.js";
import { button, byId, h } from "./desk-dom.js";
import { sourceList } from "./desk-turn.js";

export class Know {
	/** `insert` gets the text that goes into the reply field; it returns false when there is none. */
	constructor(insert) {
		Object.assign(this, { insert, answers: [], asked: 0, shown: "" });
		this.field = byId("know-q");
		this.list = byId("know-answers");
		this.about = byId("know-about");
		byId("know-search").onsubmit = (event) => {
			event.preventDefault();
			this.search(`q=${encodeURIComponent(this.field.value)}`);
		};
		this.empty("Open een gesprek. Dan staan hier de antwoorden die erbij passen.");
	}

	/** Looks up what the citizen of this conversation said last; the same words are not looked up twice. */
	follow(pane) {
		const said = pane?.messages.filter((m) => m.role === "burger").at(-1);
		const key = said ? `${pane.conversation}:${said.seq}` : "";
		if (key === this.shown) return;
		this.shown = key;
		this.field.value = "";
		if (said) this.search(`conversation=${encodeURIComponent(pane.conversation)}`);
		else this.empty("Hier komen de antwoorden die passen bij wat de burger vraagt.");
	}

	async search(query) {
		const turn = (this.asked += 1);
		try {
			const found = await call(`knowledge?${query}`);
			if (turn === this.asked) this.draw(found);
		} catch (failed) {
			if (turn === this.asked) this.empty(failed.passing ? "Ik kan nu niet zoeken. Probeer het zo nog een keer." : failed.message);
		}
	}

	empty(text) {
		this.answers = [];
		this.about.textContent = text;
		this.list.replaceChildren();
	}

	draw({ question, answers }) {
		this.answers = answers;
		this.about.textContent = answers.length ? (question && `Bij: “${question.length > 90 ? `${question.slice(0, 90)}…` : question}”`) : (question ? "Ik vond niets. Zoek met een ander woord." : "Typ een woord of een vraag.");
		this.list.replaceChildren(...answers.map((answer, i) => h("article", { class: "answer" },
			h("h3", {}, answer.title),
			h("p", { class: "small" }, [answer.confidence != null && `${Math.round(100 * answer.confidence)}% zeker`, answer.tax_year && `belastingjaar ${answer.tax_year}`, answer.expired && "verlopen: wordt gecontroleerd"].filter(Boolean).join(" · ")),
			h("p", {}, answer.short || answer.long.split("\n\n")[0]),
			h("details", {}, h("summary", {}, "Hele antwoord"), answer.long.split("\n\n").map((part) => h("p", {}, part))),
			h("p", { class: "row" },
				answer.short && button("Kort invoegen", () => this.put(i, "short"), { "aria-keyshortcuts": `Alt+${i + 1}` }),
				button("Lang invoegen", () => this.put(i, "long"), { "aria-keyshortcuts": `Alt+Shift+${i + 1}` })),
			answer.sources.length > 0 && h("div", { class: "small" }, sourceList(answer.sources)))));
	}

	/** Puts an answer in the reply field. */
	put(i, form) {
		const answer = this.answers[i];
		if (answer && !this.insert(answer[form] || answer.long)) this.about.textContent = "Neem eerst een gesprek over. Dan kun je dit invoegen.";
	}
}
