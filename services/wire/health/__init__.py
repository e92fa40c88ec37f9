"""What a service tells about itself over HTTP: whether it lives, whether it does its work, and how much of it."""
