/** Every word of the widget; the messages come from the server. */
export const texts = {
	launcher: "Stel je vraag",
	unread: "Nieuw bericht",
	close: "Sluit de chat",
	menu: "Menu",
	log: "Gesprek",

	who: { burger: "Jij", chatbot: "Chatbot", medewerker: "Medewerker", systeem: "Melding" },
	says: { burger: ":", chatbot: " zegt:", medewerker: ":", systeem: ":" },
	say: (role, text) => `${texts.who[role]}: ${text}`,
	masked: "Je privégegevens zijn uit dit bericht gehaald.",

	label: "Typ je vraag",
	hint: "Typ geen burgerservicenummer, wachtwoord of rekeningnummer.",
	send: "Verstuur",
	person: "Medewerker",
	charactersLeft: (n) => `Je kunt nog ${n} ${n === 1 ? "teken" : "tekens"} typen.`,
	charactersOver: (n) => `Je bericht is ${n} ${n === 1 ? "teken" : "tekens"} te lang.`,

	sending: "wordt verzonden",
	failed: "Niet verzonden",
	retry: "Opnieuw versturen",
	tooMany: (s) => `Even wachten. Je bericht wordt over ${s} ${s === 1 ? "seconde" : "seconden"} verzonden.`,
	notSent: "Je bericht is niet verzonden. Probeer het opnieuw.",
	tooLong: "Je bericht is te lang. Maak het korter en verstuur het opnieuw.",

	thinking: "De chatbot zoekt een antwoord.",
	starting: "De chatbot start op. Je kunt je vraag al typen.",
	startingWithQuestion: "De chatbot start op. Je vraag wacht en wordt zo beantwoord.",
	waiting: (place) =>
		!place ? "Je wacht op een medewerker."
			: place === 1 ? "Je wacht op een medewerker. Je bent als eerste aan de beurt."
				: `Je wacht op een medewerker. Je bent nummer ${place} in de rij.`,
	withStaff: "Je praat nu met een medewerker.",
	staffTyping: "De medewerker typt.",
	closed: "Dit gesprek is afgesloten.",
	offline: "Er is geen verbinding. We proberen het opnieuw. Je gesprek blijft staan.",
	unreachable: "De chatbot is nu niet bereikbaar. Probeer het later opnieuw.",
	tryAgain: "Probeer opnieuw",

	source: "Bron: ",
	sources: (n) => `Bronnen (${n})`,
	checked: (date) => ` Gecontroleerd op ${date}.`,
	newTab: " (opent in een nieuw tabblad)",
	choices: "Kies een antwoord",
	saveSlip: "Bewaar belbriefje",
	slipCode: "Code: ",
	slipFile: "belbriefje.txt",

	helped: "Hielp dit?",
	yes: "Ja",
	no: "Nee",
	remark: "Wil je iets toelichten? Dit hoeft niet. Typ geen privégegevens.",
	sendRemark: "Verstuur reactie",
	thanks: "Dank je. We gebruiken dit om de chatbot beter te maken.",
	notThanked: "Je reactie is niet verzonden. Probeer het opnieuw.",

	fresh: "Nieuw gesprek",
	save: "Bewaar mijn gesprek",
	erase: "Wis mijn gesprek",
	saveFile: (day) => `gesprek-${day}.txt`,
	erased: "Je gesprek is gewist.",
	notErased: "Wissen lukt nu niet. Probeer het later opnieuw.",
	cancel: "Annuleer",
	confirm: {
		erase: ["Wil je dit gesprek wissen?", "Je berichten en de antwoorden worden verwijderd. Je kunt ze daarna niet meer lezen.", "Wis gesprek"],
		fresh: ["Wil je een nieuw gesprek beginnen?", "Je ziet dit gesprek dan niet meer. Wil je het houden? Bewaar het dan eerst.", "Begin opnieuw"],
	},
};
