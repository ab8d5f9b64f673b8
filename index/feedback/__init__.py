"""Users' ratings of quotations, with reasons and remarks."""
