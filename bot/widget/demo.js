// The page's example questions put themselves in the chat's box; sending stays with the citizen.
const chat = document.querySelector("belasting-chat");

document.addEventListener("click", (event) => {
	const question = event.target.closest("[data-question]")?.dataset.question;
	if (question) chat.draft(question);
});
