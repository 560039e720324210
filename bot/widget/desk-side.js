// The left side of the desk: one's own conversations, the queue, drafts to check, colleagues; and the line on top.

import { button, byId, clock, fill, h, hidden } from "./desk-dom.js";

const URGENCY = ["", "Dringend", "Nood"];
export const PRESENCE = { aanwezig: "Aanwezig", pauze: "Pauze", afwezig: "Afwezig" };

export class Side {
	/** `on` has open(conversation) and claim(conversation). */
	constructor(on) {
		this.on = on;
		this.current = "";
	}

	draw(desk, current) {
		this.current = current;
		const stamp = (items) => JSON.stringify([items.map((item) => ({ ...item, waited: 0 })), current]);
		fill(byId("own"), stamp(desk.own), () => desk.own.map((item) => this.ownCard(item)));
		fill(byId("queue"), stamp(desk.queue), () => desk.queue.map((item) => this.queueCard(item)));
		fill(byId("checks"), stamp(desk.checks), () => desk.checks.map((draft) => h("li", {},
			h("button", { type: "button", class: "card-open", "data-key": draft.id, onclick: () => this.on.open(draft.conversation) }, h("strong", {}, draft.by), h("span", {}, draft.text), draft.newer > 0 && h("span", { class: "small" }, "De burger schreef hierna nog iets.")))));
		fill(byId("lapsed"), JSON.stringify(desk.lapsed), () => desk.lapsed.map((draft) => h("li", {},
			h("button", { type: "button", class: "card-open", "data-key": draft.id, onclick: () => this.on.open(draft.conversation) },
				h("strong", {}, draft.why[0].toUpperCase() + draft.why.slice(1)), h("span", { class: "small words" }, draft.text)))));
		fill(byId("calls"), JSON.stringify(desk.calls), () => desk.calls.map((call) => h("li", { class: "u1" },
			h("button", { type: "button", class: "card-open", "data-key": call.conversation, onclick: () => this.on.open(call.conversation) },
				h("strong", {}, `${call.by} fluistert naar je`), h("span", { class: "small" }, [call.code, call.topic_title].filter(Boolean).join(" · ") || "Open het gesprek")))));
		byId("calls-part").hidden = !desk.calls.length;
		byId("calls-number").textContent = desk.calls.length;
		byId("lapsed-part").hidden = !desk.lapsed.length;
		byId("lapsed-number").textContent = desk.lapsed.length;
		fill(byId("colleagues"), JSON.stringify(desk.colleagues), () => desk.colleagues.map((c) => h("li", {},
			h("span", { class: `dot ${c.presence}`, "aria-hidden": "true" }), c.name, h("span", { class: "small" }, ` ${[c.team, PRESENCE[c.presence].toLowerCase(), c.open && `${c.open} open`].filter(Boolean).join(", ")}`))));
		if (!desk.colleagues.length) byId("colleagues").replaceChildren(h("li", { class: "small" }, "Er is nu niemand anders."));
		byId("own-number").textContent = `${desk.own.length} van ${desk.me.limit}`;
		byId("queue-number").textContent = desk.queue.length || "";
		byId("checks-number").textContent = desk.checks.length;
		byId("checks-part").hidden = !desk.checks.length;
		byId("hours").textContent = desk.hours.text;
		byId("presence-text").textContent = PRESENCE[desk.me.presence] + (desk.me.reason && desk.me.presence !== "aanwezig" ? `: ${desk.me.reason}` : "");
		byId("presence").querySelector(".dot").className = `dot ${desk.me.presence}`;
		const waiting = desk.own.reduce((sum, item) => sum + item.unread, 0);
		document.title = `${waiting ? `(${waiting}) ` : ""}${desk.queue.length ? `${desk.queue.length} in de rij` : "Werkbak"} - ${document.title.split(" - ").at(-1)}`;
		if (!desk.own.length) byId("own").replaceChildren(h("li", { class: "small" }, "Je hebt geen gesprekken."));
		if (!desk.queue.length) byId("queue").replaceChildren(h("li", { class: "small" }, "Er wacht niemand."));
	}

	card(item, extra) {
		return h("button", {
			type: "button", class: "card-open", "data-key": item.conversation, onclick: () => this.on.open(item.conversation),
			"aria-current": this.current === item.conversation && "true",
		}, h("span", { class: "line" }, tagOf(item) && hidden(`${tagOf(item)}: `), h("strong", {}, titleOf(item)), extra),
			item.words && h("span", { class: "small words" }, item.words));
	}

	queueCard(item) {
		return h("li", { class: `u${item.urgency}` }, this.card(item, h("span", {}, hidden("wacht "), clock(item.waited))),
			awayOf(item) && h("p", { class: "small gone" }, awayOf(item)),
			h("div", { class: "card-foot" },
				h("span", { class: "small" }, tagOf(item) && h("span", { class: `tag u${item.urgency}`, "aria-hidden": "true" }, tagOf(item)), " ", item.topic_title && item.reason_label),
				button("Neem over", () => this.on.claim(item.conversation), { "data-key": `take-${item.conversation}`, "aria-label": `Neem over: ${titleOf(item)}` })));
	}

	ownCard(item) {
		const extra = item.unread ? h("span", { class: "badge" }, String(item.unread), hidden(" nieuw")) : item.typing && h("span", { class: "small" }, "typt …");
		return h("li", { class: item.late && "late" }, this.card(item, extra), awayOf(item) && h("p", { class: "small gone" }, awayOf(item)), item.late && h("p", { class: "small late" }, "De burger wacht op je antwoord."));
	}
}

const tagOf = (item) => URGENCY[item.urgency] || (item.state === "later" ? "Later" : "");

/** What a conversation is called. */
export const titleOf = (item) => item.topic_title || item.reason_label || "Gesprek";

/** Says that the citizen of somebody who waits or talks is not there; a question left for later needs nobody there. */
export const awayOf = (item) => !["waiting", "with_staff"].includes(item.state) ? "" : item.left ? "De burger begon een nieuw gesprek." : item.here === false ? "De burger heeft de pagina nu niet open." : "";
