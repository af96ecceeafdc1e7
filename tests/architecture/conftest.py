"""The made-up concern is no part of the project: its tests run where it was added."""

collect_ignore = ["made_up"]
