"""Belastingchat: a Dutch, rule-based chatbot for questions about income tax returns and toeslagen."""
