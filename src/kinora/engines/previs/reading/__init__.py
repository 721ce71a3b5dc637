"""Reading a prompt: words in, a Storyboard out."""
