"""Every sentence that users read. Quotations are never among them."""
