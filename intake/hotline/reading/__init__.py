"""Files to rows of text cells: encodings, delimited text, workbooks."""
