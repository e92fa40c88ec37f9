"""What travels between the services, and how: messages, delivery, settings and logs."""
