"""A company as data files: catalogue, people, calendars, service levels, routing, articles, texts and examples."""
