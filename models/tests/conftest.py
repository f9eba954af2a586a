"""For every test: nothing is tracked where a test does not ask for it. Read before any room reads its settings."""

import os

os.environ["WEIR_MODELS_TRACKING_URI"] = "off"
