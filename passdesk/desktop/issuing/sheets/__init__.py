"""What stands over the page: forms, questions, the import, the preview of what is printed."""
