"""What users say of quotations, and what moderators see of it."""
