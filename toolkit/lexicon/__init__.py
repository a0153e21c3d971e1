"""What is known of the two languages: words, glosses, numerals and names."""
