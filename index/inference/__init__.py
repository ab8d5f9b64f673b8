"""Running models: OpenVINO, thread priorities, and packaged model files."""
