"""The trainers' room at /trainer: pages over bot.trainer, for colleagues with the role trainer."""

from bot.site.trainer.answer_pages import answer_editor
from bot.site.trainer.experiment_pages import experiment_pages
from bot.site.trainer.fact_pages import fact_pages
from bot.site.trainer.health_pages import health_pages
from bot.site.trainer.history_pages import history_pages
from bot.site.trainer.inbox_pages import inbox_pages
from bot.site.trainer.notice_pages import notice_pages
from bot.site.trainer.question_pages import question_pages
from bot.site.trainer.set_up import set_up_trainer
from bot.site.trainer.topic_pages import topic_pages
from bot.site.trainer.try_pages import try_pages

trainer_pages = (
    topic_pages,
    answer_editor,
    question_pages,
    fact_pages,
    notice_pages,
    inbox_pages,
    try_pages,
    history_pages,
    experiment_pages,
    health_pages,
)

__all__ = ["set_up_trainer", "trainer_pages"]
