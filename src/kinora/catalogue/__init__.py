"""Models as data: what each can do, what each dialect allows of it, and how a request becomes a Plan."""
