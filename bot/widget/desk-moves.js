// How a conversation leaves a colleague: to somebody else or a team, to the chatbot, to the queue, or closed.

import { call } from "./desk-api.js";
import { announce, ask, fill, h } from "./desk-dom.js";

export const OUTCOMES = {
	chatbot_kon_het: "Chatbot kon dit", persoonsgegevens: "Gegevens nodig", gat_in_kennis: "Gat in kennis", anders: "Anders",
};

/** The list of who may get a conversation, true for as long as it is on the screen: colleagues come, go and get busy. */
function receivers(desk, before) {
	let wanted = before; // also while that colleague is away for a moment
	const select = h("select", { name: "to", required: true, "aria-describedby": "to-left" });
	const left = h("p", { class: "small grave", id: "to-left", role: "status" });
	select.oninput = () => { wanted = select.value; draw(); };
	const draw = () => {
		const people = desk.colleagues();
		fill(select, JSON.stringify([people, desk.teams()]), () => [
			h("option", { value: "" }, "Kies"),
			desk.teams().length > 0 && h("optgroup", { label: "Teams" }, desk.teams().map((team) => h("option", { value: `t${team.name}`, disabled: !team.open }, `Team ${team.name}${team.open ? "" : ", dicht"}`))),
			people.length > 0 && h("optgroup", { label: "Collega's" }, people.map((c) => h("option", { value: `m${c.id}`, disabled: c.presence !== "aanwezig" },
				[c.name, c.presence, c.open && `${c.open} open`].filter(Boolean).join(", ")))),
		].filter(Boolean));
		const chosen = [...select.options].find((option) => option.value === wanted);
		select.value = chosen && !chosen.disabled ? wanted : "";
		const told = wanted && !select.value ? `${people.find((c) => `m${c.id}` === wanted)?.name ?? "Deze keuze"} is er nu niet. Kies iemand anders of een team.` : "";
		if (left.textContent !== told) left.textContent = told;
	};
	return { node: h("div", {}, h("label", {}, "Aan wie?", select), left), stop: desk.follow(draw) };
}

export class Moves {
	constructor(pane) {
		this.pane = pane;
	}

	/** Does a deed and leaves the conversation; returns what went wrong, if anything did. */
	async deed(path, body, told) {
		const { pane } = this;
		pane.say("");
		try {
			await call(`conversations/${pane.conversation}/${path}`, body);
		} catch (failed) {
			pane.say(failed.message);
			if (!failed.passing) pane.load();
			return failed;
		}
		if (told) announce(told);
		pane.desk.close(pane, true);
		return null;
	}

	/** Asks to whom, as often as it takes: a word for a colleague is never typed twice. */
	async transfer() {
		if (!(await this.pane.mayLeave())) return;
		for (let said = { to: "", note: "" }, told = ""; ;) {
			const list = receivers(this.pane.desk, said.to);
			const note = h("textarea", { name: "note", rows: "3", required: true });
			note.value = said.note;
			said = await ask("Draag dit gesprek over", [told && h("p", { class: "warn", role: "alert" }, told), list.node, h("label", {}, "Wat moet je collega weten?", note)], { yes: "Draag over" });
			list.stop();
			if (!said) return;
			const to = said.to.startsWith("m") ? { member: Number(said.to.slice(1)) } : { team: said.to.slice(1) };
			const failed = await this.deed("transfer", { ...to, note: said.note }, "Het gesprek is overgedragen.");
			if (!failed) return;
			if (["not_there", "unknown_team"].includes(failed.data.error) || failed.passing) {
				told = failed.message;
				continue;
			}
			this.pane.field.giveBack(said.note, "note");
			return;
		}
	}

	async handBack() {
		if (!(await this.pane.mayLeave())) return;
		const said = await ask("Geef terug aan de chatbot", [
			h("p", {}, "De chatbot weet waar het over ging en gaat verder. De burger leest dat."),
			h("label", {}, "Notitie voor later (mag leeg blijven)", h("textarea", { name: "note", rows: "2" })),
		], { yes: "Geef terug" });
		if (!said) return;
		const failed = await this.deed("hand_back", said.note.trim() ? { note: said.note } : {}, "De chatbot heeft het gesprek weer.");
		if (failed && said.note.trim()) this.pane.field.giveBack(said.note, "note");
	}

	async release() {
		if (await this.pane.mayLeave()) this.deed("release", {}, "Het gesprek staat weer in de rij.");
	}

	async finish(outcome) {
		if (!(await this.pane.mayLeave())) return;
		const told = `Afgesloten: ${OUTCOMES[outcome]}.`;
		if (!(await this.deed("close", { outcome }, ""))) this.pane.desk.closed(this.pane.conversation, told);
	}
}
