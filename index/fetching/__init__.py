"""Fetches web pages safely: public addresses only, limits on time and size, robots.txt obeyed.

Every redirect and every address that a name resolves to is checked.
"""
