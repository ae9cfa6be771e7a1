"""Lists in and out of spreadsheets: the only package that knows openpyxl."""
