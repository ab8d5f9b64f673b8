"""Links in, bytes out: the page behind a link, gotten so that neither the link nor the page can do harm.

Only the public web is reached, whatever a name resolves to and wherever a page sends on to; every wait and
every byte is counted; a site's robots.txt is obeyed.
"""
