"""What wants doing: findings with severity, the people concerned, and a proposed action.

One rule a function (`rules`), registered by id (`rule`); `check` makes the sentences,
`overview` counts them beside the headline numbers of every account.
"""
