// Closing is one tap, so it can be taken back: for ten seconds, and for as long as somebody is at the button.

import { call } from "./desk-api.js";
import { announce, button, byId, h } from "./desk-dom.js";

const SHOWN = 10_000; // ms

export class Undo {
	/** `done` gets the conversation that is back; `trouble` what went wrong. */
	constructor({ done, trouble }) {
		Object.assign(this, { done, trouble, conversation: "", timer: 0 });
		this.text = h("span", {});
		this.button = button("Maak ongedaan", () => this.now(), { class: "", "aria-keyshortcuts": "Alt+U" });
		this.node = h("div", { class: "done row", id: "undo", role: "group", "aria-label": "Net afgesloten", hidden: true }, this.text, this.button,
			button("✕", () => this.hide(), { class: "plain icon", "aria-label": "Haal deze melding weg" }));
		for (const kind of ["pointerenter", "focusin"]) this.node.addEventListener(kind, () => clearTimeout(this.timer));
		for (const kind of ["pointerleave", "focusout"]) this.node.addEventListener(kind, () => this.wait());
		byId("trouble").after(this.node); // in the way of nothing that somebody may want to press
	}

	/** Offers to take the closing of this conversation back. */
	offer(conversation, told) {
		this.conversation = conversation;
		this.text.textContent = told;
		this.node.hidden = false;
		announce(`${told} Druk op Alt+U om het ongedaan te maken.`);
		this.wait();
	}

	wait() {
		clearTimeout(this.timer);
		this.timer = setTimeout(() => {
			if (this.node.matches(":hover, :focus-within")) this.wait();
			else this.hide();
		}, SHOWN);
	}

	hide() {
		clearTimeout(this.timer);
		this.conversation = "";
		this.node.hidden = true;
	}

	async now() {
		const { conversation } = this;
		if (!conversation) return;
		this.hide();
		try {
			await call(`conversations/${conversation}/reopen`, {});
			announce("Je hebt het gesprek weer.");
			this.done(conversation);
		} catch (failed) {
			this.trouble(failed.message);
			if (failed.passing) this.offer(conversation, "Het lukte nog niet.");
		}
	}
}
