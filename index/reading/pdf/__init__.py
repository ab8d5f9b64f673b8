"""PDF files to text: glyphs, lines, paragraphs."""
