"""Text extraction. Each reader turns bytes into an `ExtractedText`, whose text is never edited afterwards."""
