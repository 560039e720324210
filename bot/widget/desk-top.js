// The top of the desk: what is wrong, whether one is there, searching, and knowledge on a tablet.

import { call } from "./desk-api.js";
import { announce, ask, byId, h } from "./desk-dom.js";
import { PRESENCE } from "./desk-side.js";

let quiet = 0;

/** Says what is wrong, for a while (ms) or until something else is said, and returns the node. */
export function trouble(text, during = 0) {
	const node = byId("trouble");
	node.replaceChildren(text);
	node.hidden = !text;
	clearTimeout(quiet);
	if (during) quiet = setTimeout(() => trouble(""), during);
	return node;
}

export class Top {
	/** `desk` has now(), take(desk), card(item), know and current(). */
	constructor(desk) {
		this.desk = desk;
		byId("presence").onclick = () => this.choose();
		byId("search").onsubmit = (event) => { event.preventDefault(); this.search(byId("q").value.trim()); };
		byId("q").oninput = () => { if (!byId("q").value) byId("found-part").hidden = true; };
		byId("show-know").onclick = () => this.know(!byId("know").classList.contains("open"));
		byId("hide-know").onclick = () => this.know(false);
		byId("know").onkeydown = (event) => { if (event.key === "Escape") this.know(false); };
	}

	async presence(said) {
		try {
			await call("presence", said);
			this.desk.take(await call("desk"));
		} catch (failed) {
			trouble(failed.message, 8000);
		}
	}

	async choose() {
		const choice = (value) => h("label", { class: "tick" }, h("input", { type: "radio", name: "presence", value, checked: this.desk.now()?.me.presence === value }), PRESENCE[value]);
		const said = await ask("Ben je er?", [h("fieldset", {}, h("legend", { class: "hidden" }, "Aanwezigheid"), Object.keys(PRESENCE).map(choice)),
			h("label", {}, "Reden (mag leeg blijven)", h("input", { name: "reason", maxlength: "60", list: "reasons", autocomplete: "off" })),
			h("datalist", { id: "reasons" }, ["Lunch", "Overleg", "Training", "Even weg"].map((value) => h("option", { value })))]);
		if (said?.presence) this.presence({ presence: said.presence, reason: said.reason });
	}

	async search(words) {
		byId("found-part").hidden = !words;
		if (!words) return;
		try {
			const { items } = await call(`search?q=${encodeURIComponent(words)}`);
			byId("found").replaceChildren(...(items.length ? items.map((item) => h("li", {}, this.desk.card(item)))
				: [h("li", { class: "small" }, "Niets gevonden. Zoek op de code van het belbriefje, of op een woord uit het gesprek.")]));
			announce(`${items.length} gevonden.`);
			byId("found").querySelector("button")?.focus();
		} catch (failed) {
			trouble(failed.message, 8000);
		}
	}

	/** On a tablet knowledge opens over the conversation; on a wide screen it is always there. */
	know(on) {
		byId("know").classList.toggle("open", on);
		byId("show-know").setAttribute("aria-expanded", String(on));
		const current = this.desk.current();
		if (on) byId("know-q").focus();
		else if (current?.mine) current.field.focus();
		else byId("show-know").focus();
	}
}
