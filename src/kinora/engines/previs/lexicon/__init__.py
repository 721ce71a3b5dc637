"""What words mean on this stage, as tables, and the book made of them."""
