// Sound and messages on the screen, only for who switched them on.

import { ask, h } from "./desk-dom.js";

const KEPT = "belastingchat-werkbak"; // preferences only: no words of anybody

export class Options {
	constructor() {
		this.onOpen = () => {};
		try {
			this.on = { sound: false, screen: false, ...JSON.parse(localStorage.getItem(KEPT)) };
		} catch {
			this.on = { sound: false, screen: false };
		}
	}

	async show() {
		const tick = (name, label) => h("label", { class: "tick" }, h("input", { type: "checkbox", name, checked: this.on[name] }), label);
		const said = await ask("Meldingen", [
			h("p", {}, "Voor een nieuw gesprek in de rij, als je aanwezig bent, en voor een nieuw bericht dat je niet ziet."),
			tick("sound", "Geluid"), tick("screen", "Melding op je scherm, zonder woorden van de burger")]);
		if (!said) return;
		this.on = { sound: "sound" in said, screen: "screen" in said };
		if (this.on.screen && "Notification" in window && Notification.permission !== "granted") {
			this.on.screen = (await Notification.requestPermission()) === "granted";
		}
		localStorage.setItem(KEPT, JSON.stringify(this.on));
		if (this.on.sound) this.beep();
	}

	/** Tells it in the ways that are switched on. */
	alert(title, about, conversation) {
		if (this.on.sound) this.beep();
		if (this.on.screen && document.hidden && Notification.permission === "granted") {
			try {
				const note = new Notification(title, { body: about, tag: conversation, lang: "nl" });
				note.onclick = () => { window.focus(); note.close(); this.onOpen(conversation); };
			} catch {} // a phone only shows them from a service worker
		}
	}

	beep() {
		this.audio ??= new AudioContext();
		const [tone, volume, now] = [this.audio.createOscillator(), this.audio.createGain(), this.audio.currentTime];
		tone.frequency.setValueAtTime(660, now);
		tone.frequency.setValueAtTime(880, now + 0.12);
		volume.gain.setValueAtTime(0.08, now);
		volume.gain.exponentialRampToValueAtTime(0.001, now + 0.4);
		tone.connect(volume).connect(this.audio.destination);
		tone.start(now);
		tone.stop(now + 0.4);
	}
}
