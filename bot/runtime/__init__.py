"""The library in the event loop: threads, lanes and change listeners."""
