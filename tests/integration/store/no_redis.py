"""The environment of commands that read the database alone."""

NO_REDIS = {"DATELINE_REDIS_URL": "redis://127.0.0.1:1/0", "NO_COLOR": "1", "COLUMNS": "120"}
